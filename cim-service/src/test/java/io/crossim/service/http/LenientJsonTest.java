package io.crossim.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LenientJsonTest extends HttpTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"userId\":\"12\"}                  | \"userId\":12",
        "{\"userId\":12}                      | \"userId\":12",
        "{\"userId\":null}                    | \"userId\":null",
        "{\"userId\":\"\"}                    | \"userId\":null",
        "{}                                   | \"userId\":null",
        "{\"cmd\":1}                          | \"cmd\":\"1\"",
        "{\"cmd\":\"MESSAGE\"}                | \"cmd\":\"MESSAGE\"",
        "{\"reqNo\":5,\"timeStamp\":1.5e3}    | \"reqNo\":\"5\"",
        "{\"unknown\":{\"a\":[1]},\"msg\":1}  | \"msg\":\"1\"",
        "{\"batchMsg\":[\"a\",null,3]}        | \"batchMsg\":[\"a\",null,\"3\"]",
        "{\"properties\":{\"a\":1,\"b\":null}}| \"properties\":{\"a\":\"1\",\"b\":null}"
      })
  void requestsOfTheFieldAreTaken(String json, String answer) throws Exception {
    assertThat(post("/echo", json).body()).startsWith("{\"code\":\"9000\"").contains(answer);
  }
}
