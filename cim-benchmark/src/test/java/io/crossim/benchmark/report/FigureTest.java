package io.crossim.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FigureTest {

  @Test
  void whatCanBeHadIsAShareAndWhatItCostsAMultiple() {
    assertThat(Figure.DELIVERED.ratio(5_000, 20_000)).isEqualTo("25 % of 20,000/s");
    assertThat(Figure.DELIVERY_P99.ratio(6, 1.5)).isEqualTo("4.0 × 1.5 ms");
    assertThat(Figure.REFUSED.ratio(6, 0)).isEqualTo("there 0");
  }

  @Test
  void aFigureIsFoundInTheResult() {
    JsonNode result =
        JsonMapper.builder().build().readTree("{\"deliveryMs\":{\"p50\":1.5},\"lost\":0}");

    assertThat(Figure.DELIVERY_MEDIAN.of(result)).isEqualTo(1.5);
    assertThatThrownBy(() -> Figure.DELIVERY_P99.of(result))
        .isInstanceOf(ReportException.class)
        .hasMessage("the result lacks deliveryMs.p99");
  }

  @Test
  void theMiddleOfAllRoundsIsTold() {
    assertThat(Row.median(List.of(9.0, 1.0, 3.0))).isEqualTo(3);
    assertThat(Row.median(List.of(1.0, 3.0))).isEqualTo(2);
  }
}
