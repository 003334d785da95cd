package io.crossim.client.command;

import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :q!} */
@Component
@Order(4)
final class QuitCommand implements Command {

  @Override
  public List<String> names() {
    return List.of(":q!");
  }

  @Override
  public String help() {
    return "quits";
  }

  @Override
  public void run(String argument) {
    // the session sees that it ends
  }

  @Override
  public boolean ends() {
    return true;
  }
}
