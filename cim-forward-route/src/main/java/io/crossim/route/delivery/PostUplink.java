package io.crossim.route.delivery;

import io.crossim.common.result.CimException;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.conversation.PostOutcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Takes the messages that clients have sent to groups, and those to users that are kept in the log
 * of both. Any thread; never blocks.
 */
public interface PostUplink {

  /** Whether private messages are posted like those to groups, instead of going to an inbox. */
  boolean keepsPrivate();

  /**
   * Counts a message to a group that is about to be posted.
   *
   * @param isLocal whether its client is on the machine of its server, which may be free of limits
   * @throws CimException with {@link io.crossim.common.result.ResultCode#REQUEST_LIMIT} when its
   *     sender, or its group, has too many
   */
  void count(long sender, long groupId, boolean isLocal);

  /**
   * Posts in the order given, in one call to the store; what is stored is brought to the members
   * behind the answer.
   *
   * @return one result per post; fails with an {@link
   *     io.crossim.common.result.UnavailableException} with words for the senders
   */
  CompletableFuture<List<PostResult>> post(List<Post> posts);

  /** Why a post was refused, in words for its sender; null for one that is stored. */
  @Nullable CimException refusal(Post post, PostOutcome outcome);
}
