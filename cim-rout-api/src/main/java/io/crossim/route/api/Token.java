package io.crossim.route.api;

/**
 * What shows who the caller is, in the header {@code Authorization: Bearer}.
 *
 * @param tokenSeconds for how long from now
 */
public record Token(String token, long tokenSeconds) {

  /** Leaves the token out. */
  @Override
  public String toString() {
    return "Token[token=[REDACTED], tokenSeconds=" + tokenSeconds + "]";
  }
}
