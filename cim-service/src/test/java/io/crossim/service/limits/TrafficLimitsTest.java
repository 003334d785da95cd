package io.crossim.service.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class TrafficLimitsTest {

  private static final ClientAddress STRANGER = at("198.51.100.1");
  private static final ClientAddress OTHER = at("198.51.100.2");
  private static final ClientAddress LOCAL = at("127.0.0.1");

  private final EmbeddedChannel clock = new EmbeddedChannel();
  private final AtomicLong nanos = new AtomicLong(1);
  private final Refusals refusals;

  TrafficLimitsTest() {
    clock.freezeTime();
    refusals = new Refusals(clock.eventLoop(), new SimpleMeterRegistry());
  }

  @Test
  void aKeyHasItsRateAndTwiceThatAfterAPause() {
    RateLimit<String> limit =
        new RateLimit<>("p", 10, Duration.ofSeconds(1), "too many", refusals, nanos::get);

    assertThat(limit.takeUpTo("a", 50, STRANGER)).isEqualTo(20);
    assertThat(limit.takeUpTo("b", 5, STRANGER)).isEqualTo(5);
    nanos.addAndGet(Duration.ofMillis(500).toNanos());
    assertThat(limit.takeUpTo("a", 50, STRANGER)).isEqualTo(5);
    nanos.addAndGet(Duration.ofSeconds(60).toNanos());
    assertThat(limit.takeUpTo("a", 50, STRANGER)).isEqualTo(20);
    assertThat(refusals.total("p")).isEqualTo(30 + 45 + 30);
  }

  @Test
  void allOrNoneKeepsWhatIsLeft() {
    RateLimit<String> limit =
        new RateLimit<>("p", 10, Duration.ofSeconds(1), "too many", refusals, nanos::get);

    limit.take("a", 15, STRANGER);
    assertThatThrownBy(() -> limit.take("a", 6, STRANGER))
        .isInstanceOfSatisfying(
            CimException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.REQUEST_LIMIT))
        .hasMessage("too many");
    limit.take("a", 5, STRANGER);
  }

  @Test
  void whatIsGivenBackMayBeTakenAgain() {
    RateLimit<String> limit =
        new RateLimit<>("p", 10, Duration.ofSeconds(1), "too many", refusals, nanos::get);

    limit.take("a", 20, STRANGER);
    limit.giveBack("a", 3);
    assertThat(limit.takeUpTo("a", 5, STRANGER)).isEqualTo(3);
    limit.giveBack("a", 100);
    assertThat(limit.takeUpTo("a", 50, STRANGER)).isEqualTo(20);
  }

  @Test
  void usersAndAddressesAreBothBound() {
    TrafficLimits limits = new TrafficLimits(new LimitsProperties(1, 2, 1, 3, 0, true), refusals);

    assertThat(limits.sendUpTo(STRANGER, 7, 3)).isEqualTo(2);
    assertThat(limits.sendUpTo(STRANGER, 8, 3)).isEqualTo(2);
    assertThat(limits.sendUpTo(STRANGER, 9, 3)).isZero();
    assertThat(limits.sendUpTo(OTHER, 10, 1)).isEqualTo(1);
    assertThatThrownBy(() -> limits.sendAs(OTHER, 7, 1))
        .hasMessage("too many sends: at most 1 a second for a user; retry later");
    assertThatThrownBy(() -> limits.send(STRANGER, 1))
        .hasMessage("too many sends: at most 2 a second from one address; retry later");

    limits.register(STRANGER);
    limits.register(STRANGER);
    assertThatThrownBy(() -> limits.register(STRANGER))
        .hasMessage("too many registrations: at most 1 a minute from one address; retry later");
    limits.register(OTHER);
  }

  @Test
  void loginsOfAnAddressAreBound() {
    TrafficLimits limits = new TrafficLimits(new LimitsProperties(1, 1, 1, 2, 0, true), refusals);

    for (int i = 0; i < 4; i++) {
      limits.logIn(STRANGER);
    }
    assertThatThrownBy(() -> limits.logIn(STRANGER))
        .isInstanceOfSatisfying(
            CimException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.REQUEST_LIMIT))
        .hasMessage("too many logins: at most 2 a minute from one address; retry later");
    limits.logIn(OTHER);
    for (int i = 0; i < 100; i++) {
      limits.logIn(LOCAL);
    }
    assertThat(refusals.total("cim.limits.logins-per-minute")).isEqualTo(1);
  }

  @Test
  void loginsOfAUserOnConnectionsAreBound() {
    TrafficLimits limits = new TrafficLimits(new LimitsProperties(0, 0, 0, 0, 2, true), refusals);

    for (int i = 0; i < 4; i++) {
      limits.connectAs(STRANGER, 7);
    }
    assertThatThrownBy(() -> limits.connectAs(OTHER, 7))
        .isInstanceOfSatisfying(
            CimException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.REQUEST_LIMIT))
        .hasMessage("too many logins: at most 2 a minute for a user; retry later");
    limits.connectAs(STRANGER, 8);
    for (int i = 0; i < 100; i++) {
      limits.connectAs(LOCAL, 7);
    }
    assertThat(refusals.total("cim.limits.logins-per-minute-per-user")).isEqualTo(1);
  }

  @Test
  void thisMachineIsFreeUnlessItIsSaidNotToBe() {
    TrafficLimits free = new TrafficLimits(new LimitsProperties(1, 1, 1, 1, 0, true), refusals);
    TrafficLimits bound = new TrafficLimits(new LimitsProperties(1, 1, 1, 1, 0, false), refusals);

    assertThat(free.sendUpTo(LOCAL, 7, 1000)).isEqualTo(1000);
    assertThatCode(() -> free.sendAs(LOCAL, 7, 1000)).doesNotThrowAnyException();
    assertThat(bound.sendUpTo(LOCAL, 7, 1000)).isEqualTo(2);
  }

  @Test
  void noLimitIsNone() {
    TrafficLimits off = new TrafficLimits(new LimitsProperties(0, 0, 0, 0, 0, false), refusals);

    assertThat(off.sendUpTo(STRANGER, 7, 1_000_000)).isEqualTo(1_000_000);
    assertThatCode(() -> off.register(STRANGER)).doesNotThrowAnyException();
  }

  @Test
  void theLogIsToldOnceInTenSeconds(CapturedOutput output) {
    for (int i = 0; i < 120; i++) {
      refusals.count("cim.limits.sample", 1, STRANGER);
    }
    refusals.count("cim.limits.sample", 3, OTHER);
    pass(10);
    pass(60);
    assertThat(output)
        .containsOnlyOnce(
            "cim.limits.sample refused 123 in the last 10 s, 123 since the start, last from "
                + OTHER);

    refusals.count("cim.limits.sample", 1, STRANGER);
    pass(10);
    assertThat(output)
        .containsOnlyOnce("cim.limits.sample refused 1 in the last 10 s, 124 since the start");
  }

  @Test
  void connectionsOfAnAddressAreBoundUntilTheyClose() {
    ConnectionBound bound =
        new ConnectionBound("c", 2, new LimitsProperties(0, 0, 0, 0, 0, true), refusals);
    EmbeddedChannel first = new EmbeddedChannel();

    assertThat(bound.admit(first, STRANGER)).isTrue();
    assertThat(bound.admit(new EmbeddedChannel(), STRANGER)).isTrue();
    assertThat(bound.admit(new EmbeddedChannel(), STRANGER)).isFalse();
    assertThat(bound.admit(new EmbeddedChannel(), OTHER)).isTrue();
    for (int i = 0; i < 10; i++) {
      assertThat(bound.admit(new EmbeddedChannel(), LOCAL)).isTrue();
    }
    assertThat(bound.addresses()).isEqualTo(2);

    first.close();
    assertThat(bound.admit(new EmbeddedChannel(), STRANGER)).isTrue();
    assertThat(refusals.total("c")).isEqualTo(1);
  }

  @Test
  void aConnectionThatGoesOnElsewhereCountsOnce() {
    ConnectionBound bound =
        new ConnectionBound("c", 1, new LimitsProperties(0, 0, 0, 0, 0, true), refusals);
    EmbeddedChannel first = new EmbeddedChannel();
    Runnable end = bound.admitForNow(first, STRANGER);
    assertThat(end).isNotNull();
    assertThat(bound.admitForNow(new EmbeddedChannel(), STRANGER)).isNull();

    end.run();
    EmbeddedChannel second = new EmbeddedChannel();
    assertThat(bound.admitForNow(second, STRANGER)).isNotNull();
    first.close();
    assertThat(bound.admit(new EmbeddedChannel(), STRANGER)).as("second is there").isFalse();
    second.close();
    assertThat(bound.addresses()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"-1, 0, 0, 0", "0, 1000001, 0, 0", "0, 0, -5, 0", "0, 0, 0, -1"})
  void whatIsNoLimitIsRefused(int user, int address, int registrations, int logins) {
    assertThatThrownBy(() -> new LimitsProperties(user, address, registrations, logins, 0, true))
        .hasMessageStartingWith("cim.limits.")
        .hasMessageContaining("(expected: 0-1000000, 0 for no limit)");
  }

  private void pass(int seconds) {
    clock.advanceTimeBy(seconds, TimeUnit.SECONDS);
    clock.runScheduledPendingTasks();
  }

  private static ClientAddress at(String address) {
    return ClientAddress.of(new InetSocketAddress(address, 1));
  }
}
