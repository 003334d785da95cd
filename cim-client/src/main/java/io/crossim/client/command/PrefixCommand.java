package io.crossim.client.command;

import io.crossim.common.result.CimException;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :pu prefix}, {@code :qu prefix}: both spellings are in the field. */
@Component
@Order(7)
@RequiredArgsConstructor
final class PrefixCommand implements Command {

  private final UserList users;

  @Override
  public List<String> names() {
    return List.of(":pu", ":qu");
  }

  @Override
  public String parameters() {
    return "prefix";
  }

  @Override
  public String help() {
    return "lists the online users whose name begins so";
  }

  @Override
  public void run(String argument) {
    if (argument.isEmpty()) {
      throw CimException.invalid("prefix", "nothing", ":pu prefix; :olu lists everyone");
    }
    users.show(argument);
  }
}
