package io.crossim.client.preference;

import io.crossim.client.chat.Chat;
import io.crossim.client.command.Arguments;
import io.crossim.client.command.Command;
import io.crossim.client.screen.Screen;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :block userId}, {@code :block} */
@Component
@Order(21)
@RequiredArgsConstructor
final class BlockCommand implements Command {

  private final Chat chat;
  private final Screen screen;

  @Override
  public List<String> names() {
    return List.of(":block");
  }

  @Override
  public String parameters() {
    return "[userId]";
  }

  @Override
  public String help() {
    return "takes nothing more from a user; alone lists whom you have blocked";
  }

  @Override
  public void run(String argument) {
    if (argument.isEmpty()) {
      list();
      return;
    }
    long userId = Arguments.number("userId", argument, ":block userId, or :block");
    chat.preferences().block(userId, true);
    screen.note("you take nothing from " + userId + ", until :unblock " + userId);
  }

  private void list() {
    List<Long> users = chat.preferences().blocked();
    users.forEach(user -> screen.line("  " + user));
    screen.note("you have blocked " + users.size() + (users.size() == 1 ? " user" : " users"));
  }
}
