package io.crossim.client.command;

import io.crossim.client.emoji.EmojiPages;
import io.crossim.client.screen.Screen;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :emoji page} */
@Component
@Order(9)
@RequiredArgsConstructor
final class EmojiCommand implements Command {

  private final EmojiPages pages;
  private final Screen screen;

  @Override
  public List<String> names() {
    return List.of(":emoji");
  }

  @Override
  public String parameters() {
    return "page";
  }

  @Override
  public String help() {
    return "lists emoji with the aliases to type";
  }

  @Override
  public void run(String argument) {
    int count = pages.count();
    int page = argument.isEmpty() ? 1 : WholeNumber.parse("page", argument, 1, count);
    for (EmojiPages.Entry entry : pages.page(page)) {
      screen.line("  " + entry.emoji() + "  " + String.join(" ", entry.aliases()));
    }
    screen.note("page " + page + " of " + count);
  }
}
