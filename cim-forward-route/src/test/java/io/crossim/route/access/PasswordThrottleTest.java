package io.crossim.route.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.CimException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PasswordThrottleTest {

  private static final String HERE = "10.0.0.1";
  private static final String THERE = "10.0.0.2";

  private final AtomicLong time = new AtomicLong();
  private final PasswordThrottle throttle = new PasswordThrottle(time::get);

  @Test
  void someWrongOnesAreFreeAndThenEachCostsMoreTime() {
    wrong(1, HERE, 5);
    assertThatCode(() -> throttle.check(1, HERE)).doesNotThrowAnyException();

    wrong(1, HERE, 1);
    assertThatThrownBy(() -> throttle.check(1, HERE))
        .isInstanceOf(CimException.class)
        .hasMessage("too many wrong passwords; retry in 2 s");
    pass(Duration.ofSeconds(1));
    assertThatCode(() -> throttle.check(1, HERE)).doesNotThrowAnyException();

    wrong(1, HERE, 1);
    pass(Duration.ofMillis(1_900));
    assertThatThrownBy(() -> throttle.check(1, HERE)).isInstanceOf(CimException.class);
    pass(Duration.ofMillis(100));
    assertThatCode(() -> throttle.check(1, HERE)).doesNotThrowAnyException();
  }

  @Test
  void noWaitIsLongerThanHalfAMinute() {
    wrong(1, HERE, 60);
    pass(Duration.ofSeconds(30));

    assertThatCode(() -> throttle.check(1, HERE)).doesNotThrowAnyException();
  }

  @Test
  void anAddressThatTriesManyAccountsWaitsForAllOfThem() {
    for (int user = 1; user <= 21; user++) {
      wrong(user, HERE, 1);
    }

    assertThatThrownBy(() -> throttle.check(99, HERE)).isInstanceOf(CimException.class);
    assertThatCode(() -> throttle.check(99, THERE)).doesNotThrowAnyException();
  }

  @Test
  void wrongOnesFromElsewhereDoNotKeepTheOwnerOut() {
    wrong(1, THERE, 60);

    assertThatThrownBy(() -> throttle.check(1, THERE)).isInstanceOf(CimException.class);
    assertThatCode(() -> throttle.check(1, HERE)).doesNotThrowAnyException();
  }

  @Test
  void guessesFromManyAddressesSlowDownThoseThatAreNotKnown() {
    throttle.wasRight(1, HERE);
    throttle.isUsed(1, THERE);
    for (int i = 0; i < 101; i++) {
      wrong(1, "192.0.2." + i, 1);
    }

    assertThatThrownBy(() -> throttle.check(1, "198.51.100.7")).isInstanceOf(CimException.class);
    assertThatCode(() -> throttle.check(1, HERE)).doesNotThrowAnyException();
    assertThatCode(() -> throttle.check(1, THERE)).doesNotThrowAnyException();
    assertThatCode(() -> throttle.check(2, "198.51.100.7")).doesNotThrowAnyException();
  }

  @Test
  void anAddressIsKnownForThirtyDays() {
    throttle.wasRight(1, HERE);
    pass(Duration.ofDays(29));
    wrong(1, THERE, 200);
    assertThatCode(() -> throttle.check(1, HERE)).doesNotThrowAnyException();

    pass(Duration.ofDays(1));
    wrong(1, THERE, 200);
    assertThatThrownBy(() -> throttle.check(1, HERE)).isInstanceOf(CimException.class);
  }

  @Test
  void anAddressThatIsKnownIsSlowedDownByItsOwnWrongOnes() {
    throttle.wasRight(1, HERE);
    wrong(1, HERE, 6);

    assertThatThrownBy(() -> throttle.check(1, HERE)).isInstanceOf(CimException.class);
  }

  @Test
  void theRightOneClearsTheAccountAtItsAddress() {
    wrong(1, HERE, 5);
    wrong(1, THERE, 6);
    throttle.wasRight(1, HERE);
    wrong(1, HERE, 5);

    assertThatCode(() -> throttle.check(1, HERE)).doesNotThrowAnyException();
    assertThatThrownBy(() -> throttle.check(1, THERE)).isInstanceOf(CimException.class);
  }

  private void wrong(long userId, String address, int times) {
    for (int i = 0; i < times; i++) {
      throttle.wasWrong(userId, address);
    }
  }

  private void pass(Duration duration) {
    time.addAndGet(duration.toNanos());
  }
}
