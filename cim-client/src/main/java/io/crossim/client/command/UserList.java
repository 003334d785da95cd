package io.crossim.client.command;

import io.crossim.client.chat.Chat;
import io.crossim.client.chat.User;
import io.crossim.client.screen.Screen;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Shows who is online. */
@Component
@RequiredArgsConstructor
final class UserList {

  private final Chat chat;
  private final Screen screen;

  /**
   * Lists the users whose name begins with a prefix.
   *
   * @param prefix in any case; empty for all
   */
  void show(String prefix) {
    List<User> users =
        chat.onlineUsers().stream().filter(user -> startsWith(user.name(), prefix)).toList();
    long self = chat.status().self().id();
    for (User user : users) {
      screen.line("  " + screen.user(user) + (user.id() == self ? " (you)" : ""));
    }
    String whose = prefix.isEmpty() ? "" : " whose name begins with " + prefix;
    screen.note(users.size() + (users.size() == 1 ? " user" : " users") + " online" + whose);
  }

  private static boolean startsWith(String name, String prefix) {
    return name.regionMatches(true, 0, prefix, 0, prefix.length());
  }
}
