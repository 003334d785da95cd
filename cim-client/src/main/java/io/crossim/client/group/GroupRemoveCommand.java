package io.crossim.client.group;

import io.crossim.client.chat.Chat;
import io.crossim.client.chat.RefusedUser;
import io.crossim.client.screen.Screen;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :gr groupId userId…} */
@Component
@Order(15)
final class GroupRemoveCommand extends GroupUsersCommand {

  private final Chat chat;

  GroupRemoveCommand(Chat chat, Screen screen, RefusedUsers refused) {
    super(":gr", " are members no longer", screen, refused);
    this.chat = chat;
  }

  @Override
  public String help() {
    return "takes users out of a group";
  }

  @Override
  List<RefusedUser> change(long groupId, List<Long> users) {
    return chat.groups().remove(groupId, users);
  }
}
