package io.crossim.client.preference;

import io.crossim.client.chat.Chat;
import io.crossim.client.command.Arguments;
import io.crossim.client.command.Command;
import io.crossim.client.screen.Screen;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :unblock userId} */
@Component
@Order(22)
@RequiredArgsConstructor
final class UnblockCommand implements Command {

  private final Chat chat;
  private final Screen screen;

  @Override
  public List<String> names() {
    return List.of(":unblock");
  }

  @Override
  public String parameters() {
    return "userId";
  }

  @Override
  public String help() {
    return "takes messages from a user again";
  }

  @Override
  public void run(String argument) {
    long userId = Arguments.number("userId", argument, ":unblock userId");
    chat.preferences().block(userId, false);
    screen.note("you take messages from " + userId + " again");
  }
}
