package io.crossim.persistence.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.persistence.conversation.ChangeOutcome.Reason;
import io.crossim.persistence.conversation.ChangeOutcome.Refusal;
import io.crossim.persistence.conversation.ChangeOutcome.Status;
import io.crossim.persistence.conversation.GroupSettings.By;
import io.crossim.persistence.conversation.GroupSettings.History;
import io.crossim.persistence.conversation.GroupSettings.Join;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How every conversation store changes groups. */
abstract class GroupChangeContract extends ConversationCalls {

  private static final long NOBODY = 5;

  @Test
  void aGroupIsMadeOnce() {
    long id = Await.result(store.newGroup(ann, "once"));
    assertThat(Await.result(store.newGroup(ann, "once"))).isEqualTo(id);
    assertThat(Await.result(store.newGroup(bob, "once"))).isGreaterThan(id);
    GroupChange create =
        new GroupChange.Create(
            id, ann, "naïve 群", OPEN, List.of(bob, cid, bob, ann), bytes("made"));

    ChangeOutcome made = change(create);
    ChangeOutcome again = change(create);

    assertThat(made.status()).isEqualTo(Status.DONE);
    assertThat(made.version()).isEqualTo(1);
    assertThat(made.place().seq()).isEqualTo(1);
    assertThat(made.previous()).isEqualTo(Place.START);
    assertThat(again.status()).isEqualTo(Status.UNCHANGED);
    assertThat(again.place()).isEqualTo(Place.START);
    assertThat(again.epoch()).isEqualTo(made.epoch()).isNotEmpty();
    GroupInfo info = info(id);
    assertThat(info.name()).isEqualTo("naïve 群");
    assertThat(info.settings()).isEqualTo(OPEN);
    assertThat(info.memberCount()).isEqualTo(3);
    assertThat(info.version()).isEqualTo(1);
    assertThat(info.isDismissed()).isFalse();
    ConversationEntry joined = delivery(id, bob, Place.START).entries().get(0);
    assertThat(joined.kind()).isEqualTo(EntryKind.JOINED);
    assertThat(joined.sender()).isEqualTo(ann);
    assertThat(joined.users()).containsExactly(ann, bob, cid);
    assertThat(joined.payload()).isEqualTo(bytes("made"));
    assertThat(members(id))
        .extracting(Member::userId, Member::role, Member::joinSeq)
        .containsExactlyInAnyOrder(
            tuple(ann, Role.OWNER, 1L), tuple(bob, Role.MEMBER, 1L), tuple(cid, Role.MEMBER, 1L));
  }

  @Test
  void aGroupThatDoesNotExistIsUnknown() {
    long id = ann + (1L << 51);
    assertThat(add(id, ann, bob).status()).isEqualTo(Status.UNKNOWN_GROUP);
    assertThat(say(id, ann, "a").status()).isEqualTo(PostOutcome.Status.UNKNOWN_GROUP);
    assertThat(delivery(id, ann, Place.START).status())
        .isEqualTo(ConversationPage.Status.UNKNOWN_GROUP);
    assertThat(standing(id, ann).status()).isEqualTo(Standing.Status.NONE);
    assertThat(Await.result(store.groups(List.of(id)))).isEmpty();
    assertThat(Await.result(store.members(id, "", 9)).version()).isZero();
  }

  @Test
  void membersAreAddedOnceAndToldAtOnePlace() {
    long id = group(bob);
    ChangeOutcome added = add(id, bob, cid, dan, cid);

    assertThat(added.status()).isEqualTo(Status.DONE);
    assertThat(added.version()).isEqualTo(2);
    assertThat(added.place().seq()).isEqualTo(2);
    assertThat(added.previous().seq()).isEqualTo(1);
    assertThat(entry(id, cid, 2).users()).containsExactly(cid, dan);
    ChangeOutcome again = add(id, bob, cid, dan);
    assertThat(again.status()).isEqualTo(Status.UNCHANGED);
    assertThat(again.version()).isEqualTo(2);
    assertThat(add(id, NOBODY, NOBODY).status()).isEqualTo(Status.NOT_A_MEMBER);
    assertThat(members(id)).hasSize(4);
  }

  @Test
  void twoRoutesAddTheSameUserAtTheSameInstant() {
    long id = group(bob);
    List<Newcomer> both = List.of(new Newcomer(cid, 0));
    CompletableFuture<ChangeOutcome> one =
        store.change(new GroupChange.Add(id, ann, both, bytes("one")));
    CompletableFuture<ChangeOutcome> other =
        store.change(new GroupChange.Add(id, bob, both, bytes("other")));

    assertThat(List.of(Await.result(one).status(), Await.result(other).status()))
        .containsExactlyInAnyOrder(Status.DONE, Status.UNCHANGED);
    assertThat(info(id).memberCount()).isEqualTo(3);
  }

