package io.crossim.route.delivery;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.conversation.PostOutcome;
import io.crossim.persistence.conversation.PostOutcome.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Groups that take every message, but those whose ids a test says. */
public final class FakeGroups implements PostUplink {

  /** A group that nobody is a member of. */
  public static final long STRANGE = 404;

  /** A group that has too many messages. */
  public static final long BUSY = 503;

  public final List<Post> posted = new CopyOnWriteArrayList<>();
  public volatile boolean away;

  /** Whether private messages are posted, too. */
  public volatile boolean keepsPrivate;

  @Override
  public boolean keepsPrivate() {
    return keepsPrivate;
  }

  @Override
  public void count(long sender, long groupId, boolean isLocal) {
    if (groupId == BUSY) {
      throw new CimException(ResultCode.REQUEST_LIMIT, "too many");
    }
  }

  @Override
  public CompletableFuture<List<PostResult>> post(List<Post> posts) {
    if (away) {
      return CompletableFuture.failedFuture(new UnavailableException("the store is away", null));
    }
    List<PostResult> outcomes = new ArrayList<>();
    for (Post post : posts) {
      if (post.conversation().first() == STRANGE) {
        outcomes.add(PostResult.stored(PostOutcome.refused(Status.NOT_A_MEMBER, "e", 1)));
      } else {
        posted.add(post);
        Place place = new Place(posted.size(), 1_000 + posted.size());
        outcomes.add(
            new PostResult(
                new PostOutcome(Status.STORED, "e", place, Place.NOWHERE, 1_000, 1),
                CompletableFuture.completedFuture(true)));
      }
    }
    return CompletableFuture.completedFuture(outcomes);
  }

  @Override
  public @Nullable CimException refusal(Post post, PostOutcome outcome) {
    return outcome.status() == Status.STORED
        ? null
        : new CimException(ResultCode.NOT_A_MEMBER, "conversation.id: not a member");
  }
}
