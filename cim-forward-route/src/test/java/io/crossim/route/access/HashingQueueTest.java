package io.crossim.route.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.service.clock.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What waits for hashes, with hashes that cost nothing and one that takes as long as is wanted. */
class HashingQueueTest {

  /** With one thread, and before anything was learnt of what a hash costs. */
  private static final int MOST_WAITING = 32;

  private static final Deadline LONG = Deadline.of(Duration.ofMinutes(10));

  private final HashingQueue hashingQueue = new HashingQueue(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<String> order = new ArrayList<>();

  @AfterEach
  void close() {
    release.countDown();
    hashingQueue.close();
  }

  @Test
  void aFloodLosesItsOwnAndNotThoseOfOthers() throws Exception {
    occupy();
    List<CompletableFuture<String>> flood = submit("flood", MOST_WAITING + 8);
    assertThat(flood.subList(0, MOST_WAITING)).noneMatch(CompletableFuture::isDone);
    assertThat(flood.subList(MOST_WAITING, flood.size())).allMatch(HashingQueueTest::isRefused);

    List<CompletableFuture<String>> others = submit("another", 5);
    assertThat(others).noneMatch(CompletableFuture::isDone);
    assertThat(flood.subList(MOST_WAITING - 5, MOST_WAITING)).allMatch(HashingQueueTest::isRefused);

    release.countDown();
    others.forEach(CompletableFuture::join);
    flood.subList(0, MOST_WAITING - 5).forEach(CompletableFuture::join);
    assertThat(order.subList(0, 10))
        .containsExactly(
            "flood", "another", "flood", "another", "flood", "another", "flood", "another", "flood",
            "another");
  }

  @Test
  void manyAddressesShareWhatThereIs() throws Exception {
    occupy();
    List<CompletableFuture<String>> all = new ArrayList<>();
    for (int round = 0; round < 10; round++) {
      for (int address = 0; address < MOST_WAITING / 2; address++) {
        all.addAll(submit("address " + address, 1));
      }
    }
    release.countDown();

    all.subList(0, MOST_WAITING).forEach(CompletableFuture::join);
    assertThat(all.subList(MOST_WAITING, all.size())).allMatch(HashingQueueTest::isRefused);
  }

  @Test
  void whatHashesNothingDoesNotMakeRoomForMore() throws Exception {
    for (int i = 0; i < 100; i++) {
      hashingQueue.run("quick", LONG, () -> "without a hash").join();
    }
    occupy();

    submit("flood", MOST_WAITING);
    assertThat(submit("flood", 1)).allMatch(HashingQueueTest::isRefused);
  }

  @Test
  void howManyMayWaitIsBoundHoweverQuickHashesSeem() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      hashingQueue.learn(0);
    }
    occupy();

    assertThat(submit("flood", 1_600)).noneMatch(CompletableFuture::isDone);
    assertThat(submit("flood", 1)).allMatch(HashingQueueTest::isRefused);
  }

  @Test
  void whoHasWaitedTooLongIsAnsweredAndNeverComesToHisTurn() throws Exception {
    occupy();
    AtomicInteger begun = new AtomicInteger();
    CompletableFuture<Integer> late =
        hashingQueue.run("a", Deadline.of(Duration.ofMillis(60)), begun::incrementAndGet);

    assertThatThrownBy(() -> late.get(20, TimeUnit.SECONDS))
        .satisfies(HashingQueueTest::assertLimit);
    release.countDown();
    assertThat(hashingQueue.run("a", LONG, () -> "after it").join()).isEqualTo("after it");
    assertThat(begun).hasValue(0);
  }

  @Test
  void whoCannotBeServedInTimeIsNotBegun() {
    CompletableFuture<String> hopeless =
        hashingQueue.run("a", Deadline.of(Duration.ofMillis(-1)), () -> "never");

    assertThatThrownBy(hopeless::join).satisfies(HashingQueueTest::assertLimit);
  }

  @Test
  void whatTheWorkThrowsIsTheAnswer() {
    Supplier<String> broken =
        () -> {
          throw new IllegalStateException("of the work");
        };

    assertThatThrownBy(() -> hashingQueue.run("a", LONG, broken).join())
        .hasMessageContaining("of the work");
    assertThat(hashingQueue.run("a", LONG, () -> "goes on").join()).isEqualTo("goes on");
  }

  /** The one thread has something to do until it is released. */
  private void occupy() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    hashingQueue.run(
        "somebody",
        LONG,
        () -> {
          begun.countDown();
          return awaitRelease();
        });
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private boolean awaitRelease() {
    try {
      return release.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  private List<CompletableFuture<String>> submit(String address, int times) {
    List<CompletableFuture<String>> all = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      all.add(
          hashingQueue.run(
              address,
              LONG,
              () -> {
                order.add(address);
                return address;
              }));
    }
    return all;
  }

  private static boolean isRefused(CompletableFuture<?> call) {
    assertThatThrownBy(call::join).satisfies(HashingQueueTest::assertLimit);
    return true;
  }

  private static void assertLimit(Throwable e) {
    assertThat(Await.cause(e))
        .isInstanceOfSatisfying(
            CimException.class,
            known -> assertThat(known.code()).isEqualTo(ResultCode.REQUEST_LIMIT));
  }
}