  @Test
  void whoMayAddAndJoinIsSaidByTheSettings() {
    long id = group(new GroupSettings(History.JOINED, By.ADMINS, Join.INVITE, By.MEMBERS), bob);
    assertThat(add(id, bob, cid).status()).isEqualTo(Status.NOT_ALLOWED);
    assertThat(join(id, cid).status()).isEqualTo(Status.NOT_ALLOWED);
    assertThat(join(id, bob).status()).isEqualTo(Status.UNCHANGED);
    role(id, ann, bob, Role.ADMIN);
    assertThat(add(id, bob, cid).status()).isEqualTo(Status.DONE);
    update(id, ann, null, OPEN, 0);
    assertThat(join(id, dan).status()).isEqualTo(Status.DONE);
    assertThat(add(id, ConversationStore.SYSTEM, NOBODY).status()).isEqualTo(Status.DONE);
    assertThat(info(id).memberCount()).isEqualTo(5);
  }

  @Test
  void aGroupHasSoManyMembers() throws Exception {
    try (ConversationStore small = open(ConversationLimits.DEFAULT.withMaxMembers(3))) {
      store.close();
      store = small;
      long id = group(bob);
      ChangeOutcome added = add(id, ann, cid, dan, bob);
      assertThat(added.status()).isEqualTo(Status.DONE);
      assertThat(added.refused()).containsExactly(new Refusal(dan, Reason.FULL));
      assertThat(add(id, ann, dan).status()).isEqualTo(Status.UNCHANGED);
      leave(id, bob);
      assertThat(add(id, ann, dan).refused()).isEmpty();
    }
  }

  @Test
  void aChangeNamesSoManyUsers() {
    long id = group();
    assertThatThrownBy(() -> add(id, ann, LongStream.rangeClosed(1, 129).toArray()))
        .isInstanceOf(CimException.class)
        .hasMessage("users: 129 (expected: at most 128)");
    assertThat(add(id, ann, LongStream.rangeClosed(1, 128).toArray()).status())
        .isEqualTo(Status.DONE);
    assertThat(members(id)).hasSize(129);
    assertThat(entry(id, ann, 2).users()).hasSize(128);
  }

  @Test
  void whoIsRemovedGetsWhatCameBeforeAndNothingBehind() {
    long id = group(bob, cid);
    say(id, ann, "before");
    ChangeOutcome removed = remove(id, ann, bob, NOBODY);
    say(id, ann, "behind");

    assertThat(removed.status()).isEqualTo(Status.DONE);
    assertThat(removed.refused()).isEmpty();
    assertThat(remove(id, ann, bob).status()).isEqualTo(Status.UNCHANGED);
    ConversationPage page = delivery(id, bob, Place.START);
    assertThat(texts(page)).containsExactly("made", "before", "remove");
    assertThat(page.last()).isEqualTo(3);
    assertThat(page.end()).isEqualTo(removed.place());
    assertThat(page.entries().get(2).users()).containsExactly(bob);
    assertThat(delivery(id, bob, removed.place()).end()).isEqualTo(removed.place());
    assertThat(history(id, bob).status()).isEqualTo(ConversationPage.Status.NOT_A_MEMBER);
    assertThat(say(id, bob, "me").status()).isEqualTo(PostOutcome.Status.NOT_A_MEMBER);
    Standing standing = standing(id, bob);
    assertThat(standing.status()).isEqualTo(Standing.Status.LEFT);
    assertThat(standing.last()).isEqualTo(removed.place());
    assertThat(texts(delivery(id, cid, Place.START)))
        .containsExactly("made", "before", "remove", "behind");
    assertThat(delivery(id, NOBODY, Place.START).status())
        .isEqualTo(ConversationPage.Status.NOT_A_MEMBER);
  }

  @Test
  void whoComesBackHasToHaveTheTimeBefore() {
    long id = group(bob);
    say(id, ann, "one");
    long left = leave(id, bob).place().seq();
    assertThat(leave(id, bob).status()).isEqualTo(Status.UNCHANGED);
    say(id, ann, "two");

    ChangeOutcome behind = addCollected(id, bob, left - 1);
    assertThat(behind.status()).isEqualTo(Status.UNCHANGED);
    assertThat(behind.refused()).containsExactly(new Refusal(bob, Reason.BEHIND));
    ChangeOutcome back = addCollected(id, bob, left);
    assertThat(back.status()).isEqualTo(Status.DONE);
    say(id, ann, "three");
    ConversationPage page = delivery(id, bob, new Place(left, idAt(id, left)));
    assertThat(page.continuity()).isEqualTo(ConversationPage.Continuity.KEPT);
    assertThat(texts(page)).containsExactly("add", "three");
    assertThat(texts(history(id, bob))).containsExactly("add", "three");
  }

