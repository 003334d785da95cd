package io.crossim.route.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys by which applications show that they may send as the system. */
final class PushKeys {

  private final List<byte[]> keys;

  PushKeys(List<String> keys) {
    this.keys = keys.stream().map(key -> key.getBytes(UTF_8)).toList();
  }

  /** Whether this is one of them; how long that takes tells nothing. */
  boolean contain(@Nullable String token) {
    if (token == null) {
      return false;
    }
    byte[] shown = token.getBytes(UTF_8);
    boolean any = false;
    for (byte[] key : keys) {
      any |= MessageDigest.isEqual(key, shown);
    }
    return any;
  }
}
