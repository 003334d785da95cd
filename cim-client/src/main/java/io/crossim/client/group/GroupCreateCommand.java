package io.crossim.client.group;

import io.crossim.client.chat.Chat;
import io.crossim.client.chat.NewGroup;
import io.crossim.client.command.Arguments;
import io.crossim.client.command.Command;
import io.crossim.client.screen.Screen;
import io.crossim.common.result.CimException;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :gc name userId…}: the numbers at the end are the members, all before is the name. */
@Component
@Order(12)
@RequiredArgsConstructor
final class GroupCreateCommand implements Command {

  private static final String USAGE = ":gc name userId…";

  private final Chat chat;
  private final Screen screen;
  private final RefusedUsers refused;

  @Override
  public List<String> names() {
    return List.of(":gc");
  }

  @Override
  public String parameters() {
    return "name userId…";
  }

  @Override
  public String help() {
    return "makes a group of you and these users";
  }

  @Override
  public void run(String argument) {
    List<String> words = Arguments.words(argument);
    if (words.isEmpty()) {
      throw CimException.invalid("name", "nothing", USAGE);
    }
    int end = words.size();
    while (end > 1 && words.get(end - 1).matches("-?\\d+")) {
      end--;
    }
    String name = String.join(" ", words.subList(0, end));
    List<String> members = words.subList(end, words.size());
    NewGroup made =
        chat.groups().create(name, members.isEmpty() ? List.of() : Arguments.users(members, USAGE));
    screen.note("g" + made.id() + " is there; :gt " + made.id() + " sends your lines to it");
    refused.show(made.refused());
  }
}
