package io.crossim.service.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.crossim.service.credential.TestSecret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What comes to the HTTP port, however it is made. A build runs the seeds and some thousand
 * mutations of them, always the same; {@code ./mvnw verify -Pfuzz} lets a fuzzer go on from there.
 */
class FrontFuzzTest {

  private static final int MUTATIONS = 10_000;

  private static final List<String> TOKENS =
      List.of(
          "\r\n",
          "\r\n\r\n",
          ":",
          "%",
          "%zz",
          "?limit=",
          "0\r\n\r\n",
          "chunked",
          "[::1]",
          ",",
          "{",
          "\"",
          "\\u0000",
          "-1",
          "99999999999999999999",
          "\u00ff\u00fe",
          "Content-Length: ");

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void whateverAClientSends(byte[] data) {
    FrontFuzz.run(data);
  }

  @Test
  void mutationsOfWhatClientsSend() {
    List<byte[]> seeds = seeds().toList();
    Random random = new Random(20261125);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] data = mutation(seeds.get(random.nextInt(seeds.size())), random);
      try {
        FrontFuzz.run(data);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("mutation " + i + ": " + text(data), e);
      }
    }
  }

  private static byte[] mutation(byte[] seed, Random random) {
    StringBuilder data = new StringBuilder(text(seed));
    for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
      int at = random.nextInt(data.length());
      int end = Math.min(data.length(), at + 1 + random.nextInt(10));
      switch (random.nextInt(4)) {
        case 0 -> data.setCharAt(at, (char) random.nextInt(256));
        case 1 -> data.insert(at, TOKENS.get(random.nextInt(TOKENS.size())));
        case 2 -> data.insert(at, data.substring(at, end));
        default -> data.delete(at, Math.max(at, Math.min(end, data.length() - 2)));
      }
    }
    return bytes(data.toString());
  }

  static Stream<byte[]> seeds() {
    String sample =
        "{\"userId\":\"7\",\"msg\":\"hi\",\"batchMsg\":[\"a\",null],\"properties\":{\"a\":1},"
            + "\"reqNo\":\"r\"}";
    return Stream.of(
            "GET /page?limit=5&limit=6 HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /page?limit=%zz HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /caller HTTP/1.1\r\nHost: [::1]:8083\r\nX-Forwarded-For: 1.2.3.4, ::1\r\n"
                + "Via: 1.1 x\r\n\r\n",
            post("/echo", sample) + post("/checked", sample),
            post("/checked", "{\"userId\":1,\"msg\":\"" + "x".repeat(1001) + "\"}"),
            "POST /echo HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            "POST /echo HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}",
            "POST /echo HTTP/1.1\r\nContent-Length: 5000\r\n\r\n" + "y".repeat(5000),
            "POST /batch HTTP/1.1\r\nContent-Type: application/x-protobuf\r\nAuthorization: "
                + TestSecret.HEADER
                + "\r\nContent-Length: 4\r\n\r\n\n\002hi",
            "PUT /nowhere HTTP/1.0\r\n\r\n",
            "HELO there\r\n\r\n")
        .map(request -> bytes("\0" + request));
  }

  private static String post(String path, String body) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] data) {
    return new String(data, StandardCharsets.ISO_8859_1);
  }
}
