package io.crossim.client.group;

import io.crossim.client.chat.Chat;
import io.crossim.client.command.Arguments;
import io.crossim.client.command.Command;
import io.crossim.client.screen.Device;
import io.crossim.client.screen.Printable;
import io.crossim.client.screen.Screen;
import io.crossim.client.talk.CurrentGroup;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :gt groupId}, {@code :gt} */
@Component
@Order(18)
@RequiredArgsConstructor
final class GroupTalkCommand implements Command {

  private final Chat chat;
  private final CurrentGroup current;
  private final Device device;
  private final Screen screen;

  @Override
  public List<String> names() {
    return List.of(":gt");
  }

  @Override
  public String parameters() {
    return "[groupId]";
  }

  @Override
  public String help() {
    return "sends your lines to a group, until :gt";
  }

  @Override
  public void run(String argument) {
    String self = chat.status().self().name();
    if (argument.isEmpty()) {
      current.leave();
      device.prompt(Printable.of(self) + "> ");
      screen.note("your lines go to everyone online");
      return;
    }
    long groupId = Arguments.groupId(argument, ":gt groupId");
    String name = chat.groups().name(groupId);
    current.enter(groupId);
    device.prompt(Printable.of(self + " in " + name) + "> ");
    screen.note("your lines go to " + name + "(g" + groupId + "), until :gt");
  }
}
