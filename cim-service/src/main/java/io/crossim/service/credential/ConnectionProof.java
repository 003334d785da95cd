package io.crossim.service.credential;

import java.util.function.UnaryOperator;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * What one connection shows the service that it leads to, with each request the same. On one thread
 * at a time.
 */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class ConnectionProof {

  private final UnaryOperator<String> maker;

  private @Nullable String secret;
  private String header = "";

  /** The value of {@code Authorization}, made anew only when another secret is used. */
  public String header(String used) {
    if (!used.equals(secret)) {
      secret = used;
      header = maker.apply(used);
    }
    return header;
  }
}
