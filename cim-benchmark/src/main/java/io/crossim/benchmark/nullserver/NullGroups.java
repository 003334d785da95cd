package io.crossim.benchmark.nullserver;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** Groups that have members and no log. Answers are the dataBody of the calls of the same names. */
@RequiredArgsConstructor
final class NullGroups {

  /** What stands behind the place of each message of a history, with a text of 100 characters. */
  private static final String MESSAGE =
      ",\"messageId\":\"1793500000007\",\"sentAt\":1793500000007,\"kind\":\"CONTENT\","
          + "\"senderId\":1793500000008,\"senderName\":\"load-mgzk2v3c-100\","
          + "\"clientMsgId\":\"load-100\",\"msg\":\""
          + "x".repeat(100)
          + "\"}";

  private final NullUsers users;
  private final Map<Long, Group> groups = new ConcurrentHashMap<>();

  String create(long id) {
    groups.put(id, new Group(List.of(), new AtomicLong()));
    return "{\"groupId\":" + id + ",\"version\":1,\"refused\":[]}";
  }

  /** Tells the new members who are online, as CIM does. */
  String add(long id, List<Long> added) {
    @Nullable Group group = groups.computeIfPresent(id, (any, old) -> old.with(added));
    for (long user : added) {
      users.push(0, user, ByteString.EMPTY);
    }
    long place = group == null ? 0 : group.places.incrementAndGet();
    return "{\"version\":2,\"seq\":" + place + ",\"refused\":[]}";
  }

  String send(long id, long sender, ByteString text) {
    @Nullable Group group = groups.get(id);
    if (group == null) {
      return "null";
    }
    for (long member : group.members) {
      users.push(sender, member, text);
    }
    return "{\"messageId\":\"1793500000007\",\"conversationSeq\":"
        + group.places.incrementAndGet()
        + ",\"status\":\"STORED\"}";
  }

  /** Messages right before a place. */
  static String history(long before, int limit) {
    StringBuilder page = new StringBuilder(64 + limit * (MESSAGE.length() + 16));
    page.append("{\"epoch\":\"null\",\"floor\":0,\"head\":")
        .append(before)
        .append(",\"more\":true,\"messages\":[");
    for (long seq = before - limit; seq < before; seq++) {
      page.append(seq == before - limit ? "{\"seq\":" : ",{\"seq\":").append(seq).append(MESSAGE);
    }
    return page.append("]}").toString();
  }

  private record Group(List<Long> members, AtomicLong places) {

    Group with(List<Long> added) {
      List<Long> all = new ArrayList<>(members);
      all.addAll(added);
      return new Group(all, places);
    }
  }
}
