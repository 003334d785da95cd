package io.crossim.service.limits;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import java.net.InetAddress;
import java.time.Duration;

/** How often users and addresses may call. Any thread; never blocks. */
public final class TrafficLimits {

  /** What a sender is told some of whose messages were refused. */
  public static final String REFUSED =
      "too many messages of this user or from this address; retry later";

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final boolean exemptLoopback;
  private final RateLimit<Long> userSends;
  private final RateLimit<InetAddress> addressSends;
  private final RateLimit<InetAddress> registrations;
  private final RateLimit<InetAddress> logins;
  private final RateLimit<Long> userLogins;
  private final RateLimit<Long> userConnections;

  public TrafficLimits(LimitsProperties limits, Refusals refusals) {
    this.exemptLoopback = limits.exemptLoopback();
    this.userSends =
        new RateLimit<>(
            LimitsProperties.SENDS,
            limits.sendsPerSecond(),
            SECOND,
            sentence("sends", limits.sendsPerSecond(), "a second for a user"),
            refusals);
    this.addressSends =
        new RateLimit<>(
            LimitsProperties.SENDS_PER_ADDRESS,
            limits.sendsPerSecondPerAddress(),
            SECOND,
            sentence("sends", limits.sendsPerSecondPerAddress(), "a second from one address"),
            refusals);
    this.registrations =
        new RateLimit<>(
            LimitsProperties.REGISTRATIONS,
            limits.registrationsPerMinute(),
            MINUTE,
            sentence("registrations", limits.registrationsPerMinute(), "a minute from one address"),
            refusals);
    this.logins =
        new RateLimit<>(
            LimitsProperties.LOGINS,
            limits.loginsPerMinute(),
            MINUTE,
            sentence("logins", limits.loginsPerMinute(), "a minute from one address"),
            refusals);
    this.userLogins =
        new RateLimit<>(
            LimitsProperties.LOGINS,
            limits.loginsPerMinute(),
            MINUTE,
            sentence("logins", limits.loginsPerMinute(), "a minute for a user"),
            refusals);
    this.userConnections =
        new RateLimit<>(
            LimitsProperties.LOGINS_PER_USER,
            limits.loginsPerMinutePerUser(),
            MINUTE,
            sentence("logins", limits.loginsPerMinutePerUser(), "a minute for a user"),
            refusals);
  }

  private static String sentence(String what, int most, String forWhom) {
    return "too many " + what + ": at most " + most + " " + forWhom + "; retry later";
  }

  /**
   * So many messages come from an address at once: all of them or none.
   *
   * @throws CimException with {@link ResultCode#REQUEST_LIMIT}
   */
  public void send(ClientAddress from, int count) {
    if (!isExempt(from)) {
      addressSends.take(from.network(), count, from);
    }
  }

  /**
   * So many messages come from a user who has proved who they are: all of them or none. Nobody uses
   * up what is another's.
   *
   * @throws CimException with {@link ResultCode#REQUEST_LIMIT}
   */
  public void sendAs(ClientAddress from, long userId, int count) {
    if (!isExempt(from)) {
      userSends.take(userId, count, from);
    }
  }

  /** Returns how many of a user's next messages may go on; the others are refused. */
  public int sendUpTo(ClientAddress from, long userId, int count) {
    return isExempt(from)
        ? count
        : addressSends.takeUpTo(from.network(), userSends.takeUpTo(userId, count, from), from);
  }

  /**
   * Somebody asks for an account.
   *
   * @throws CimException with {@link ResultCode#REQUEST_LIMIT}
   */
  public void register(ClientAddress from) {
    if (!isExempt(from)) {
      registrations.take(from.network(), 1, from);
    }
  }

  /**
   * Somebody logs in, or calls for something else that needs their password.
   *
   * @throws CimException with {@link ResultCode#REQUEST_LIMIT}
   */
  public void logIn(ClientAddress from) {
    if (!isExempt(from)) {
      logins.take(from.network(), 1, from);
    }
  }

  /**
   * A user logs in who has proved who they are. They use up nothing of what others have behind the
   * same address.
   *
   * @throws CimException with {@link ResultCode#REQUEST_LIMIT}
   */
  public void logInAs(ClientAddress from, long userId) {
    if (!isExempt(from)) {
      userLogins.take(userId, 1, from);
    }
  }

  /**
   * A user logs in on a TCP connection, and has shown who they are.
   *
   * @throws CimException with {@link ResultCode#REQUEST_LIMIT}
   */
  public void connectAs(ClientAddress from, long userId) {
    if (!isExempt(from)) {
      userConnections.take(userId, 1, from);
    }
  }

  private boolean isExempt(ClientAddress from) {
    return exemptLoopback && from.isLocal();
  }
}
