package io.crossim.server.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.UnavailableException;
import io.crossim.route.api.UnbindBatch;
import io.crossim.server.FakeSessions;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailoverSessionsTest {

  private final FakeSessions one = new FakeSessions();
  private final FakeSessions two = new FakeSessions();
  private final FailoverSessions sessions = new FailoverSessions(() -> List.of(one, two));

  @Test
  void callGoesToTheRouteThatAnswers() {
    one.away = true;
    for (int i = 0; i < 5; i++) {
      sessions.unbind(UnbindBatch.getDefaultInstance()).join();
    }
    assertThat(two.calls).hasValue(5);
    assertThat(one.calls).hasValueLessThanOrEqualTo(1);

    one.away = false;
    two.away = true;
    sessions.unbind(UnbindBatch.getDefaultInstance()).join();
    assertThat(two.calls).hasValue(6);
  }

  @Test
  void nobodyThereIsAnError() {
    one.away = true;
    two.away = true;

    assertThatThrownBy(() -> sessions.unbind(UnbindBatch.getDefaultInstance()).join())
        .hasCauseInstanceOf(UnavailableException.class);
    assertThatThrownBy(
            () -> new FailoverSessions(List::of).unbind(UnbindBatch.getDefaultInstance()).join())
        .hasCauseInstanceOf(UnavailableException.class)
        .hasRootCauseMessage("no route is known");
  }
}
