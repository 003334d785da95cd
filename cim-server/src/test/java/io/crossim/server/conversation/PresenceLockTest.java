package io.crossim.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.server.FakeConversations;
import io.crossim.server.FakeTicker;
import io.crossim.server.TestDialects;
import io.crossim.server.connection.CloseLog;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionSettings;
import io.crossim.server.session.LocalNode;
import io.crossim.service.limits.ClientAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.local.LocalChannel;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What event loops wait for while others are told. */
class PresenceLockTest {

  private static final long BOB = 8;
  private static final long CID = 9;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Presence presence =
      new Presence(
          new FakeConversations(),
          new LocalNode(),
          new ConversationMeters(registry),
          Runnable::run,
          timer);

  /** For each frame that was handed out, whether others could ask for a user meanwhile. */
  private final List<Boolean> handedOut = new CopyOnWriteArrayList<>();

  private final EventLoop loop =
      new DefaultEventLoop() {
        @Override
        public void execute(Runnable task) {
          CompletableFuture<Boolean> other =
              CompletableFuture.supplyAsync(
                  () -> {
                    presence.began(CID);
                    return true;
                  });
          handedOut.add(other.completeOnTimeout(false, 3, TimeUnit.SECONDS).join());
        }
      };

  @AfterEach
  void close() {
    timer.shutdownNow();
  }

  @Test
  void nobodyWaitsWhileFramesAreHandedOut() {
    presence.watch(connect(1), Set.of(BOB)); // a route is asked
    presence.watch(connect(2), Set.of(BOB)); // it is known

    assertThat(handedOut).containsExactly(true, true);
  }

  private Connection connect(long id) {
    return new Connection(
        id,
        new LocalChannel() {
          @Override
          public EventLoop eventLoop() {
            return loop;
          }
        },
        ClientAddress.of(new InetSocketAddress(1)),
        new ConnectionSettings(
            new FakeTicker(), new CloseLog(registry), TestDialects.withoutInboxes(), 1_000));
  }
}
