package io.crossim.service.credential;

import io.crossim.common.result.UnavailableException;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** What one service of a cluster shows another, in the header {@code Authorization}. Any thread. */
@RequiredArgsConstructor
public final class ClusterCredential {

  private static final String SCHEME = "CIM ";

  private final ClusterSecret secret;

  /**
   * The value of the header.
   *
   * @throws UnavailableException while no secret is known yet
   */
  public String header() {
    return SCHEME + secret.used();
  }

  /**
   * Whether a caller is a member.
   *
   * @param header null where there was none
   */
  public boolean proves(@Nullable String header) {
    return header != null
        && header.regionMatches(/* ignoreCase= */ true, 0, SCHEME, 0, SCHEME.length())
        && secret.isTaken(header.substring(SCHEME.length()).strip());
  }
}
