package io.crossim.route.api;

import org.jspecify.annotations.Nullable;

/**
 * Asks for a page of the log of a conversation, with {@code GET /history}: of a group or of the
 * private conversation with a peer, the last messages before a place, or those behind one. With
 * neither it is the last ones of all.
 *
 * @param userId who reads
 * @param groupId null for a private conversation
 * @param peerId null for a group
 * @param before null, or the place before which the messages stand
 * @param after null, or the place behind which the messages stand
 * @param limit the most messages, at most 100; null for 50
 */
public record HistoryQuery(
    long userId,
    @Nullable Long groupId,
    @Nullable Long peerId,
    @Nullable Long before,
    @Nullable Long after,
    @Nullable Integer limit) {

  /** The last messages of a group. */
  public static HistoryQuery ofGroup(long userId, long groupId) {
    return new HistoryQuery(userId, groupId, null, null, null, null);
  }
}
