package io.crossim.client.group;

import io.crossim.client.chat.Chat;
import io.crossim.client.chat.GroupEntry;
import io.crossim.client.chat.GroupPage;
import io.crossim.client.chat.User;
import io.crossim.client.command.Arguments;
import io.crossim.client.command.Command;
import io.crossim.client.screen.GroupWords;
import io.crossim.client.screen.Screen;
import java.util.List;
import java.util.OptionalLong;
import lombok.RequiredArgsConstructor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :gh groupId}, {@code :gh groupId before} */
@Component
@Order(19)
@RequiredArgsConstructor
final class GroupHistoryCommand implements Command {

  private static final String USAGE = ":gh groupId, or :gh groupId before";

  private final Chat chat;
  private final Screen screen;

  @Override
  public List<String> names() {
    return List.of(":gh");
  }

  @Override
  public String parameters() {
    return "groupId [before]";
  }

  @Override
  public String help() {
    return "shows what was said in a group, before a place";
  }

  @Override
  public void run(String argument) {
    List<String> words = Arguments.words(argument, 1, 2, USAGE);
    long groupId = Arguments.groupId(words.get(0), USAGE);
    OptionalLong before =
        words.size() < 2
            ? OptionalLong.empty()
            : OptionalLong.of(Arguments.number("before", words.get(1), USAGE));
    GroupPage page = chat.groups().history(groupId, before);
    User self = chat.status().self();
    page.entries().forEach(entry -> show(entry, self));
    int count = page.entries().size();
    String more =
        page.more() && count > 0
            ? "; more: :gh " + groupId + " " + page.entries().get(0).place()
            : "";
    screen.note(count + (count == 1 ? " message" : " messages") + more);
  }

  private void show(GroupEntry entry, User self) {
    String time = entry.at() == null ? "" : screen.time(entry.at()) + " ";
    String what = GroupWords.of(entry, self, screen::user);
    screen.line("  #" + entry.place() + " " + time + what);
  }
}
