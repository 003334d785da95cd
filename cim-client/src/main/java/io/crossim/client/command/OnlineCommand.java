package io.crossim.client.command;

import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :olu} */
@Component
@Order(2)
@RequiredArgsConstructor
final class OnlineCommand implements Command {

  private final UserList users;

  @Override
  public List<String> names() {
    return List.of(":olu");
  }

  @Override
  public String help() {
    return "lists the online users";
  }

  @Override
  public void run(String argument) {
    users.show("");
  }
}