  private ChangeOutcome addCollected(long id, long user, long collected) {
    return change(
        new GroupChange.Add(id, ann, List.of(new Newcomer(user, collected)), bytes("add")));
  }

  private long idAt(long id, long seq) {
    return entry(id, ann, seq).messageId();
  }

  @Test
  void adminsRemoveMembersAndOwnersEverybody() {
    long id = group(bob, cid, dan);
    assertThat(remove(id, bob, cid).status()).isEqualTo(Status.NOT_ALLOWED);
    role(id, ann, bob, Role.ADMIN);
    role(id, ann, cid, Role.ADMIN);
    ChangeOutcome some = remove(id, bob, cid, ann, dan);
    assertThat(some.status()).isEqualTo(Status.DONE);
    assertThat(some.refused())
        .containsExactly(
            new Refusal(cid, Reason.NOT_ALLOWED), new Refusal(ann, Reason.NOT_ALLOWED));
    assertThat(remove(id, ann, cid).status()).isEqualTo(Status.DONE);
    assertThat(remove(id, ann, ann).refused())
        .containsExactly(new Refusal(ann, Reason.NOT_ALLOWED));
    assertThat(remove(id, ConversationStore.SYSTEM, ann).status()).isEqualTo(Status.DONE);
    assertThat(members(id)).extracting(Member::userId).containsExactly(bob);
  }

  @Test
  void theLastOwnerStays() {
    long id = group(bob);
    assertThat(leave(id, ann).status()).isEqualTo(Status.LAST_OWNER);
    assertThat(role(id, ann, ann, Role.MEMBER).status()).isEqualTo(Status.LAST_OWNER);
    assertThat(role(id, bob, bob, Role.OWNER).status()).isEqualTo(Status.NOT_ALLOWED);
    assertThat(role(id, ann, NOBODY, Role.OWNER).status()).isEqualTo(Status.NOT_A_MEMBER);
    assertThat(role(id, ann, bob, Role.OWNER).status()).isEqualTo(Status.DONE);
    assertThat(role(id, ann, bob, Role.OWNER).status()).isEqualTo(Status.UNCHANGED);
    CompletableFuture<ChangeOutcome> one =
        store.change(new GroupChange.Leave(id, ann, bytes("leave")));
    CompletableFuture<ChangeOutcome> other =
        store.change(new GroupChange.Leave(id, bob, bytes("leave")));
    assertThat(List.of(Await.result(one).status(), Await.result(other).status()))
        .containsExactlyInAnyOrder(Status.DONE, Status.LAST_OWNER);
    assertThat(members(id)).hasSize(1).extracting(Member::role).containsOnly(Role.OWNER);
    assertThat(leave(id, NOBODY).status()).isEqualTo(Status.NOT_A_MEMBER);
  }

  @Test
  void nameAndSettingsChangeAtTheExpectedVersion() {
    long id = group(bob);
    assertThat(update(id, bob, "other", null, 0).status()).isEqualTo(Status.NOT_ALLOWED);
    assertThat(update(id, ann, "other", null, 9).status()).isEqualTo(Status.VERSION_CONFLICT);
    ChangeOutcome done = update(id, ann, "other", null, 1);
    assertThat(done.status()).isEqualTo(Status.DONE);
    assertThat(done.version()).isEqualTo(2);
    // Repeated, it is so already, whatever was expected.
    assertThat(update(id, ann, "other", null, 1).status()).isEqualTo(Status.UNCHANGED);
    assertThat(update(id, ann, null, OPEN, 1).status()).isEqualTo(Status.VERSION_CONFLICT);
    assertThat(update(id, ann, null, OPEN, 2).status()).isEqualTo(Status.DONE);
    assertThat(info(id).name()).isEqualTo("other");
    assertThat(info(id).settings()).isEqualTo(OPEN);
    assertThat(entry(id, bob, 2).kind()).isEqualTo(EntryKind.CHANGED);
  }

  @Test
  void aNewMemberReadsWhatTheSettingsSaid() {
    long id = group(bob);
    say(id, ann, "early");
    add(id, ann, cid);
    update(id, ann, null, OPEN, 0);
    add(id, ann, dan);

    assertThat(texts(history(id, cid))).containsExactly("add", "update", "add");
    assertThat(texts(history(id, dan))).startsWith("made", "early");
    assertThat(texts(delivery(id, dan, Place.START))).containsExactly("add");
  }

