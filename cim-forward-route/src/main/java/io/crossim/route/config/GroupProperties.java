package io.crossim.route.config;

import io.crossim.common.result.CimException;
import io.crossim.route.conversation.GroupTraffic;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How large groups are and how much they may do, {@code cim.groups.*}.
 *
 * @param maxMembers the most members of one group
 * @param perUser the most groups of one user
 * @param createdPerHour groups that one user makes; 0 for no limit
 * @param changesPerSecond changes of groups by one user; 0 for no limit
 * @param sendsPerSecond messages to one group; 0 for no limit
 */
@ConfigurationProperties("cim.groups")
record GroupProperties(
    @DefaultValue("500") int maxMembers,
    @DefaultValue("1000") int perUser,
    @DefaultValue("100") int createdPerHour,
    @DefaultValue("20") int changesPerSecond,
    @DefaultValue("100") int sendsPerSecond) {

  private static final int MOST = 1_000_000;

  GroupProperties {
    if (maxMembers < 2 || maxMembers > 500) {
      throw CimException.invalid("cim.groups.max-members", maxMembers, "2-500");
    }
    if (perUser < 1 || perUser > 5_000) {
      throw CimException.invalid("cim.groups.per-user", perUser, "1-5000");
    }
    check("cim.groups.created-per-hour", createdPerHour);
    check("cim.groups.changes-per-second", changesPerSecond);
    check("cim.groups.sends-per-second", sendsPerSecond);
  }

  private static void check(String property, int value) {
    if (value < 0 || value > MOST) {
      throw CimException.invalid(property, value, "0-" + MOST);
    }
  }

  /** How often groups may be made, changed and posted to. */
  GroupTraffic.Rates rates() {
    return new GroupTraffic.Rates(createdPerHour, changesPerSecond, sendsPerSecond);
  }
}
