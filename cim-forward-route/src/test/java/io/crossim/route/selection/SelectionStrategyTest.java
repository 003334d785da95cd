package io.crossim.route.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.CimException;
import io.crossim.metastore.ServerNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionStrategyTest {

  private static final ServerNode A = new ServerNode("10.0.0.1", 11211, 8081, "a");
  private static final ServerNode B = new ServerNode("10.0.0.2", 11211, 8081, "b");
  private static final Candidates BOTH = new Candidates(List.of(A, B));

  @ParameterizedTest
  @ValueSource(strings = {"consistent-hash", "loop", "random"})
  void noCandidateIsNoServer(String name) {
    assertThat(SelectionStrategy.of(name).select(Candidates.NONE, 1)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"loop", "com.example.route.LoopHandle", "LoopSelector"})
  void loopTakesOneAfterTheOther(String name) {
    SelectionStrategy loop = SelectionStrategy.of(name);
    assertThat(loop.select(BOTH, 1)).contains(A);
    assertThat(loop.select(BOTH, 1)).contains(B);
    assertThat(loop.select(BOTH, 1)).contains(A);
  }

  @ParameterizedTest
  @ValueSource(strings = {"consistent-hash", "org.example.consistenthash.ConsistentHashHandle"})
  void consistentHashKeepsAUserWhereHeIs(String name) {
    SelectionStrategy hash = SelectionStrategy.of(name);
    for (long user = 1; user < 100; user++) {
      assertThat(hash.select(BOTH, user))
          .isEqualTo(hash.select(new Candidates(List.of(A, B)), user));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"random", "org.example.RandomHandle"})
  void randomReachesEveryServer(String name) {
    SelectionStrategy random = SelectionStrategy.of(name);
    Set<ServerNode> seen = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      seen.add(random.select(BOTH, 1).orElseThrow());
    }
    assertThat(seen).containsExactlyInAnyOrder(A, B);
  }

  @Test
  void aServerOfAnEarlierVersionIsNotForWebSocket() {
    ServerNode newer = new ServerNode("10.0.0.3", 11211, 8081, "c", "10.0.0.3", "ws://10.0.0.3/im");
    assertThat(BOTH.takingWebSocket().servers()).isEmpty();
    assertThat(new Candidates(List.of(A, newer)).takingWebSocket().servers())
        .containsExactly(newer);
    Candidates all = new Candidates(List.of(newer));
    assertThat(all.takingWebSocket()).isSameAs(all);
  }

  @Test
  void anUnknownNameSaysWhatIsAllowed() {
    assertThatThrownBy(() -> SelectionStrategy.of("nearest"))
        .isInstanceOf(CimException.class)
        .hasMessage("app.route.way.handler: nearest (expected: consistent-hash, loop or random)");
  }
}
