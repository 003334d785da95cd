package io.crossim.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crossim.common.protocol.Command;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClientDeliveryTest extends ClientFixture {

  @Test
  void keepsTheOrderOfManyMessagesOnAnExecutorOfManyThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    closing(threads::shutdownNow);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    started(
        builder()
            .executor(threads)
            .listener(
                message -> {
                  most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                  recorder.onMessage(message);
                  inside.decrementAndGet();
                }));
    List<String> texts = IntStream.range(0, 3_000).mapToObj(String::valueOf).toList();

    texts.forEach(text -> server.push(7, USER, text));

    await().until(() -> recorder.messages.size() == texts.size());
    assertThat(recorder.texts()).isEqualTo(texts);
    assertThat(most).hasValue(1);
  }

  @Test
  void handsOverSenderReceiverAndText() throws Exception {
    started(builder());
    server.push(7, USER, "hello");
    await()
        .untilAsserted(
            () ->
                assertThat(recorder.messages)
                    .containsExactly(
                        new ReceivedMessage(
                            Conversation.user(7),
                            "",
                            0,
                            7,
                            "user7",
                            ReceivedMessage.TEXT,
                            "hello".getBytes(UTF_8),
                            null)));
  }

  @Test
  void deliversBatchesTextByText() throws Exception {
    started(builder());
    server.push(USER, FakeServer.message(7, USER).addBatch("a").addBatch("b").build());
    server.push(
        USER,
        FakeServer.message(8, USER).setCmd(Command.OFFLINE).addBatch("c").addBatch("d").build());
    await().untilAsserted(() -> assertThat(recorder.texts()).containsExactly("a", "b", "c", "d"));
    assertThat(recorder.messages)
        .extracting(ReceivedMessage::senderId)
        .containsExactly(7L, 7L, 8L, 8L);
  }

  @Test
  void ignoresCommandsThatItDoesNotKnow() throws Exception {
    started(builder());
    server.push(USER, FakeServer.message(7, USER).setCmdValue(16).setText("later").build());
    server.push(7, USER, "now");
    await().untilAsserted(() -> assertThat(recorder.texts()).containsExactly("now"));
  }

  @Test
  void aThrowingListenerLosesNothing() throws Exception {
    started(
        builder()
            .listener(
                message -> {
                  recorder.onMessage(message);
                  if (message.text().equals("bad")) {
                    throw new IllegalStateException("on purpose");
                  }
                }));
    List.of("1", "bad", "2").forEach(text -> server.push(7, USER, text));
    await().untilAsserted(() -> assertThat(recorder.texts()).containsExactly("1", "bad", "2"));
    assertThat(recorder.errors)
        .singleElement()
        .isInstanceOfSatisfying(
            IllegalStateException.class, e -> assertThat(e).hasMessage("on purpose"));
  }

  @Test
  void aSlowListenerStopsTheReadingAndLosesNothing() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    started(
        builder()
            .listener(
                message -> {
                  go.await();
                  recorder.onMessage(message);
                }));
    String text = "x".repeat(20_000);
    int count = 2_000;
    IntStream.range(0, count).forEach(i -> server.push(7, USER, i + text));
    // 40 MB do not fit into what the client keeps and what lies in the sockets.
    await().during(Duration.ofMillis(200)).until(() -> server.unwrittenBytes(USER) > 15_000_000);

    go.countDown();

    await().until(() -> recorder.messages.size() == count);
    assertThat(recorder.texts())
        .isEqualTo(IntStream.range(0, count).mapToObj(i -> i + text).toList());
  }

  @Test
  void aListenerMayCloseItsClient() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    Client[] client = new Client[1];
    client[0] =
        started(
            builder()
                .listener(
                    message -> {
                      client[0].close();
                      closed.countDown();
                    }));
    server.push(7, USER, "end");
    closed.await();
    assertThat(client[0].state()).isEqualTo(ClientState.CLOSED);
    await().until(() -> recorder.states.contains(ClientState.CLOSED));
  }

  @Test
  void closingGivesReceivedMessagesTheirTime() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Client client =
        started(
            builder()
                .listener(
                    message -> {
                      arrived.countDown();
                      go.await();
                      recorder.onMessage(message);
                    }));
    server.push(USER, FakeServer.message(7, USER).addBatch("a").addBatch("b").build());
    arrived.await();
    Thread closer = new Thread(client::close);
    closer.start();
    await().until(() -> !server.holds(USER));
    go.countDown();
    closer.join();
    assertThat(recorder.texts()).containsExactly("a", "b");
  }
}
