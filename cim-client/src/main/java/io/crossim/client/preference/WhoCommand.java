package io.crossim.client.preference;

import io.crossim.client.chat.Chat;
import io.crossim.client.command.Arguments;
import io.crossim.client.command.Command;
import io.crossim.client.screen.Screen;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :who userId…}, {@code :who} */
@Component
@Order(25)
@RequiredArgsConstructor
final class WhoCommand implements Command {

  private final Chat chat;
  private final Screen screen;

  @Override
  public List<String> names() {
    return List.of(":who");
  }

  @Override
  public String parameters() {
    return "[userId…]";
  }

  @Override
  public String help() {
    return "tells you when these users come and go, until :who";
  }

  @Override
  public void run(String argument) {
    List<String> words = Arguments.words(argument);
    if (words.isEmpty()) {
      chat.preferences().watch(Set.of());
      screen.note("you are told no more who comes and goes");
      return;
    }
    List<Long> users = Arguments.users(words, ":who userId…, or :who");
    chat.preferences().watch(Set.copyOf(users));
    screen.note(
        "you are told who comes and goes of "
            + users.size()
            + (users.size() == 1 ? " user" : " users")
            + ", until :who");
  }
}
