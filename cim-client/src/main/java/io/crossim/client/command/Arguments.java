package io.crossim.client.command;

import io.crossim.common.result.CimException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads what follows the name of a command. */
public final class Arguments {

  /** The largest id that there can be. */
  private static final long MAX_ID = (1L << 53) - 1;

  /** The most users of one command. */
  private static final int MAX_USERS = 1_000;

  private Arguments() {}

  /** The words; none of a blank argument. */
  public static List<String> words(String argument) {
    return Stream.of(argument.split("\\s+", -1)).filter(word -> !word.isEmpty()).toList();
  }

  /**
   * The id of a group, with or without the g that it is shown with.
   *
   * @param usage of the command, for the error
   */
  public static long groupId(String word, String usage) {
    return number("groupId", word.startsWith("g") ? word.substring(1) : word, usage);
  }

  /** A number that an id or a place can be. */
  public static long number(String field, String word, String usage) {
    try {
      long value = Long.parseLong(word);
      if (value > 0 && value <= MAX_ID) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below, like any other wrong number
    }
    throw CimException.invalid(field, word.isEmpty() ? "nothing" : word, usage);
  }

  /** The ids of users, each once; at least one. */
  public static List<Long> users(List<String> words, String usage) {
    if (words.isEmpty() || words.size() > MAX_USERS) {
      throw CimException.invalid(
          "userId", words.isEmpty() ? "nothing" : words.size() + " users", usage);
    }
    List<Long> users = new ArrayList<>();
    for (String word : words) {
      users.add(number("userId", word, usage));
    }
    return users.stream().distinct().toList();
  }

  /** Refuses an argument of another number of words. */
  public static List<String> words(String argument, int least, int most, String usage) {
    List<String> words = words(argument);
    if (words.size() < least || words.size() > most) {
      throw CimException.invalid("arguments", argument.isEmpty() ? "nothing" : argument, usage);
    }
    return words;
  }
}
