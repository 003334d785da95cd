package io.crossim.server.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.MoreExecutors;
import io.crossim.route.api.CollectReply;
import io.crossim.route.api.CollectRequest;
import io.crossim.server.FakeConversations;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BoundUsersTest {

  private final List<CollectRequest> asked = new ArrayList<>();
  private final List<CompletableFuture<CollectReply>> answers = new ArrayList<>();

  /** Answers when the test does. */
  private final FakeConversations route =
      new FakeConversations() {
        @Override
        public CompletableFuture<CollectReply> collect(CollectRequest request) {
          asked.add(request);
          answers.add(new CompletableFuture<>());
          return answers.get(answers.size() - 1).copy();
        }
      };

  private final BoundUsers users = new BoundUsers(route, MoreExecutors.directExecutor());

  @Test
  void aStormOfBindsIsAFewCallsAtATime() {
    List<CompletableFuture<Boolean>> all =
        LongStream.rangeClosed(1, 10_000).mapToObj(users::collect).toList();
    int most = 0;
    for (int next = 0; next < answers.size(); next++) {
      most = Math.max(most, answers.size() - next);
      answers.get(next).complete(CollectReply.getDefaultInstance());
    }

    assertThat(all).allMatch(user -> user.getNow(false));
    assertThat(most).isLessThanOrEqualTo(4);
    assertThat(asked).hasSizeLessThan(100);
    assertThat(asked).allMatch(CollectRequest::getBound);
    assertThat(asked).allMatch(request -> request.getUserIdsCount() <= 128);
  }

  @Test
  void whoHasNotGotEverythingIsNamed() {
    CompletableFuture<Boolean> one = users.collect(4);
    CompletableFuture<Boolean> other = users.collect(8);
    answers.get(0).complete(CollectReply.newBuilder().addLater(4).build());
    answers.get(1).complete(CollectReply.newBuilder().addLater(4).build());

    assertThat(one).isCompletedWithValue(false);
    assertThat(other).isCompletedWithValue(true);
  }
}
