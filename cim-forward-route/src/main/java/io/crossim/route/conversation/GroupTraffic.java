package io.crossim.route.conversation;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.service.limits.ClientAddress;
import io.crossim.service.limits.RateLimit;
import io.crossim.service.limits.Refusals;
import java.time.Duration;

/**
 * How often users may make and change groups, and how often a group may be posted to. Each process
 * counts for itself. Any thread; never blocks.
 */
public final class GroupTraffic {

  private static final String CREATED = "cim.groups.created-per-hour";
  private static final String CHANGES = "cim.groups.changes-per-second";
  private static final String SENDS = "cim.groups.sends-per-second";

  private final boolean exemptLoopback;
  private final RateLimit<Long> created;
  private final RateLimit<Long> changes;
  private final RateLimit<Long> sends;

  /**
   * How much may be done; 0 for no limit.
   *
   * @param createdPerHour groups that one user makes
   * @param changesPerSecond changes of groups by one user
   * @param sendsPerSecond posts to one group
   */
  public record Rates(int createdPerHour, int changesPerSecond, int sendsPerSecond) {}

  /**
   * @param exemptLoopback whether what comes from this machine itself is free of these limits
   */
  public GroupTraffic(Rates rates, boolean exemptLoopback, Refusals refusals) {
    this.exemptLoopback = exemptLoopback;
    this.created =
        new RateLimit<>(
            CREATED,
            rates.createdPerHour(),
            Duration.ofHours(1),
            "too many groups: at most "
                + rates.createdPerHour()
                + " an hour for a user; retry later",
            refusals);
    this.changes =
        new RateLimit<>(
            CHANGES,
            rates.changesPerSecond(),
            Duration.ofSeconds(1),
            "too many changes: at most "
                + rates.changesPerSecond()
                + " a second for a user; retry later",
            refusals);
    this.sends =
        new RateLimit<>(
            SENDS,
            rates.sendsPerSecond(),
            Duration.ofSeconds(1),
            "too many messages: at most "
                + rates.sendsPerSecond()
                + " a second to one group; retry later",
            refusals);
  }

  /**
   * A user makes a group, and has proved who they are. The system may make any number.
   *
   * @throws CimException with {@link ResultCode#REQUEST_LIMIT}
   */
  public void create(ClientAddress from, long userId) {
    count(created, from, userId);
  }

  /**
   * A user changes a group, and has proved who they are. The system may change any number.
   *
   * @throws CimException with {@link ResultCode#REQUEST_LIMIT}
   */
  public void change(ClientAddress from, long userId) {
    count(changes, from, userId);
  }

  private void count(RateLimit<Long> limit, ClientAddress from, long userId) {
    if (userId != ConversationStore.SYSTEM && !isExempt(from)) {
      limit.take(userId, 1, from);
    }
  }

  /**
   * A post to a group.
   *
   * @throws CimException with {@link ResultCode#REQUEST_LIMIT}
   */
  public void send(ClientAddress from, long groupId) {
    if (!isExempt(from)) {
      sends.take(groupId, 1, from);
    }
  }

  /** A post came from somebody who is no member: it does not count for the group. */
  public void giveBack(ClientAddress from, long groupId) {
    if (!isExempt(from)) {
      sends.giveBack(groupId, 1);
    }
  }

  private boolean isExempt(ClientAddress from) {
    return exemptLoopback && from.isLocal();
  }
}
