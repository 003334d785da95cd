package io.crossim.persistence.conversation.embedded;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.ConversationPage;
import io.crossim.persistence.conversation.ConversationQuery;
import io.crossim.persistence.conversation.local.DamagedConversationException;
import io.crossim.persistence.conversation.local.LocalConversations;
import io.crossim.persistence.files.NotCachedException;
import io.crossim.persistence.files.StoreFiles;
import java.time.InstantSource;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Answers reads on the thread that asks, where all that they take lies in memory and nothing has to
 * be changed. Any thread.
 */
@RequiredArgsConstructor
final class CachedReads {

  private final StoreFiles files;
  private final ConversationLimits limits;
  private final InstantSource clock;

  /**
   * A page.
   *
   * @return null when it is to be read on the thread of the files, which also tells what is damaged
   */
  @Nullable ConversationPage read(ConversationQuery query) {
    return files.cached(
        (view, losses) ->
            new LocalConversations(
                    new CachedRows(view, losses),
                    limits,
                    CachedReads::newEpoch,
                    CachedReads::damaged)
                .readAt(clock.millis(), query));
  }

  private static String newEpoch() {
    throw new NotCachedException();
  }

  private static void damaged(ConversationId id, DamagedConversationException damage) {
    throw new NotCachedException();
  }
}
