package io.crossim.route.conversation;

import io.crossim.metastore.RouteNode;
import io.crossim.persistence.conversation.ConversationId;
import java.util.List;
import java.util.stream.IntStream;

/** Shares the shards of conversations out among the routes that are listed. */
final class OwnShards {

  private OwnShards() {}

  /**
   * The shards of one route: those for which it ranks highest, so that a route which comes or goes
   * moves no others. All of them while it is not listed.
   *
   * @param incarnation of that route
   */
  static int[] of(String incarnation, List<RouteNode> routes) {
    List<String> all = routes.stream().map(RouteNode::incarnation).toList();
    return IntStream.range(0, ConversationId.SHARDS)
        .filter(shard -> !all.contains(incarnation) || isFirst(incarnation, all, shard))
        .toArray();
  }

  private static boolean isFirst(String incarnation, List<String> all, int shard) {
    long own = rank(incarnation, shard);
    return all.stream().allMatch(other -> other.equals(incarnation) || rank(other, shard) < own);
  }

  /** Spreads every bit of the hash, so that shards which are near are not alike. */
  private static long rank(String incarnation, int shard) {
    long mixed = (incarnation.hashCode() * 31L + shard) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xBF58476D1CE4E5B9L;
    return mixed ^ (mixed >>> 29);
  }
}
