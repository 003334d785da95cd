package io.crossim.server.gateway;

import static io.crossim.server.gateway.GatewayFixture.received;
import static io.crossim.server.gateway.GatewayFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What conversations have for a user is asked for after each bind, until it is there, unless the
 * route has said that there is nothing.
 */
class BindCollectTest {

  private static final long ANN = 7;

  /** Longer than the first pause before it is asked for again. */
  private static final Duration PAUSE = Duration.ofSeconds(11);

  private final GatewayFixture gateway = new GatewayFixture();
  private final EmbeddedChannel channel = gateway.connect();

  @BeforeEach
  void freeze() {
    channel.freezeTime();
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  @Test
  void itIsAskedForOnceAfterALogin() {
    login();

    assertThat(gateway.conversations.bound).containsExactly(ANN);
    pass(Duration.ofMinutes(2));
    assertThat(gateway.conversations.bound).hasSize(1);
  }

  @Test
  void aDeviceThatWasBoundBetweenTheLookUpAndTheCollectIsToldByTheHeadTwoSecondsLater() {
    login();
    received(channel);
    gateway.messages.store(ANN, 5, "to the group"); // and pushed to the other device alone
    assertThat(isHeadDue()).isFalse();

    gateway.ticker.advance(Duration.ofMillis(2_001));
    assertThat(isHeadDue()).isTrue();
    GatewayFixture.feed(channel).head("e1", 1);

    assertThat(received(channel)).extracting(Frame::getCmd).containsExactly(Command.PUSH);
    assertThat(isHeadDue()).isFalse();
  }

  @Test
  void theSameAfterAnotherBind() {
    login();
    gateway.ticker.advance(Duration.ofSeconds(30));
    GatewayFixture.feed(channel).head("e1", 0);
    gateway.binder.rebinding().all();
    channel.runPendingTasks();
    assertThat(isHeadDue()).isFalse();

    gateway.ticker.advance(Duration.ofMillis(2_001));

    assertThat(isHeadDue()).isTrue();
  }

  private boolean isHeadDue() {
    return GatewayFixture.feed(channel)
        .isHeadDue(gateway.ticker.read(), Duration.ofSeconds(60).toNanos());
  }

  @Test
  void nothingIsAskedForAfterALoginThatLacksNothing() {
    gateway.sessions.lacksNothing = true;

    login();
    pass(Duration.ofMinutes(2));

    assertThat(received(channel)).extracting(frame -> frame.getCmd()).contains(Command.LOGIN_ACK);
    assertThat(gateway.conversations.bound).isEmpty();
  }

  @Test
  void eachBindSaysForItselfWhetherThereMayBeSomething() {
    gateway.sessions.lacksNothing = true;
    login();
    gateway.sessions.lacksNothing = false;
    gateway.binder.rebinding().all();
    channel.runPendingTasks();
    assertThat(gateway.conversations.bound).containsExactly(ANN);

    gateway.sessions.lacksNothing = true;
    gateway.binder.rebinding().all();
    channel.runPendingTasks();

    assertThat(gateway.conversations.bound).containsExactly(ANN);
  }

  @Test
  void aBindThatLacksNothingDoesNotEndWhatIsAskedFor() {
    gateway.conversations.away = true;
    login();
    gateway.conversations.away = false;
    gateway.sessions.lacksNothing = true;
    gateway.binder.rebinding().all();
    channel.runPendingTasks();
    assertThat(gateway.conversations.bound).hasSize(1);

    pass(PAUSE);

    assertThat(gateway.conversations.bound).containsExactly(ANN, ANN);
  }

  @Test
  void itIsAskedForAfterALoginOfAnOldClient() {
    send(channel, Frames.login(ANN, "ann"));
    channel.runPendingTasks();

    assertThat(gateway.conversations.bound).containsExactly(ANN);
  }

  @Test
  void itIsAskedForAfterEachBind() {
    login();

    gateway.binder.rebinding().all();
    channel.runPendingTasks();

    assertThat(gateway.conversations.bound).containsExactly(ANN, ANN);
  }

  @Test
  void aRouteThatDiesMeanwhileIsNotTheLastOneToBeAsked() {
    gateway.conversations.away = true;
    login();
    assertThat(received(channel)).extracting(frame -> frame.getCmd()).contains(Command.LOGIN_ACK);
    assertThat(gateway.conversations.bound).hasSize(1);
    pass(Duration.ofSeconds(4));
    assertThat(gateway.conversations.bound).hasSize(1);
    gateway.conversations.away = false;

    pass(PAUSE);

    assertThat(gateway.conversations.bound).containsExactly(ANN, ANN);
    pass(Duration.ofMinutes(2));
    assertThat(gateway.conversations.bound).hasSize(2);
  }

  @Test
  void whatWasBroughtByARouteThatDiedThenIsRead() {
    gateway.conversations.later.add(ANN);
    login();
    received(channel);
    gateway.messages.store(ANN, 5, "in the group"); // and nobody tells this server
    gateway.conversations.later.clear();

    pass(PAUSE);

    assertThat(received(channel))
        .flatExtracting(frame -> frame.getMessagesList())
        .extracting(message -> message.getBody().toStringUtf8())
        .containsExactly("in the group");
  }

  @Test
  void aBindWhileItIsAskedForIsAskedForToo() {
    gateway.conversations.later.add(ANN);
    login();
    gateway.binder.rebinding().all();
    channel.runPendingTasks();
    assertThat(gateway.conversations.bound).hasSize(1);
    gateway.conversations.later.clear();

    pass(PAUSE);

    assertThat(gateway.conversations.bound).hasSize(2);
  }

  @Test
  void nothingIsAskedForAConnectionThatIsGone() {
    gateway.conversations.away = true;
    login();
    channel.close();

    pass(Duration.ofMinutes(2));

    assertThat(gateway.conversations.bound).hasSize(1);
  }

  private void login() {
    send(
        channel,
        Frames.login(ANN, "ann").toBuilder()
            .putProperties("proto", "3")
            .putProperties("device", "phone")
            .build());
    channel.runPendingTasks();
  }

  private void pass(Duration time) {
    gateway.pause(time);
    channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
    channel.runScheduledPendingTasks();
    channel.runPendingTasks();
  }
}
