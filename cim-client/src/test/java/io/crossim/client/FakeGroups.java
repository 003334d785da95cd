package io.crossim.client;

import io.crossim.client.chat.GroupChat;
import io.crossim.client.chat.GroupEntry;
import io.crossim.client.chat.GroupMember;
import io.crossim.client.chat.GroupPage;
import io.crossim.client.chat.GroupSummary;
import io.crossim.client.chat.NewGroup;
import io.crossim.client.chat.RefusedUser;
import io.crossim.client.chat.User;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import lombok.RequiredArgsConstructor;

/** Two groups, 50 and 51, of alice, bob and Bobby. There is no user and no group 404. */
@RequiredArgsConstructor
final class FakeGroups implements GroupChat {

  /** What was done, in order. */
  private final List<String> done;

  /** Whether the cluster knows no groups. */
  boolean isUnknown;

  @Override
  public CompletableFuture<Long> send(long groupId, String text) {
    if (groupId == 404) {
      return CompletableFuture.failedFuture(
          new CimException(ResultCode.NOT_A_MEMBER, "not a member of this group"));
    }
    done.add("g" + groupId + ": " + text);
    return CompletableFuture.completedFuture(7L);
  }

  @Override
  public List<GroupSummary> list() {
    check(50);
    return List.of(
        new GroupSummary(50, "climbers", 3, 1, false),
        new GroupSummary(51, "hi\u001b[2Jkers", 2, 0, true),
        new GroupSummary(502, "quiet", 0, 0, false));
  }

  @Override
  public String name(long groupId) {
    check(groupId);
    return "climbers";
  }

  @Override
  public NewGroup create(String name, List<Long> members) {
    check(50);
    done.add("create " + name + " " + members);
    return new NewGroup(50, refused(members));
  }

  @Override
  public List<RefusedUser> add(long groupId, List<Long> users) {
    check(groupId);
    done.add("add " + groupId + " " + users);
    return refused(users);
  }

  @Override
  public List<RefusedUser> remove(long groupId, List<Long> users) {
    check(groupId);
    done.add("remove " + groupId + " " + users);
    return refused(users);
  }

  private static List<RefusedUser> refused(List<Long> users) {
    return users.stream()
        .filter(user -> user == 404)
        .map(user -> new RefusedUser(user, "there is no such user"))
        .toList();
  }

  @Override
  public void leave(long groupId) {
    check(groupId);
    done.add("leave " + groupId);
  }

  @Override
  public void dismiss(long groupId) {
    check(groupId);
    done.add("dismiss " + groupId);
  }

  @Override
  public List<GroupMember> members(long groupId) {
    check(groupId);
    return List.of(
        new GroupMember(FakeChat.SELF, "owner"), new GroupMember(new User(2, "bob"), "member"));
  }

  @Override
  public GroupPage history(long groupId, OptionalLong before) {
    check(groupId);
    if (before.isPresent() && before.getAsLong() <= 9) {
      return new GroupPage(List.of(), false);
    }
    GroupEntry text = entry(9, GroupEntry.Kind.TEXT, "bolts or \u001b[2Jnuts?", List.of());
    return new GroupPage(List.of(text, entry(10, GroupEntry.Kind.RECALLED, "", List.of())), true);
  }

  @Override
  public void recall(long groupId, long place) {
    check(groupId);
    done.add("recall " + groupId + " " + place);
  }

  private void check(long groupId) {
    if (isUnknown) {
      throw new CimException(
          ResultCode.FAILURE, "this cluster is of an earlier version, which has no groups");
    }
    if (groupId == 404) {
      throw new CimException(ResultCode.GROUP_UNKNOWN, "there is no such group");
    }
  }

  /** Everything that can happen in a group, by bob. */
  static List<GroupEntry> everything() {
    List<Long> many = LongStream.rangeClosed(1, 12).boxed().toList();
    return List.of(
        entry(1, GroupEntry.Kind.JOINED, "", many),
        entry(2, GroupEntry.Kind.JOINED, "", List.of(2L)),
        entry(3, GroupEntry.Kind.TEXT, "anyone\nfor the \u001b[2Jwall?", List.of()),
        entry(4, GroupEntry.Kind.EDIT, "anyone for the crag?", List.of()),
        entry(5, GroupEntry.Kind.RECALL, "", List.of()),
        entry(6, GroupEntry.Kind.RECALLED, "", List.of()),
        entry(7, GroupEntry.Kind.REACTION, "👍", List.of()),
        entry(8, GroupEntry.Kind.LEFT, "", List.of(3L)),
        entry(9, GroupEntry.Kind.LEFT, "", List.of(2L)),
        entry(10, GroupEntry.Kind.CHANGED, "", List.of()),
        entry(11, GroupEntry.Kind.OTHER, "", List.of()),
        entry(12, GroupEntry.Kind.REACTION_TAKEN_BACK, "👍", List.of()),
        entry(13, GroupEntry.Kind.CHANGED, "", List.of(3L)));
  }

  /** A text that names the user of the console, and answers an earlier one. */
  static GroupEntry forMe() {
    return new GroupEntry(
        50,
        "climbers",
        12,
        GroupEntry.Kind.TEXT,
        new User(2, "bob"),
        "you too?",
        3,
        List.of(),
        /* isForMe= */ true,
        null);
  }

  private static GroupEntry entry(long place, GroupEntry.Kind kind, String text, List<Long> users) {
    boolean isAboutAnother =
        kind == GroupEntry.Kind.EDIT
            || kind == GroupEntry.Kind.RECALL
            || kind == GroupEntry.Kind.REACTION
            || kind == GroupEntry.Kind.REACTION_TAKEN_BACK;
    return new GroupEntry(
        50,
        "climbers",
        place,
        kind,
        new User(2, "bob"),
        text,
        isAboutAnother ? 3 : 0,
        users,
        /* isForMe= */ false,
        Instant.parse("2026-11-23T10:20:30Z"));
  }
}
