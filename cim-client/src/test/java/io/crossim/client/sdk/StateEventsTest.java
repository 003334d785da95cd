package io.crossim.client.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.sdk.ClientState;
import io.crossim.sdk.StateChange;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StateEventsTest {

  private final RecordedEvents chat = new RecordedEvents();
  private final StateEvents events = new StateEvents(chat);

  @Test
  void theFirstLoginTellsEachAttempt() {
    fail(1, "away");
    fail(2, "away");

    assertThat(chat.waiting).containsExactly("away", "away");
  }

  @Test
  void laterOnesTellEachNewReasonUnlessItIsOverSoon() {
    ready();
    fail(1, "away");
    fail(2, "away");
    assertThat(chat.waiting).isEmpty();
    fail(3, "away");
    fail(4, "away");
    fail(5, "no TLS");
    ready();
    fail(3, "no TLS");

    assertThat(chat.waiting).containsExactly("away", "no TLS", "no TLS");
  }

  @Test
  void tellsThatNobodyLookedAtThePassword() {
    events.onPasswordUnused();

    assertThat(chat.warnings)
        .containsExactly(
            "the password was not checked: this account has none, or the cluster knows no"
                + " passwords");
  }

  private void ready() {
    events.onChange(new StateChange(ClientState.CONNECTING, ClientState.READY, null));
  }

  private void fail(int attempt, String why) {
    events.onAttemptFailed(attempt, new IllegalStateException(why), Duration.ofSeconds(1));
  }
}
