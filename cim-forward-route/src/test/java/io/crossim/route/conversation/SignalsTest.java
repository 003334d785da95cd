package io.crossim.route.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.common.protocol.Signal;
import io.crossim.metastore.ServerNode;
import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.memory.MemoryConversationStore;
import io.crossim.persistence.inbox.Block;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.memory.MemoryInboxStore;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.memory.MemorySessionStore;
import io.crossim.route.link.FakeGateway;
import io.crossim.route.link.ServerLinks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is told that somebody is typing. */
class SignalsTest {

  private static final ServerNode A = new ServerNode("10.0.0.1", 11211, 8081, "a");
  private static final long ANN = 7;
  private static final long BOB = 8;

  private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
  private final FakeGateway server = new FakeGateway("a");
  private final ServerLinks links =
      new ServerLinks(node -> server, () -> "", Runnable::run, executor);
  private final MemorySessionStore sessions = new MemorySessionStore(InstantSource.system());
  private final MemoryInboxStore inboxes =
      new MemoryInboxStore(InboxLimits.DEFAULT, InstantSource.system());
  private final MemoryConversationStore store =
      new MemoryConversationStore(ConversationLimits.DEFAULT, InstantSource.system());
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Signals signals =
      new Signals(
          inboxes,
          store,
          new MemberLists(store),
          new Notices(sessions, links),
          new ConversationMeters(meters));

  @AfterEach
  void stop() {
    links.close();
    executor.shutdownNow();
  }

  @Test
  void whoIsBlockedIsNotSeenTyping() {
    server.takesConversations = true;
    links.listed(List.of(A));
    await().until(() -> links.live().size() == 1);
    sessions.restore(List.of(new Session(BOB, "v2", A.name(), "a", 1, 5))).join();

    signals.toUser(ANN, BOB, Signal.Type.TYPING);
    assertThat(server.notices).hasSize(1);
    inboxes.block(new Block(BOB, ANN, true)).join();
    signals.toUser(ANN, BOB, Signal.Type.TYPING);
    assertThat(server.notices).hasSize(1);
    assertThat(meters.get("cim.signals").tag("outcome", "dropped").counter().count()).isOne();
  }
}
