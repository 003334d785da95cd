package io.crossim.persistence.inbox;

import io.crossim.persistence.conversation.Place;
import java.time.Duration;

/**
 * How far an inbox has come in a conversation: what every store that runs in this process keeps
 * alike.
 *
 * @param touchedAt when it was followed or collected last
 */
public record Cursor(Place place, long touchedAt) {

  /** One that was touched within this time stays, because somebody may be about to use it. */
  public static final Duration STAYS = Duration.ofHours(1);

  /** An inbox has at most so many; beyond it the pairs that were touched long ago go first. */
  public static final int MOST = 100_000;

  /** A pair that was untouched for so long has nothing left in its log. */
  public static final Duration PAIRS_LAST = Duration.ofDays(60);

  /** Whether the cursor under a conversation's key may go where there are too many. */
  public static boolean isOver(String key, long touchedAt, long now) {
    return key.startsWith("p") && now - touchedAt > PAIRS_LAST.toMillis();
  }

  /** Whether it may be taken away by somebody who has read it with that time. */
  public boolean mayGo(long readTouchedAt, long now) {
    return touchedAt == readTouchedAt && now - touchedAt >= STAYS.toMillis();
  }
}
