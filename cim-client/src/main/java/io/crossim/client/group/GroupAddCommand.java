package io.crossim.client.group;

import io.crossim.client.chat.Chat;
import io.crossim.client.chat.RefusedUser;
import io.crossim.client.screen.Screen;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :ga groupId userId…} */
@Component
@Order(14)
final class GroupAddCommand extends GroupUsersCommand {

  private final Chat chat;

  GroupAddCommand(Chat chat, Screen screen, RefusedUsers refused) {
    super(":ga", " are members now", screen, refused);
    this.chat = chat;
  }

  @Override
  public String help() {
    return "adds users to a group";
  }

  @Override
  List<RefusedUser> change(long groupId, List<Long> users) {
    return chat.groups().add(groupId, users);
  }
}
