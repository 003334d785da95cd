package io.crossim.client.group;

import io.crossim.client.chat.RefusedUser;
import io.crossim.client.screen.Screen;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Shows for whom a change was not made. */
@Component
@RequiredArgsConstructor
final class RefusedUsers {

  private final Screen screen;

  void show(List<RefusedUser> refused) {
    refused.forEach(user -> screen.error("not " + user.userId() + ": " + user.why()));
  }
}
