package io.crossim.client.command;

import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :all} */
@Component
@Order(1)
@RequiredArgsConstructor
final class AllCommand implements Command {

  private final CommandHelp help;

  @Override
  public List<String> names() {
    return List.of(":all");
  }

  @Override
  public String help() {
    return "lists all commands";
  }

  @Override
  public void run(String argument) {
    help.show();
  }
}
