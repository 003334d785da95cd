package io.crossim.route.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.common.result.Await;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.GroupChange;
import io.crossim.persistence.conversation.Unfinished;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a route has left that died behind its call to the store. */
class SweeperTest {

  private final ConversationFixture route = new ConversationFixture();

  @AfterEach
  void close() {
    route.close();
  }

  private List<Unfinished> sweep(long group) {
    return Await.result(
        route.parts.sweeper().sweep(List.of(ConversationId.group(group).shard()), Duration.ZERO));
  }

  @Test
  void whatWasPostedIsBroughtToTheMembersOnline() {
    long group = route.group(2L);
    route.logIn(2, "desk");
    Await.result(route.store.post(List.of(ConversationFixture.content(group, 1, "hello"))));

    assertThat(sweep(group)).hasSize(1);

    assertThat(route.places(2, group)).containsExactly(1L, 2L);
    assertThat(route.pushed(2)).containsExactly("");
    await().until(() -> sweep(group).isEmpty());
    assertThat(route.counted("cim.collects", "outcome", "taken", "cause", "sweep")).isEqualTo(1);
  }

  @Test
  void whoWasRemovedHearsOfIt() {
    long group = route.group(2L);
    route.logIn(2, "desk");
    byte[] payload = ChangePayload.left(ConversationFixture.OWNER, group, List.of(2L));
    Await.result(route.store.change(new GroupChange.Remove(group, 1, List.of(2L), payload)));
    Await.result(route.store.post(List.of(ConversationFixture.content(group, 1, "secret"))));

    sweep(group);

    assertThat(route.places(2, group)).containsExactly(1L, 2L);
  }

  @Test
  void whereTheInboxHasAllItsServerIsToldHowFarItReaches() {
    route.logIn(2, "desk");
    long group = route.group(2L);
    route.post(group, 1, "hello");
    route.server.pushBatches.clear();
    Await.result(route.store.post(List.of(ConversationFixture.content(group, 2, "mine"))));
    sweep(group);
    route.server.pushBatches.clear();
    Await.result(route.store.post(List.of(ConversationFixture.content(group, 1, "more"))));
    route.post(group, 1, "more"); // the repeat brings it
    assertThat(route.places(2, group)).containsExactly(1L, 2L, 3L, 4L);

    route.post(group, 1, "more"); // and another one finds it there

    assertThat(route.pushed(2)).isNotEmpty().containsOnly("");
  }
}