  @Test
  void theMutedMayNotPostForATime() {
    long id = group(bob, cid);
    role(id, ann, cid, Role.ADMIN);
    assertThat(mute(id, bob, cid, Duration.ofHours(1)).status()).isEqualTo(Status.NOT_ALLOWED);
    assertThat(mute(id, cid, ann, Duration.ofHours(1)).status()).isEqualTo(Status.NOT_ALLOWED);
    assertThat(mute(id, cid, NOBODY, Duration.ofHours(1)).status()).isEqualTo(Status.NOT_A_MEMBER);
    assertThat(mute(id, cid, bob, Duration.ZERO).status()).isEqualTo(Status.UNCHANGED);
    assertThat(mute(id, cid, bob, Duration.ofHours(1)).status()).isEqualTo(Status.DONE);
    assertThat(say(id, bob, "a").status()).isEqualTo(PostOutcome.Status.NOT_ALLOWED);
    assertThat(mute(id, ann, cid, Duration.ofHours(1)).status()).isEqualTo(Status.DONE);
    assertThat(mute(id, ann, bob, Duration.ZERO).status()).isEqualTo(Status.DONE);
    assertThat(say(id, bob, "a").status()).isEqualTo(PostOutcome.Status.STORED);
  }

  @Test
  void onlyAdminsSpeakWhereTheSettingsSaySo() {
    long id = group(new GroupSettings(History.JOINED, By.MEMBERS, Join.INVITE, By.ADMINS), bob);
    assertThat(say(id, bob, "a").status()).isEqualTo(PostOutcome.Status.NOT_ALLOWED);
    PostOutcome said = say(id, ann, "b");
    assertThat(said.status()).isEqualTo(PostOutcome.Status.STORED);
    assertThat(react(id, bob, said.place().seq(), "+", true).status())
        .isEqualTo(PostOutcome.Status.STORED);
    role(id, ann, bob, Role.ADMIN);
    assertThat(say(id, bob, "c").status()).isEqualTo(PostOutcome.Status.STORED);
    assertThat(say(id, ConversationStore.SYSTEM, "d").status())
        .isEqualTo(PostOutcome.Status.STORED);
  }

  @Test
  void aDismissedGroupTakesNothingAndIsReadToItsEnd() {
    long id = group(bob);
    say(id, ann, "a");
    assertThat(dismiss(id, bob).status()).isEqualTo(Status.NOT_ALLOWED);
    ChangeOutcome dismissed = dismiss(id, ann);
    assertThat(dismissed.status()).isEqualTo(Status.DONE);
    assertThat(dismiss(id, ann).status()).as("a repeat").isEqualTo(Status.UNCHANGED);
    assertThat(dismiss(id, bob).status()).isEqualTo(Status.UNKNOWN_GROUP);
    assertThat(dismiss(id, cid).status()).isEqualTo(Status.UNKNOWN_GROUP);
    assertThat(dismiss(id, ConversationStore.SYSTEM).status()).isEqualTo(Status.UNCHANGED);
    assertThat(say(id, ann, "b").status()).isEqualTo(PostOutcome.Status.UNKNOWN_GROUP);
    assertThat(say(id, ann, "a").status()).isEqualTo(PostOutcome.Status.DUPLICATE);
    assertThat(add(id, ann, cid).status()).isEqualTo(Status.UNKNOWN_GROUP);
    assertThat(texts(delivery(id, bob, Place.START))).containsExactly("made", "a", "dismiss");
    assertThat(standing(id, bob).status()).isEqualTo(Standing.Status.DISMISSED);
    assertThat(standing(id, bob).last()).isEqualTo(dismissed.place());
    assertThat(info(id).isDismissed()).isTrue();
  }

  @Test
  void theSystemMakesAGroupWithoutAnOwner() {
    long id = Await.result(store.newGroup(ConversationStore.SYSTEM, "s" + ann));
    ChangeOutcome made =
        change(
            new GroupChange.Create(
                id, ConversationStore.SYSTEM, "s", OPEN, List.of(bob), bytes("made")));
    assertThat(made.status()).isEqualTo(Status.DONE);
    assertThat(members(id)).extracting(Member::role).containsExactly(Role.MEMBER);
    assertThat(leave(id, bob).status()).isEqualTo(Status.DONE);
    assertThat(info(id).memberCount()).isZero();
  }

  private ChangeOutcome join(long id, long user) {
    return change(new GroupChange.Join(id, new Newcomer(user, 0), bytes("join")));
  }

  private ChangeOutcome update(
      long id, long by, String name, GroupSettings settings, long expected) {
    return change(new GroupChange.Update(id, by, name, settings, expected, bytes("update")));
  }

  private ChangeOutcome dismiss(long id, long by) {
    return change(new GroupChange.Dismiss(id, by, bytes("dismiss")));
  }
}
