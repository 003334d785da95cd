package io.crossim.persistence.conversation.local;

import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.Finished;
import io.crossim.persistence.conversation.Member;
import io.crossim.persistence.conversation.MemberPage;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.Unfinished;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The lists of members, and of unfinished conversations. One thread at a time. */
public final class LocalLists {

  private final Opening opening;

  LocalLists(Opening opening) {
    this.opening = opening;
  }

  public MemberPage members(long groupId, String after, int limit) {
    ConversationId id = ConversationId.group(groupId);
    return opening.with(
        id, new MemberPage(0, List.of(), null), group -> members(group, after, limit));
  }

  private static MemberPage members(Conversation group, String after, int limit) {
    long from = after.isEmpty() ? 0 : Long.parseLong(after) + 1;
    Map<Long, Seat> seats = new TreeMap<>();
    group.rows.each(
        RowKeys.member(group.id(), from),
        RowKeys.member(group.id(), Long.MAX_VALUE),
        (key, value) -> {
          seats.put(RowKeys.last(key), Seat.parse(value, /* hasLeft= */ false));
          return seats.size() <= limit;
        });
    List<Member> members = new ArrayList<>(seats.size());
    @Nullable String next = null;
    for (Map.Entry<Long, Seat> one : seats.entrySet()) {
      if (members.size() == limit) {
        next = Long.toString(members.get(limit - 1).userId());
        break;
      }
      members.add(member(group, one.getKey(), one.getValue()));
    }
    return new MemberPage(group.state.version, members, next);
  }

  private static Member member(Conversation group, long userId, Seat seat) {
    ReadMark mark = group.seats.mark(userId);
    return new Member(
        userId,
        seat.role(),
        seat.joinSeq(),
        seat.floor(),
        seat.mutedUntil(),
        mark.deliveredSeq(),
        mark.readSeq());
  }

  public List<Unfinished> unfinished(int shard, Duration olderThan, int limit) {
    Map<ConversationId, Long> since = new TreeMap<>(Comparator.comparing(ConversationId::key));
    opening.rows.each(
        RowKeys.unfinished(shard),
        RowKeys.unfinished(shard + 1),
        (key, value) -> {
          since.put(RowKeys.unfinishedIn(key), ByteBuffer.wrap(value).getLong());
          return true;
        });
    long before = opening.now - olderThan.toMillis();
    return since.entrySet().stream()
        .filter(one -> one.getValue() <= before)
        .sorted(Map.Entry.comparingByValue())
        .limit(limit)
        .map(one -> unfinished(one.getKey(), opening.now - one.getValue()))
        .toList();
  }

  private Unfinished unfinished(ConversationId id, long age) {
    return opening.with(
        id,
        new Unfinished(id, Place.START, 0, age),
        conversation ->
            new Unfinished(id, conversation.state.headPlace(), conversation.state.version, age));
  }

  public void finished(Finished finished) {
    byte[] key = RowKeys.unfinished(finished.conversation());
    var unused =
        opening.unlessDamaged(
            finished.conversation(),
            false,
            () -> {
              Conversation conversation = opening.find(finished.conversation());
              if (conversation == null || conversation.state.head <= finished.seq()) {
                opening.rows.delete(key);
              } else if (opening.rows.get(key) != null) {
                opening.rows.put(key, RowKeys.number(opening.now));
              }
              return true;
            });
  }
}
