package io.crossim.client.group;

import io.crossim.client.chat.Chat;
import io.crossim.client.chat.GroupSummary;
import io.crossim.client.command.Command;
import io.crossim.client.screen.Screen;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :gl} */
@Component
@Order(11)
@RequiredArgsConstructor
final class GroupListCommand implements Command {

  private final Chat chat;
  private final Screen screen;

  @Override
  public List<String> names() {
    return List.of(":gl");
  }

  @Override
  public String help() {
    return "lists your groups, with what is unread";
  }

  @Override
  public void run(String argument) {
    List<GroupSummary> groups = chat.groups().list();
    for (GroupSummary group : groups) {
      screen.line("  " + screen.group(group.id(), group.name()) + unread(group) + muted(group));
    }
    screen.note("you are in " + groups.size() + (groups.size() == 1 ? " group" : " groups"));
  }

  private static String unread(GroupSummary group) {
    if (group.unread() == 0) {
      return "";
    }
    String mentions = group.mentions() == 0 ? "" : ", " + group.mentions() + " to you";
    return "  " + group.unread() + " unread" + mentions;
  }

  private static String muted(GroupSummary group) {
    return group.isMuted() ? "  muted" : "";
  }
}
