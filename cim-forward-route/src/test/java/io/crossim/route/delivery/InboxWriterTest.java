package io.crossim.route.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.result.UnavailableException;
import io.crossim.common.trace.MessageTraces;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.memory.MemorySessionStore;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** When the sessions of receivers are looked up. */
class InboxWriterTest {

  private static final long BOB = 7;
  private static final List<AppendOutcome> STORED =
      List.of(new AppendOutcome(AppendOutcome.Status.STORED, "e", 1, 2, 3));

  private final List<String> calls = new ArrayList<>();
  private final CompletableFuture<List<AppendOutcome>> appended = new CompletableFuture<>();
  private final MemorySessionStore sessions = new MemorySessionStore(InstantSource.system());

  @Test
  void theLookUpInAnotherStoreWaitsForTheAppend() {
    CompletableFuture<List<AppendResult>> result = append("inboxes", "sessions");
    assertThat(calls).containsExactly("append");

    // A session that is bound now finds no message yet where its inbox ends.
    bindBob();
    appended.complete(STORED);

    assertThat(calls).containsExactly("append", "findAll");
    assertThat(result.join().get(0).sessions())
        .extracting(Session::server)
        .containsExactly("s:1:2");
  }

  @Test
  void theLookUpInTheSameStoreIsCalledBehindTheAppend() {
    bindBob();
    CompletableFuture<List<AppendResult>> result = append("redis", "redis");
    assertThat(calls).containsExactly("append", "findAll");
    assertThat(result).isNotDone();

    appended.complete(STORED);

    assertThat(result.join().get(0).sessions()).hasSize(1);
  }

  @Test
  void nothingIsLookedUpForWhatIsNotStored() {
    CompletableFuture<List<AppendResult>> result = append("inboxes", "sessions");
    appended.completeExceptionally(new UnavailableException("away", null));

    assertThat(calls).containsExactly("append");
    assertThat(result)
        .failsWithin(java.time.Duration.ZERO)
        .withThrowableThat()
        .havingRootCause()
        .withMessage("away");
  }

  private void bindBob() {
    sessions.restore(List.of(new Session(BOB, "desk", "s:1:2", "a", 1, 1))).join();
  }

  private CompletableFuture<List<AppendResult>> append(String inboxOrder, String sessionOrder) {
    InboxStore inboxes = store(InboxStore.class, inboxOrder, "append", arguments -> appended);
    SessionStore places =
        store(
            SessionStore.class,
            sessionOrder,
            "findAll",
            arguments -> sessions.findAll(List.of(BOB)));
    return new InboxWriter(inboxes, places, MessageTraces.OFF, "of a test")
        .append(List.of(new Append(BOB, "1:x", new byte[] {1})));
  }

  /** A store that takes one kind of call, and notes it. */
  private <T> T store(
      Class<T> type,
      String order,
      String known,
      java.util.function.Function<Object[], CompletableFuture<?>> answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals("orderedBy")) {
                return order;
              }
              assertThat(method.getName()).isEqualTo(known);
              calls.add(known);
              return answer.apply(arguments);
            }));
  }
}
