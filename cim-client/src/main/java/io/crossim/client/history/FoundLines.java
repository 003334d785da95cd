package io.crossim.client.history;

import java.util.List;

/**
 * What a search found.
 *
 * @param lines the oldest first
 * @param unreadable how many files could not be read
 */
public record FoundLines(List<String> lines, int unreadable) {

  public FoundLines {
    lines = List.copyOf(lines);
  }
}
