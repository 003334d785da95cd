package io.crossim.client.command;

import io.crossim.client.emoji.EmojiPages;
import io.crossim.client.screen.Screen;
import java.util.List;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** {@code :emoji page}, {@code :emoji word} */
@Component
@Order(9)
@RequiredArgsConstructor
final class EmojiCommand implements Command {

  private static final Pattern NUMBER = Pattern.compile("-?\\d+");

  private final EmojiPages pages;
  private final Screen screen;

  @Override
  public List<String> names() {
    return List.of(":emoji");
  }

  @Override
  public String parameters() {
    return "page | word";
  }

  @Override
  public String help() {
    return "lists or finds emoji with the aliases to type";
  }

  @Override
  public void run(String argument) {
    if (argument.isEmpty() || NUMBER.matcher(argument).matches()) {
      showPage(argument);
    } else {
      search(argument);
    }
  }

  /** Page 0 is the first one too: so it was counted in protocol v2's console. */
  private void showPage(String number) {
    int count = pages.count();
    int page = number.isEmpty() ? 1 : Math.max(1, WholeNumber.parse("page", number, 0, count));
    show(pages.page(page));
    screen.note("page " + page + " of " + count);
  }

  private void search(String word) {
    List<EmojiPages.Entry> found = pages.search(word);
    show(found);
    String most = found.size() == EmojiPages.MOST_FOUND ? " (there may be more)" : "";
    screen.note(found.size() + " emoji found" + most);
  }

  private void show(List<EmojiPages.Entry> entries) {
    for (EmojiPages.Entry entry : entries) {
      screen.line("  " + entry.emoji() + "  " + String.join(" ", entry.aliases()));
    }
  }
}
