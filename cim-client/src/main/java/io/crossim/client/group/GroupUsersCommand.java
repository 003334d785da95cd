package io.crossim.client.group;

import io.crossim.client.chat.RefusedUser;
import io.crossim.client.command.Arguments;
import io.crossim.client.command.Command;
import io.crossim.client.screen.Screen;
import java.util.List;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;

/** A command that changes whether users are members of a group. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
abstract class GroupUsersCommand implements Command {

  private final String name;

  /** What the users of whom it is so are then, behind how many they are. */
  private final String done;

  private final Screen screen;
  private final RefusedUsers refused;

  @Override
  public final List<String> names() {
    return List.of(name);
  }

  @Override
  public final String parameters() {
    return "groupId userId…";
  }

  @Override
  public final void run(String argument) {
    String usage = name + " " + parameters();
    List<String> words = Arguments.words(argument, 2, Integer.MAX_VALUE, usage);
    long groupId = Arguments.groupId(words.get(0), usage);
    List<Long> users = Arguments.users(words.subList(1, words.size()), usage);
    List<RefusedUser> not = change(groupId, users);
    screen.note(users.size() - not.size() + " of " + users.size() + done);
    refused.show(not);
  }

  /** Makes the change; answers the users who stay as they are. */
  abstract List<RefusedUser> change(long groupId, List<Long> users);
}
