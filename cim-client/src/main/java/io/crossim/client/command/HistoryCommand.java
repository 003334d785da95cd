package io.crossim.client.command;

import io.crossim.client.chat.Chat;
import io.crossim.client.history.FoundLines;
import io.crossim.client.history.History;
import io.crossim.client.screen.Printable;
import io.crossim.client.screen.Screen;
import io.crossim.common.result.CimException;
import java.util.List;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :q keyword} */
@Component
@Order(3)
@RequiredArgsConstructor
final class HistoryCommand implements Command {

  private final Chat chat;
  private final History history;
  private final Screen screen;

  @Override
  public List<String> names() {
    return List.of(":q");
  }

  @Override
  public String parameters() {
    return "keyword";
  }

  @Override
  public String help() {
    return "searches your chat history";
  }

  @Override
  public void run(String argument) {
    if (argument.isEmpty()) {
      throw CimException.invalid("keyword", "nothing", ":q keyword; :q! quits");
    }
    Pattern keyword =
        Pattern.compile(Pattern.quote(argument), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    FoundLines found = history.search(chat.status().self(), keyword);
    List<String> lines = found.lines();
    lines.forEach(line -> screen.line("  " + screen.mark(keyword, Printable.of(line))));
    String most = lines.size() == History.MOST_FOUND ? " (the newest)" : "";
    screen.note(lines.size() + (lines.size() == 1 ? " message" : " messages") + " found" + most);
    if (found.unreadable() > 0) {
      screen.error("files of the history that cannot be read: " + found.unreadable());
    }
  }
}
