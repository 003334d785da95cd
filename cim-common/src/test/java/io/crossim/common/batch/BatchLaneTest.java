package io.crossim.common.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchLaneTest {

  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final List<List<Integer>> batches = new ArrayList<>();
  private final Semaphore gate = new Semaphore(0);

  @AfterEach
  void close() {
    executor.shutdownNow();
  }

  private List<Integer> twice(List<Integer> batch) {
    batches.add(batch);
    return batch.stream().map(i -> i * 2).toList();
  }

  private List<Integer> gated(List<Integer> batch) throws InterruptedException {
    gate.acquire();
    return twice(batch);
  }

  private interface Work {
    List<Integer> on(List<Integer> batch) throws InterruptedException;
  }

  private static AsyncBatchCall<Integer, Integer> answered(Work work) {
    return batch -> {
      try {
        return CompletableFuture.completedFuture(work.on(batch));
      } catch (InterruptedException e) {
        return CompletableFuture.failedFuture(e);
      }
    };
  }

  private BatchLane<Integer, Integer> lane(Work work, int maxBatch, int maxWaiting) {
    return BatchLane.async(
        answered(work), executor, BatchBounds.ofItems(maxBatch, maxWaiting), (Integer value) -> 0);
  }

  @Test
  void aLoneItemLeavesAtOnce() {
    BatchLane<Integer, Integer> lane = lane(this::twice, 10, 10);
    assertThat(lane.submit(21).join()).isEqualTo(42);
  }

  @Test
  void whatArrivesDuringACallGoesWithTheNext() {
    BatchLane<Integer, Integer> lane = lane(this::gated, 10, 100);
    List<CompletableFuture<Integer>> results = new ArrayList<>();
    results.add(lane.submit(0));
    awaitCall();
    for (int i = 1; i <= 15; i++) {
      results.add(lane.submit(i));
    }
    gate.release(3);
    for (int i = 0; i <= 15; i++) {
      assertThat(results.get(i).join()).isEqualTo(2 * i);
    }
    assertThat(batches).extracting(List::size).containsExactly(1, 10, 5);
    assertThat(batches.stream().flatMap(List::stream)).isSorted();
  }

  @Test
  void aFailedBatchFailsItsItemsAndNoOthers() {
    BatchLane<Integer, Integer> lane =
        lane(
            batch -> {
              if (batch.contains(13)) {
                throw new CimException(ResultCode.FAILURE, "unlucky");
              }
              return twice(batch);
            },
            10,
            10);
    CompletableFuture<Integer> failed = lane.submit(13);
    assertThatThrownBy(failed::join).hasRootCauseMessage("unlucky");
    assertThat(lane.submit(1).join()).isEqualTo(2);
  }

  @Test
  void aCallWithTooFewResultsFailsItsItems() {
    BatchLane<Integer, Integer> lane = lane(batch -> List.of(), 10, 10);
    CompletableFuture<Integer> result = lane.submit(1);
    assertThatThrownBy(result::join).hasRootCauseMessage("0 results (expected: 1)");
  }

  @Test
  void aFullLaneRefuses() {
    BatchLane<Integer, Integer> lane = lane(this::gated, 10, 2);
    lane.submit(0);
    awaitCall();
    lane.submit(1);
    lane.submit(2);
    CompletableFuture<Integer> refused = lane.submit(3);
    assertThat(refused).isCompletedExceptionally();
    gate.release(2);
  }

  @Test
  void aClosedExecutorFailsInsteadOfHanging() {
    executor.shutdownNow();
    BatchLane<Integer, Integer> lane = lane(this::twice, 10, 10);
    assertThat(lane.submit(1)).isCompletedExceptionally();
    assertThat(lane.submit(2)).isCompletedExceptionally();
  }

  @Test
  void whatIsCancelledOrLateIsNeverCalled() {
    BatchLane<Integer, Integer> lane = lane(this::gated, 10, 10);
    lane.submit(0);
    awaitCall();
    CompletableFuture<Integer> cancelled = lane.submit(1);
    CompletableFuture<Integer> late = lane.submit(2, System.nanoTime() - 1);
    CompletableFuture<Integer> inTime = lane.submit(3, System.nanoTime() + 3_600_000_000_000L);
    cancelled.cancel(false);
    gate.release(2);
    assertThat(inTime.join()).isEqualTo(6);
    assertThatThrownBy(late::join).hasCauseInstanceOf(UnavailableException.class);
    assertThat(batches).containsExactly(List.of(0), List.of(3));
  }

  @Test
  void aLaneWhoseItemsAreAllLateGoesOnWithTheNext() {
    BatchLane<Integer, Integer> lane = lane(this::twice, 10, 10);
    CompletableFuture<Integer> late = lane.submit(1, System.nanoTime() - 1);
    assertThatThrownBy(late::join).hasCauseInstanceOf(UnavailableException.class);
    assertThat(lane.submit(2).join()).isEqualTo(4);
  }

  @Test
  void aBatchIsBoundedByWeight() {
    BatchLane<Integer, Integer> lane =
        BatchLane.async(
            answered(this::gated), executor, new BatchBounds(10, 5, 10, 20), value -> value);
    List<CompletableFuture<Integer>> results = new ArrayList<>();
    results.add(lane.submit(1));
    awaitCall();
    for (int weight : new int[] {2, 3, 1, 9}) {
      results.add(lane.submit(weight));
    }
    assertThat(lane.submit(6)).isCompletedExceptionally();
    gate.release(4);
    results.forEach(CompletableFuture::join);
    assertThat(batches).containsExactly(List.of(1), List.of(2, 3), List.of(1), List.of(9));
  }

  @Test
  void anErrorFailsItsBatchAndTheLaneGoesOn() {
    BatchLane<Integer, Integer> lane =
        lane(
            batch -> {
              if (batch.contains(13)) {
                throw new OutOfMemoryError("made up");
              }
              return twice(batch);
            },
            10,
            10);
    CompletableFuture<Integer> failed = lane.submit(13);
    assertThatThrownBy(failed::join).hasRootCauseMessage("made up");
    assertThat(lane.submit(1).join()).isEqualTo(2);
  }

  @Test
  void anExecutorThatFailsOnceIsNotTheEnd() {
    AtomicBoolean fails = new AtomicBoolean(true);
    BatchLane<Integer, Integer> lane =
        BatchLane.async(
            answered(this::twice),
            task -> {
              if (fails.getAndSet(false)) {
                throw new OutOfMemoryError("made up");
              }
              executor.execute(task);
            },
            BatchBounds.ofItems(10, 10),
            (Integer value) -> 0);
    assertThatThrownBy(lane.submit(1)::join).hasRootCauseMessage("made up");
    assertThat(lane.submit(2).join()).isEqualTo(4);
  }

  @Test
  void aCallThatDoesNotEndShowsItsAge() {
    BatchLane<Integer, Integer> lane = lane(this::gated, 10, 10);
    assertThat(lane.callAge()).isZero();
    CompletableFuture<Integer> held = lane.submit(1);
    awaitCall();
    await().until(() -> !lane.callAge().isZero());
    gate.release();
    held.join();
    await().until(() -> lane.callAge().isZero());
  }

  @Test
  void aLaneTellsHowFullItIs() {
    BatchLane<Integer, Integer> lane = lane(this::gated, 10, 8);
    lane.submit(0);
    awaitCall();
    assertThat(lane.isFilled(4)).isFalse();
    lane.submit(1);
    lane.submit(2);
    assertThat(lane.isFilled(4)).isTrue();
    assertThat(lane.isFilled(2)).isFalse();
    lane.submit(3);
    lane.submit(4);
    assertThat(lane.isFilled(2)).isTrue();
    gate.release(2);
  }

  private void awaitCall() {
    await().until(gate::hasQueuedThreads);
  }
}
