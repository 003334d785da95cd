package io.crossim.client.group;

import io.crossim.client.chat.Chat;
import io.crossim.client.command.Arguments;
import io.crossim.client.command.Command;
import io.crossim.client.screen.Screen;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :gd groupId} */
@Component
@Order(17)
@RequiredArgsConstructor
final class GroupDismissCommand implements Command {

  private final Chat chat;
  private final Screen screen;

  @Override
  public List<String> names() {
    return List.of(":gd");
  }

  @Override
  public String parameters() {
    return "groupId";
  }

  @Override
  public String help() {
    return "ends a group for all its members";
  }

  @Override
  public void run(String argument) {
    long groupId = Arguments.groupId(argument, ":gd groupId");
    chat.groups().dismiss(groupId);
    screen.note("g" + groupId + " is no more");
  }
}
