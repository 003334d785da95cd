package io.crossim.client.emoji;

import io.crossim.common.result.CimException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import net.fellbaum.jemoji.Emoji;
import net.fellbaum.jemoji.EmojiManager;
import net.fellbaum.jemoji.Qualification;
import org.springframework.stereotype.Component;

/**
 * The emoji that have an alias of the form {@code :name:}, in pages, faces first. Skin tones and
 * other variants are left out; their aliases work all the same.
 */
@Component
public final class EmojiPages {

  /** The most that a search answers. */
  public static final int MOST_FOUND = 60;

  static final int PAGE_SIZE = 20;

  private static final Comparator<Emoji> ORDER =
      Comparator.comparing(Emoji::getGroup)
          .thenComparing(Emoji::getSubgroup)
          .thenComparing(Emoji::getEmoji);

  private final List<Entry> entries = new ArrayList<>();

  /** An emoji and its aliases of the form {@code :name:}, never none. */
  public record Entry(String emoji, List<String> aliases) {}

  /**
   * One page.
   *
   * @param page from 1
   * @throws CimException if there is no such page
   */
  public List<Entry> page(int page) {
    List<Entry> all = all();
    if (page < 1 || page > count()) {
      throw CimException.invalid("page", page, "1-" + count());
    }
    int from = (page - 1) * PAGE_SIZE;
    return List.copyOf(all.subList(from, Math.min(from + PAGE_SIZE, all.size())));
  }

  /** The emoji of which an alias has the word in it; the shortest aliases first. */
  public List<Entry> search(String word) {
    String wanted = word.toLowerCase(Locale.ROOT);
    return all().stream()
        .filter(entry -> entry.aliases().stream().anyMatch(alias -> alias.contains(wanted)))
        .sorted(Comparator.comparingInt(entry -> entry.aliases().get(0).length()))
        .limit(MOST_FOUND)
        .toList();
  }

  /** The aliases that begin so, for completion. */
  public List<String> aliases(String beginning) {
    return all().stream()
        .flatMap(entry -> entry.aliases().stream())
        .filter(alias -> alias.startsWith(beginning))
        .limit(MOST_FOUND)
        .toList();
  }

  /** How many pages there are. */
  public int count() {
    return (all().size() + PAGE_SIZE - 1) / PAGE_SIZE;
  }

  private synchronized List<Entry> all() {
    if (entries.isEmpty()) {
      EmojiManager.getAllEmojis().stream()
          .filter(emoji -> emoji.getQualification() == Qualification.FULLY_QUALIFIED)
          .filter(emoji -> !emoji.hasFitzpatrickComponent() && !emoji.hasHairStyleComponent())
          .sorted(ORDER)
          .map(emoji -> new Entry(emoji.getEmoji(), names(emoji)))
          .filter(entry -> !entry.aliases().isEmpty())
          .forEach(entries::add);
    }
    return entries;
  }

  private static List<String> names(Emoji emoji) {
    return emoji.getAllAliases().stream()
        .filter(alias -> alias.length() > 2 && alias.startsWith(":") && alias.endsWith(":"))
        .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
        .toList();
  }
}
