package io.crossim.route.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.session.SessionClaim;
import io.crossim.route.api.Bind;
import io.crossim.service.limits.ClientAddress;
import io.crossim.service.limits.TrafficLimits;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import lombok.RequiredArgsConstructor;

/**
 * Counts the logins of each user on the TCP connections. A server repeats a bind that got no
 * answer, which is one login all the same. Any thread; never blocks.
 */
@RequiredArgsConstructor
final class LoginRate {

  private static final int MOST = 100_000;
  private static final Duration REPEATED_WITHIN = Duration.ofMinutes(1);

  private final TrafficLimits limits;

  /** The connection that was counted last, by user. */
  private final Cache<Long, SessionClaim> counted =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REPEATED_WITHIN).build();

  /**
   * Counts a login. Only logins of those who have shown who they are may be counted, so that nobody
   * uses up the logins of another user.
   *
   * @throws CimException with {@link ResultCode#REQUEST_LIMIT} when they are too many
   */
  void count(Bind bind, SessionClaim claim) {
    if (!claim.equals(counted.getIfPresent(claim.userId()))) {
      limits.connectAs(address(bind), claim.userId());
      counted.put(claim.userId(), claim);
    }
  }

  private static ClientAddress address(Bind bind) {
    try {
      return new ClientAddress(
          InetAddress.getByAddress(bind.getAddress().toByteArray()), bind.getLocal());
    } catch (UnknownHostException e) { // a server that does not tell
      return new ClientAddress(InetAddress.getLoopbackAddress(), /* isLocal= */ false);
    }
  }
}
