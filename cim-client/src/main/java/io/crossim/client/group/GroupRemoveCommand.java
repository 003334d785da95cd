package io.crossim.client.group;

import io.crossim.client.chat.Chat;
import io.crossim.client.chat.RefusedUser;
import io.crossim.client.command.Command;
import io.crossim.client.screen.Screen;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :gr groupId userId…} */
@Component
@Order(15)
@RequiredArgsConstructor
final class GroupRemoveCommand implements Command {

  private static final String USAGE = ":gr groupId userId…";

  private final Chat chat;
  private final Screen screen;
  private final RefusedUsers refused;

  @Override
  public List<String> names() {
    return List.of(":gr");
  }

  @Override
  public String parameters() {
    return "groupId userId…";
  }

  @Override
  public String help() {
    return "takes users out of a group";
  }

  @Override
  public void run(String argument) {
    List<String> words = GroupArguments.words(argument, 2, Integer.MAX_VALUE, USAGE);
    long groupId = GroupArguments.groupId(words.get(0), USAGE);
    List<Long> users = GroupArguments.users(words.subList(1, words.size()), USAGE);
    List<RefusedUser> not = chat.groups().remove(groupId, users);
    screen.note(users.size() - not.size() + " of " + users.size() + " are members no longer");
    refused.show(not);
  }
}
