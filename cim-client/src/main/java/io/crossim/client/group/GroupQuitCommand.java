package io.crossim.client.group;

import io.crossim.client.chat.Chat;
import io.crossim.client.command.Arguments;
import io.crossim.client.command.Command;
import io.crossim.client.screen.Screen;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :gq groupId} */
@Component
@Order(16)
@RequiredArgsConstructor
final class GroupQuitCommand implements Command {

  private final Chat chat;
  private final Screen screen;

  @Override
  public List<String> names() {
    return List.of(":gq");
  }

  @Override
  public String parameters() {
    return "groupId";
  }

  @Override
  public String help() {
    return "takes you out of a group";
  }

  @Override
  public void run(String argument) {
    long groupId = Arguments.groupId(argument, ":gq groupId");
    chat.groups().leave(groupId);
    screen.note("you are not in g" + groupId + " any more");
  }
}
