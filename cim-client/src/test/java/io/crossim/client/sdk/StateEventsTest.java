package io.crossim.client.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.client.chat.ChatEvents;
import io.crossim.client.chat.ChatState;
import io.crossim.client.chat.GroupEntry;
import io.crossim.client.chat.User;
import io.crossim.sdk.ClientState;
import io.crossim.sdk.StateChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateEventsTest {

  private final List<String> waiting = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final StateEvents events = new StateEvents(new Waiting());

  @Test
  void theFirstLoginTellsEachAttempt() {
    fail(1, "away");
    fail(2, "away");

    assertThat(waiting).containsExactly("away", "away");
  }

  @Test
  void laterOnesTellEachNewReasonUnlessItIsOverSoon() {
    ready();
    fail(1, "away");
    fail(2, "away");
    assertThat(waiting).isEmpty();
    fail(3, "away");
    fail(4, "away");
    fail(5, "no TLS");
    ready();
    fail(3, "no TLS");

    assertThat(waiting).containsExactly("away", "no TLS", "no TLS");
  }

  @Test
  void tellsThatNobodyLookedAtThePassword() {
    events.onPasswordUnused();

    assertThat(warnings)
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

  private final class Waiting implements ChatEvents {

    @Override
    public void onMessage(User from, String text, @Nullable Instant sentAt) {}

    @Override
    public void onGroup(GroupEntry entry) {}

    @Override
    public void onGap(String what) {}

    @Override
    public void onWarning(String what) {
      warnings.add(what);
    }

    @Override
    public void onState(ChatState state, @Nullable String reason) {}

    @Override
    public void onWaiting(String reason) {
      waiting.add(reason);
    }
  }
}
