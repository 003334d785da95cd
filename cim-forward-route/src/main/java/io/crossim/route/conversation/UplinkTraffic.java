package io.crossim.route.conversation;

import io.crossim.service.limits.ClientAddress;
import io.crossim.service.limits.TrafficLimits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import lombok.RequiredArgsConstructor;

/**
 * Counts the messages to groups that come over the connections of servers. A server has counted
 * each as one of its sender's; here it counts for its group, and for what it causes. Any thread.
 */
@RequiredArgsConstructor
final class UplinkTraffic {

  /** Routes are not told where clients are, but for whether they are on the server's machine. */
  private static final InetAddress UNKNOWN = new InetSocketAddress(0).getAddress();

  private final GroupTraffic groups;
  private final TrafficLimits users;
  private final OnlineMembers online;

  /**
   * Counts one.
   *
   * @throws io.crossim.common.result.CimException when its sender, or its group, has too many
   */
  void count(long sender, long groupId, boolean isLocal) {
    ClientAddress from = new ClientAddress(UNKNOWN, isLocal);
    groups.send(from, groupId);
    int more = online.weight(groupId) - 1;
    if (more > 0) {
      users.sendAs(from, sender, more);
    }
  }
}
