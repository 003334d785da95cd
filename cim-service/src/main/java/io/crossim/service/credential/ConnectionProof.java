package io.crossim.service.credential;

import java.util.function.UnaryOperator;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Makes the header by which one connection proves that this process is a member. The header is the
 * same for each request. On one thread at a time.
 */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public final class ConnectionProof {

  private final UnaryOperator<String> maker;

  private @Nullable String secret;
  private String header = "";

  /** The value of {@code Authorization}; it changes only when another secret is used. */
  public String header(String used) {
    if (!used.equals(secret)) {
      secret = used;
      header = maker.apply(used);
    }
    return header;
  }
}
