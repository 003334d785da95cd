package io.crossim.client.command;

import io.crossim.client.chat.Chat;
import io.crossim.client.history.History;
import io.crossim.client.screen.Screen;
import io.crossim.common.result.CimException;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :q keyword} */
@Slf4j
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
    List<String> found = search(keyword);
    found.forEach(line -> screen.line("  " + screen.mark(keyword, line)));
    String most = found.size() == History.MOST_FOUND ? " (the newest)" : "";
    screen.note(found.size() + (found.size() == 1 ? " message" : " messages") + " found" + most);
  }

  private List<String> search(Pattern keyword) {
    try {
      return history.search(chat.status().self(), keyword);
    } catch (IOException e) {
      log.warn("history cannot be read", e);
      screen.error("the history cannot be read: " + e.getMessage());
      return List.of();
    }
  }
}
