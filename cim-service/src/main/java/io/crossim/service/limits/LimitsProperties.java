package io.crossim.service.limits;

import io.crossim.common.result.CimException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much one user and one address may do; each process counts for itself. 0 stands for no limit.
 *
 * @param sendsPerSecond messages of one user
 * @param sendsPerSecondPerAddress messages from one address
 * @param registrationsPerMinute accounts that one address may ask for
 * @param loginsPerMinute logins, and other calls for which a password is checked, from one address;
 *     likewise those of one user by a token, which do not count for their address
 * @param loginsPerMinutePerUser TCP connections on which one user logs in
 * @param exemptLoopback what comes from this machine itself is free of these limits and of those on
 *     connections
 */
@ConfigurationProperties("cim.limits")
public record LimitsProperties(
    @DefaultValue("2000") int sendsPerSecond,
    @DefaultValue("20000") int sendsPerSecondPerAddress,
    @DefaultValue("600") int registrationsPerMinute,
    @DefaultValue("6000") int loginsPerMinute,
    @DefaultValue("60") int loginsPerMinutePerUser,
    @DefaultValue("true") boolean exemptLoopback) {

  static final String SENDS = "cim.limits.sends-per-second";
  static final String SENDS_PER_ADDRESS = "cim.limits.sends-per-second-per-address";
  static final String REGISTRATIONS = "cim.limits.registrations-per-minute";
  static final String LOGINS = "cim.limits.logins-per-minute";
  static final String LOGINS_PER_USER = "cim.limits.logins-per-minute-per-user";

  private static final int MOST = 1_000_000;

  public LimitsProperties {
    check(SENDS, sendsPerSecond);
    check(SENDS_PER_ADDRESS, sendsPerSecondPerAddress);
    check(REGISTRATIONS, registrationsPerMinute);
    check(LOGINS, loginsPerMinute);
    check(LOGINS_PER_USER, loginsPerMinutePerUser);
  }

  private static void check(String property, int value) {
    if (value < 0 || value > MOST) {
      throw CimException.invalid(property, value, "0-" + MOST + ", 0 for no limit");
    }
  }
}
