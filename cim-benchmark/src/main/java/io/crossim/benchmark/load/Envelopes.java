package io.crossim.benchmark.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.crossim.common.result.ResultCode;
import io.netty.buffer.ByteBuf;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the envelopes of a route's answers. */
public final class Envelopes {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final byte[] USUAL =
      ("{\"code\":\"" + ResultCode.SUCCESS.code() + "\"").getBytes(US_ASCII);

  private Envelopes() {}

  /** Whether it says success. Reads no JSON as long as the code stands first, where CIMs put it. */
  public static boolean isSuccess(int status, ByteBuf body) {
    if (status != 200) {
      return false;
    }
    if (body.readableBytes() >= USUAL.length) {
      int same = 0;
      while (same < USUAL.length && body.getByte(body.readerIndex() + same) == USUAL[same]) {
        same++;
      }
      if (same == USUAL.length) {
        return true;
      }
    }
    return read(body).path("code").asString("").equals(ResultCode.SUCCESS.code());
  }

  /**
   * The dataBody of a success.
   *
   * @throws Refusal that names the call, for every other answer
   */
  static JsonNode dataBody(String call, int status, ByteBuf body) {
    if (status == 0) {
      throw new Refusal(
          Refusal.UNREACHABLE, call + ": no answer (expected: a running route at --route)");
    }
    JsonNode envelope = read(body);
    String code = envelope.path("code").asString("");
    if (status == 200 && code.equals(ResultCode.SUCCESS.code())) {
      return envelope.path("dataBody");
    }
    throw new Refusal(
        code.isEmpty() ? "HTTP " + status : code,
        call + ": HTTP " + status + ", " + envelope.path("message").asString("no envelope"));
  }

  private static JsonNode read(ByteBuf body) {
    try {
      return JSON.readTree(body.toString(UTF_8));
    } catch (JacksonException e) {
      return JSON.createObjectNode();
    }
  }
}
