package io.crossim.client.group;

import io.crossim.client.chat.Chat;
import io.crossim.client.chat.RefusedUser;
import io.crossim.client.command.Command;
import io.crossim.client.screen.Screen;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :ga groupId userId…} */
@Component
@Order(14)
@RequiredArgsConstructor
final class GroupAddCommand implements Command {

  private static final String USAGE = ":ga groupId userId…";

  private final Chat chat;
  private final Screen screen;
  private final RefusedUsers refused;

  @Override
  public List<String> names() {
    return List.of(":ga");
  }

  @Override
  public String parameters() {
    return "groupId userId…";
  }

  @Override
  public String help() {
    return "adds users to a group";
  }

  @Override
  public void run(String argument) {
    List<String> words = GroupArguments.words(argument, 2, Integer.MAX_VALUE, USAGE);
    long groupId = GroupArguments.groupId(words.get(0), USAGE);
    List<Long> users = GroupArguments.users(words.subList(1, words.size()), USAGE);
    List<RefusedUser> not = chat.groups().add(groupId, users);
    screen.note(users.size() - not.size() + " of " + users.size() + " are members now");
    refused.show(not);
  }
}
