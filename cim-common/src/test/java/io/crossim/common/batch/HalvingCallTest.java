package io.crossim.common.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HalvingCallTest {

  private final List<Integer> sizes = new ArrayList<>();

  private CompletableFuture<List<Integer>> atMostThree(List<Integer> batch) {
    sizes.add(batch.size());
    return batch.size() > 3
        ? CompletableFuture.failedFuture(CimException.invalid("body", batch.size(), "at most 3"))
        : CompletableFuture.completedFuture(batch.stream().map(i -> 2 * i).toList());
  }

  @Test
  void aBatchThatIsTooLargeGoesInPieces() {
    List<Integer> batch = IntStream.range(0, 10).boxed().toList();
    assertThat(new HalvingCall<>(this::atMostThree).call(batch).toCompletableFuture().join())
        .isEqualTo(batch.stream().map(i -> 2 * i).toList());
    assertThat(sizes).containsExactly(10, 5, 2, 3, 5, 2, 3);
  }

  @Test
  void whatIsAwayIsNotAskedForLess() {
    HalvingCall<Integer, Integer> call =
        new HalvingCall<>(
            batch -> {
              sizes.add(batch.size());
              return CompletableFuture.failedFuture(new UnavailableException("away", null));
            });
    assertThat(call.call(List.of(1, 2)).toCompletableFuture()).isCompletedExceptionally();
    assertThat(sizes).containsExactly(2);
  }
}
