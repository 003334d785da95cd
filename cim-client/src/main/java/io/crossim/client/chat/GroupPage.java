package io.crossim.client.chat;

import java.util.List;

/**
 * A part of what was said in a group.
 *
 * @param entries the oldest first
 * @param more whether there is more before them
 */
public record GroupPage(List<GroupEntry> entries, boolean more) {

  public GroupPage {
    entries = List.copyOf(entries);
  }
}
