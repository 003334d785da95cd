package io.crossim.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.nio.NioIoHandler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClientThreadsTest extends ClientFixture {

  @Test
  void runsOnTheGroupAndTheExecutorThatItIsGiven() throws Exception {
    EventLoopGroup group = group();
    List<Thread> threads = new CopyOnWriteArrayList<>();
    // Calls made on the event loop itself: the hardest case for order and for closing.
    Client client =
        started(
            builder()
                .eventLoopGroup(group)
                .executor(Runnable::run)
                .listener(
                    message -> {
                      threads.add(Thread.currentThread());
                      recorder.onMessage(message);
                    }));
    server.push(USER, FakeServer.message(7, USER).addBatch("a").addBatch("b").build());
    await().untilAsserted(() -> assertThat(recorder.texts()).containsExactly("a", "b"));
    assertThat(group.next().submit(Thread::currentThread).get()).isEqualTo(threads.get(0));

    client.close();
    assertThat(group.isShuttingDown()).isFalse();
  }

  @Test
  void mayBeClosedOnItsEventLoop() throws Exception {
    EventLoopGroup group = group();
    Client client = started(builder().eventLoopGroup(group));
    group.next().submit(client::close).get(20, TimeUnit.SECONDS);
    assertThat(client.state()).isEqualTo(ClientState.CLOSED);
    await().until(() -> !server.holds(USER));
  }

  @Test
  void startsNoThreadThatKeepsTheJvm() throws Exception {
    started(builder());
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("cim-"))
        .isNotEmpty()
        .allMatch(Thread::isDaemon);
  }

  @Test
  void refusesAGroupOfAnotherKind() {
    EventLoopGroup local = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
    closing(() -> local.shutdownGracefully(0, 1, TimeUnit.SECONDS));
    assertThatThrownBy(() -> builder().eventLoopGroup(local))
        .hasMessageStartingWith("eventLoopGroup: ")
        .hasMessageEndingWith("(expected: one for NIO)");
  }

  private EventLoopGroup group() {
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    closing(() -> group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync());
    return group;
  }
}
