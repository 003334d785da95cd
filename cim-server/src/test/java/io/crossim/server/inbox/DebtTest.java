package io.crossim.server.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DebtTest {

  private final Debt debt = new Debt();

  @Test
  void theFirstMessageIsMeasured() {
    debt.begin(5, 100);
    assertThat(debt.age(130)).isEqualTo(30);
    assertThat(debt.settle(4, 8, 140)).as("an earlier one").isNegative();
    assertThat(debt.settle(8, 8, 150)).isEqualTo(50);
    assertThat(debt.isNone()).isTrue();
    assertThat(debt.age(200)).isZero();
  }

  @Test
  void whatWasWrittenMeanwhileIsMeasuredNext() {
    debt.begin(5, 100);
    assertThat(debt.settle(6, 9, 150)).isEqualTo(50);
    assertThat(debt.age(170)).as("never too high").isEqualTo(20);
    assertThat(debt.settle(8, 9, 180)).isNegative();
    assertThat(debt.settle(9, 9, 190)).isEqualTo(40);
  }

  @Test
  void anotherPositionOwesNothing() {
    debt.begin(5, 100);
    debt.clear();
    assertThat(debt.settle(5, 5, 200)).isNegative();
  }
}
