package io.crossim.sdk;

import io.crossim.common.result.CimException;
import io.crossim.route.api.HistoryQuery;
import org.jspecify.annotations.Nullable;

/**
 * A part of the log of a conversation. Places are those of {@link ReceivedMessage#conversationSeq}.
 *
 * @param before the messages stand before this place, as near as possible; null for no such bound
 * @param after the messages stand behind this place, as near as possible; null for no such bound
 * @param limit the most messages, 1 to 100
 */
public record HistoryRange(@Nullable Long before, @Nullable Long after, int limit) {

  private static final int MOST = 100;

  /** Refuses what the route would refuse. */
  public HistoryRange {
    if (limit < 1 || limit > MOST) {
      throw CimException.invalid("limit", limit, "1-" + MOST);
    }
    if (before != null && after != null) {
      throw CimException.invalid("before", before, "not together with after");
    }
  }

  /** The last messages of the log. */
  public static HistoryRange last(int limit) {
    return new HistoryRange(null, null, limit);
  }

  /** The last messages before a place. */
  public static HistoryRange before(long seq, int limit) {
    return new HistoryRange(seq, null, limit);
  }

  /** The first messages behind a place. */
  public static HistoryRange after(long seq, int limit) {
    return new HistoryRange(null, seq, limit);
  }

  /** The question for this part of the log of a conversation. */
  HistoryQuery query(long userId, Conversation of) {
    return new HistoryQuery(userId, of.groupId(), of.peerId(), before, after, limit);
  }
}
