package io.crossim.client.group;

import io.crossim.client.chat.Chat;
import io.crossim.client.chat.GroupMember;
import io.crossim.client.command.Arguments;
import io.crossim.client.command.Command;
import io.crossim.client.screen.Screen;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :gm groupId} */
@Component
@Order(13)
@RequiredArgsConstructor
final class GroupMembersCommand implements Command {

  private final Chat chat;
  private final Screen screen;

  @Override
  public List<String> names() {
    return List.of(":gm");
  }

  @Override
  public String parameters() {
    return "groupId";
  }

  @Override
  public String help() {
    return "lists the members of a group";
  }

  @Override
  public void run(String argument) {
    long groupId = Arguments.groupId(argument, ":gm groupId");
    List<GroupMember> members = chat.groups().members(groupId);
    long self = chat.status().self().id();
    for (GroupMember member : members) {
      String you = member.user().id() == self ? " (you)" : "";
      String role = member.role().equals("member") ? "" : "  " + member.role();
      screen.line("  " + screen.user(member.user()) + you + role);
    }
    screen.note(members.size() + (members.size() == 1 ? " member" : " members"));
  }
}
