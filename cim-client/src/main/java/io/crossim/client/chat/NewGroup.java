package io.crossim.client.chat;

import java.util.List;

/**
 * A group that was made.
 *
 * @param refused who did not become a member
 */
public record NewGroup(long id, List<RefusedUser> refused) {

  public NewGroup {
    refused = List.copyOf(refused);
  }
}
