package io.crossim.route.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.result.CimException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GuessesTest {

  private static final String HERE = "10.0.0.1";
  private static final String THERE = "10.0.0.2";

  private final AtomicLong time = new AtomicLong();
  private final Guesses guesses = new Guesses(time::get);

  @Test
  void someWrongOnesAreFreeAndThenEachCostsMoreTime() {
    wrong(1, HERE, 5);
    assertThatCode(() -> guesses.check(1, HERE)).doesNotThrowAnyException();

    wrong(1, HERE, 1);
    assertThatThrownBy(() -> guesses.check(1, HERE))
        .isInstanceOf(CimException.class)
        .hasMessage("password: too many wrong ones (expected: the next try in 2 s)");
    pass(Duration.ofSeconds(1));
    assertThatCode(() -> guesses.check(1, HERE)).doesNotThrowAnyException();

    wrong(1, HERE, 1);
    pass(Duration.ofMillis(1_900));
    assertThatThrownBy(() -> guesses.check(1, HERE)).isInstanceOf(CimException.class);
    pass(Duration.ofMillis(100));
    assertThatCode(() -> guesses.check(1, HERE)).doesNotThrowAnyException();
  }

  @Test
  void noWaitIsLongerThanHalfAMinute() {
    wrong(1, HERE, 60);
    pass(Duration.ofSeconds(30));

    assertThatCode(() -> guesses.check(1, HERE)).doesNotThrowAnyException();
  }

  @Test
  void anAddressThatTriesManyAccountsWaitsForAllOfThem() {
    for (int user = 1; user <= 21; user++) {
      wrong(user, HERE, 1);
    }

    assertThatThrownBy(() -> guesses.check(99, HERE)).isInstanceOf(CimException.class);
    assertThatCode(() -> guesses.check(99, THERE)).doesNotThrowAnyException();
  }

  @Test
  void theRightOneClearsTheAccount() {
    wrong(1, HERE, 5);
    guesses.wasRight(1);
    wrong(1, HERE, 5);

    assertThatCode(() -> guesses.check(1, HERE)).doesNotThrowAnyException();
  }

  private void wrong(long userId, String address, int times) {
    for (int i = 0; i < times; i++) {
      guesses.wasWrong(userId, address);
    }
  }

  private void pass(Duration duration) {
    time.addAndGet(duration.toNanos());
  }
}
