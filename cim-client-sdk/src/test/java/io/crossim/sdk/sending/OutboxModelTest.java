package io.crossim.sdk.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.SendAck;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random sends over connections that come and go, to a server that answers what it likes, when it
 * likes: the same for each seed, on a clock that the test turns.
 */
class OutboxModelTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int MAX_PENDING = 50;
  private static final int STEPS = 4_000;
  private static final int MAX_FRAME = 200;

  private final EmbeddedChannel timer = new EmbeddedChannel();
  private final Outbox outbox =
      new Outbox(
          Runnable::run,
          timer.eventLoop(),
          attempt -> Duration.ofMillis(100L * attempt),
          TIMEOUT,
          MAX_PENDING);

  private final Map<String, CompletableFuture<Outcome>> results = new HashMap<>();
  private final Map<String, Integer> completions = new HashMap<>();

  /** What the client may not write any more, because it said that this has failed. */
  private final Set<String> failed = new HashSet<>();

  /** The numbers of the sends in the order in which a server took them for the first time. */
  private final List<Long> taken = new ArrayList<>();

  private final Set<String> takenIds = new HashSet<>();
  private final Set<String> written = new HashSet<>();
  private final Set<String> faults = new HashSet<>();
  private @Nullable Server server;
  private int most;
  private long number;

  static List<Long> seeds() {
    return new Random(7).longs(40).boxed().toList();
  }

  OutboxModelTest() {
    timer.freezeTime();
  }

  /**
   * Takes frames in order; after one that it had no room for it has none until that comes again.
   */
  private final class Server {

    private final Random random;
    private final Deque<Message> unanswered = new ArrayDeque<>();
    private @Nullable String refused;

    Server(Random random) {
      this.random = random;
    }

    void take(Frame frame) {
      Message message = frame.getMessages(0);
      if (failed.contains(message.getClientMsgId())) {
        faults.add("written after it failed: " + message.getClientMsgId());
      }
      if (frame.getSerializedSize() > MAX_FRAME) {
        faults.add("too large: " + frame.getSerializedSize());
      }
      written.add(message.getClientMsgId());
      unanswered.add(message);
      most = Math.max(most, unanswered.size());
    }

    void answer() {
      Message message = unanswered.poll();
      if (message != null) {
        String code = code(message.getClientMsgId());
        outbox.acknowledged(
            List.of(
                SendAck.newBuilder()
                    .setClientMsgId(message.getClientMsgId())
                    .setCode(code)
                    .setSeq(1)
                    .build()));
      }
    }

    private String code(String id) {
      if (id.equals(refused)) {
        refused = null;
      }
      int dice = random.nextInt(20);
      if (refused != null || dice < 4) {
        refused = refused == null ? id : refused;
        return "4000";
      }
      if (dice == 4 && !takenIds.contains(id)) {
        return random.nextBoolean() ? "6000" : "9100";
      }
      if (takenIds.add(id)) {
        taken.add(Long.parseLong(id));
      }
      return "9000";
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void keepsTheOrderAndEndsEachSendOnce(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(12)) {
        case 0 -> connect(random);
        case 1 -> {
          if (random.nextInt(3) == 0) {
            disconnect();
          }
        }
        case 2, 3, 4, 5 -> send(random.nextInt(20) == 0 ? "x".repeat(MAX_FRAME) : "hi");
        case 6 -> pass(random.nextInt(random.nextInt(50) == 0 ? 40_000 : 300));
        default -> {
          if (server != null) {
            server.answer();
          }
        }
      }
    }
    pass(TIMEOUT.toMillis() + 1_000);

    assertThat(faults).isEmpty();
    assertThat(taken).isSorted().hasSizeGreaterThan(100);
    assertThat(most).isLessThanOrEqualTo(MAX_PENDING * 2);
    assertThat(results.values()).allMatch(CompletableFuture::isDone);
    assertThat(completions).hasSameSizeAs(results).values().containsOnly(1);
    results.forEach(this::hasTheRightEnd);
  }

  private void hasTheRightEnd(String id, CompletableFuture<Outcome> result) {
    if (result.isCompletedExceptionally()) {
      assertThat(takenIds).doesNotContain(id);
    } else if (result.join().kind() == Outcome.Kind.STORED) {
      assertThat(takenIds).contains(id);
    } else {
      assertThat(result.join())
          .isEqualTo(written.contains(id) ? Outcome.UNKNOWN : Outcome.NOT_SENT);
    }
  }

  private void connect(Random random) {
    disconnect();
    Server next = new Server(random);
    server = next;
    outbox.open(next::take, MAX_FRAME, true);
  }

  private void disconnect() {
    outbox.hold();
    server = null;
  }

  private void send(String text) {
    String id = String.valueOf(number++);
    CompletableFuture<Outcome> result =
        outbox.submit(
            () -> {
              throw new CimException(ResultCode.FAILURE, "no route is used here");
            },
            Message.newBuilder()
                .setConversation(Conversation.newBuilder().setId(7))
                .setBody(com.google.protobuf.ByteString.copyFromUtf8(text))
                .setClientMsgId(id)
                .build());
    results.put(id, result);
    result.whenComplete(
        (outcome, failure) -> {
          completions.merge(id, 1, Integer::sum);
          if (failure != null || outcome.equals(Outcome.NOT_SENT)) {
            failed.add(id);
          }
        });
  }

  private void pass(long millis) {
    timer.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    timer.runScheduledPendingTasks();
  }
}
