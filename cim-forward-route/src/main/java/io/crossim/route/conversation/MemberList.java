package io.crossim.route.conversation;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.Member;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * The members of a group at one version, or both users of a pair, by what it takes to bring them
 * something.
 */
final class MemberList {

  private static final int OVERHEAD = 200;

  private final long version;
  private final String name;
  private final long[] users;
  private final long[] joined;

  /**
   * @param name of the group
   * @param members may name one twice
   */
  MemberList(long version, String name, Collection<Member> members) {
    this.version = version;
    this.name = name;
    Map<Long, Long> byUser = new TreeMap<>();
    members.forEach(member -> byUser.put(member.userId(), member.joinSeq()));
    this.users = byUser.keySet().stream().mapToLong(Long::longValue).toArray();
    this.joined = byUser.values().stream().mapToLong(Long::longValue).toArray();
  }

  /** Both users of a pair, who have been in it from the beginning. The system is not among them. */
  static MemberList of(ConversationId pair) {
    long[] users =
        LongStream.of(pair.first(), pair.second())
            .filter(user -> user != ConversationStore.SYSTEM)
            .distinct()
            .toArray();
    long[] joined = new long[users.length];
    Arrays.fill(joined, 1);
    return new MemberList(/* version= */ 0, /* name= */ "", users, joined);
  }

  private MemberList(long version, String name, long[] users, long[] joined) {
    this.version = version;
    this.name = name;
    this.users = users;
    this.joined = joined;
  }

  long version() {
    return version;
  }

  String name() {
    return name;
  }

  int size() {
    return users.length;
  }

  long user(int index) {
    return users[index];
  }

  /** The place of the entry by which a member joined: they get it and what follows. */
  long joinSeq(int index) {
    return joined[index];
  }

  List<Long> users() {
    return Arrays.stream(users).boxed().toList();
  }

  /** About so many bytes of memory. */
  int weight() {
    return OVERHEAD + 2 * name.length() + 2 * Long.BYTES * users.length;
  }
}
