package io.crossim.route.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.route.access.AccountMode;
import io.crossim.route.api.BlockRequest;
import io.crossim.route.api.ChangedUsers;
import io.crossim.route.api.ConversationSummary;
import io.crossim.route.api.CreatedGroup;
import io.crossim.route.api.Group;
import io.crossim.route.api.GroupChangeRequest;
import io.crossim.route.api.GroupCreateRequest;
import io.crossim.route.api.GroupMember;
import io.crossim.route.api.GroupMembers;
import io.crossim.route.api.GroupRequest;
import io.crossim.route.api.GroupRoleRequest;
import io.crossim.route.api.GroupRules;
import io.crossim.route.api.GroupSendRequest;
import io.crossim.route.api.HistoryMessage;
import io.crossim.route.api.HistoryPage;
import io.crossim.route.api.MessageEditRequest;
import io.crossim.route.api.MessageReactRequest;
import io.crossim.route.api.MessageRecallRequest;
import io.crossim.route.api.MuteRequest;
import io.crossim.route.api.ReadRequest;
import io.crossim.route.api.Readers;
import io.crossim.route.api.RefusedUser;
import io.crossim.route.api.SentToGroup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What groups do for their members, as the calls tell it. */
class GroupServicesTest {

  private final TestGroups test = new TestGroups(AccountMode.OPEN);
  private final GroupServices services = test.services();
  private final StoredAccount alice = test.register("alice");
  private final StoredAccount bob = test.register("bob");
  private final StoredAccount carol = test.register("carol");

  @AfterEach
  void close() {
    test.close();
  }

  private static void assertRefused(ResultCode code, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .rootCause()
        .isInstanceOfSatisfying(CimException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessage(message);
  }

  @Test
  void aGroupHasItsCreatorAsOwnerAndThoseWhoAreRegisteredAsMembers() {
    CreatedGroup created = test.created(alice, List.of(bob.userId(), 4_711L, alice.userId()));

    assertThat(created.version()).isEqualTo(1);
    assertThat(created.refused()).containsExactly(new RefusedUser(4_711, "9100"));
    Group group =
        services.infos().group(bob.userId(), created.groupId(), TestGroups.ANYBODY).join();
    assertThat(group.name()).isEqualTo("friends");
    assertThat(group.settings())
        .isEqualTo(new GroupRules("joined", "members", "invite", "members"));
    assertThat(group.memberCount()).isEqualTo(2);
    assertThat(group.role()).isEqualTo("member");
    assertThat(members(created.groupId()))
        .extracting(GroupMember::userId, GroupMember::userName, GroupMember::role)
        .containsExactlyInAnyOrder(
            tuple(alice.userId(), "alice", "owner"), tuple(bob.userId(), "bob", "member"));
  }

  private List<GroupMember> members(long group) {
    return services
        .infos()
        .members(alice.userId(), group, null, null, TestGroups.ANYBODY)
        .join()
        .members();
  }

  private void block(StoredAccount user, StoredAccount peer, boolean blocked) {
    BlockRequest request = new BlockRequest(user.userId(), peer.userId(), blocked, null);
    services.blocks().block(request, TestGroups.ANYBODY).join();
  }

  private List<Long> blocked(StoredAccount user) {
    return services.blocks().blocked(user.userId(), TestGroups.ANYBODY).join().users();
  }

  @Test
  void whoHasBlockedTheCallerIsNotMadeAMember() {
    block(bob, alice, true);
    block(bob, carol, true);
    assertThat(blocked(bob)).containsExactly(alice.userId(), carol.userId());
    assertThat(blocked(alice)).isEmpty();

    RefusedUser refused = new RefusedUser(bob.userId(), "7400");
    CreatedGroup created = test.created(alice, List.of(bob.userId(), carol.userId()));
    assertThat(created.refused()).containsExactly(refused);
    assertThat(members(created.groupId())).hasSize(2);
    assertThat(test.add(alice, created.groupId(), bob.userId()).refused()).containsExactly(refused);

    block(bob, alice, false);
    assertThat(test.add(alice, created.groupId(), bob.userId()).refused()).isEmpty();
    assertThat(members(created.groupId())).hasSize(3);
    assertThat(blocked(bob)).containsExactly(carol.userId());
  }

  private CompletableFuture<Void> mute(StoredAccount user, long group, @Nullable Long until) {
    return services
        .mutes()
        .mute(new MuteRequest(user.userId(), group, null, until, null), TestGroups.ANYBODY);
  }

  private @Nullable Long mutedUntil(StoredAccount user) {
    return services
        .conversations()
        .conversations(user.userId(), null, null, TestGroups.ANYBODY)
        .join()
        .conversations()
        .get(0)
        .mutedUntil();
  }

  @Test
  void whatIsMutedIsToldByTheListOfConversations() {
    long group = test.create(alice, bob);
    assertThat(mutedUntil(bob)).isNull();
    mute(bob, group, null).join();
    assertThat(mutedUntil(bob)).isEqualTo((1L << 53) - 1);
    assertThat(mutedUntil(alice)).isNull();
    long later = System.currentTimeMillis() + 3_600_000;
    mute(bob, group, later).join();
    assertThat(mutedUntil(bob)).isEqualTo(later);
    mute(bob, group, 1L).join();
    assertThat(mutedUntil(bob)).isNull();
    mute(bob, group, later).join();
    mute(bob, group, 0L).join();
    assertThat(mutedUntil(bob)).isNull();
  }

  @Test
  void onlyAMemberMutesAGroupAndWithATime() {
    long group = test.create(alice, bob);
    assertRefused(
        ResultCode.NOT_A_MEMBER,
        "groupId: "
            + group
            + " (expected: a group that user "
            + carol.userId()
            + " is a member of)",
        () -> mute(carol, group, null).join());
    assertRefused(
        ResultCode.GROUP_UNKNOWN,
        "groupId: 4711 (expected: a group that there is)",
        () -> mute(alice, 4_711, null).join());
    for (long wrong : List.of(-1L, 1L << 53)) {
      assertThatThrownBy(() -> mute(alice, group, wrong))
          .isInstanceOf(CimException.class)
          .hasMessage(
              "until: "
                  + wrong
                  + " (expected: milliseconds since 1970, 0 to end it, or nothing for good)");
    }
  }

  @Test
  void aBlockOfNobodyIsRefused() {
    assertBlockRefused("peerId: nothing (expected: a user id, 1 to 9007199254740991)", null, true);
    assertBlockRefused("peerId: 0 (expected: a user id, 1 to 9007199254740991)", 0L, true);
    assertBlockRefused("blocked: nothing (expected: true or false)", bob.userId(), null);
    assertBlockRefused(
        "peerId: " + alice.userId() + " (expected: another user than userId)",
        alice.userId(),
        true);
    assertThatThrownBy(
            () ->
                services
                    .blocks()
                    .block(new BlockRequest(alice.userId(), 4_711L, true, null), TestGroups.ANYBODY)
                    .join())
        .rootCause()
        .isInstanceOfSatisfying(
            CimException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.ACCOUNT_MISMATCH));
    services
        .blocks()
        .block(new BlockRequest(alice.userId(), 4_711L, false, null), TestGroups.ANYBODY)
        .join();
    assertThat(blocked(alice)).isEmpty();
  }

  private void assertBlockRefused(String message, @Nullable Long peer, @Nullable Boolean blocked) {
    BlockRequest request = new BlockRequest(alice.userId(), peer, blocked, null);
    assertThatThrownBy(() -> services.blocks().block(request, TestGroups.ANYBODY))
        .isInstanceOfSatisfying(
            CimException.class, e -> assertThat(e.code()).isEqualTo(ResultCode.INVALID_ARGUMENT))
        .hasMessage(message);
  }

  @Test
  void aRepeatedCreateAnswersTheSameGroup() {
    GroupCreateRequest request =
        new GroupCreateRequest(
            alice.userId(), "friends", List.of(bob.userId()), null, "once", null);
    CreatedGroup first = services.creation().create(request, TestGroups.ANYBODY).join();
    assertThat(services.creation().create(request, TestGroups.ANYBODY).join()).isEqualTo(first);
    assertThat(test.history(alice, first.groupId(), null, null, 100).head()).isEqualTo(1);
  }

  @Test
  void aGroupOfMoreThanOneChangeTakesIsMadeInSteps() {
    List<Long> users =
        Stream.iterate(1, i -> i + 1)
            .limit(250)
            .map(i -> test.register("user " + i).userId())
            .toList();
    CreatedGroup created = test.created(alice, users);

    assertThat(created.refused())
        .hasSize(250 + 1 - TestGroups.MOST_MEMBERS)
        .extracting(RefusedUser::code)
        .containsOnly("7301");
    GroupMembers first =
        services
            .infos()
            .members(alice.userId(), created.groupId(), null, 150L, TestGroups.ANYBODY)
            .join();
    assertThat(first.members()).hasSize(150);
    GroupMembers second =
        services
            .infos()
            .members(alice.userId(), created.groupId(), first.next(), 150L, TestGroups.ANYBODY)
            .join();
    assertThat(second.members()).hasSize(TestGroups.MOST_MEMBERS - 150);
    assertThat(second.next()).isNull();

    ChangedUsers removed = test.remove(alice, created.groupId(), users.toArray(Long[]::new));
    assertThat(removed.refused()).isEmpty();
    assertThat(members(created.groupId())).hasSize(1);
  }

  @Test
  void whatIsSoAlreadyIsNoChange() {
    long group = test.create(alice, bob);
    assertThat(test.add(alice, group, carol.userId())).isEqualTo(new ChangedUsers(2, 2, List.of()));
    assertThat(test.add(alice, group, carol.userId(), 4_711L))
        .isEqualTo(new ChangedUsers(2, 0, List.of(new RefusedUser(4_711, "9100"))));
    assertThat(test.add(alice, group, 4_711L))
        .isEqualTo(new ChangedUsers(2, 0, List.of(new RefusedUser(4_711, "9100"))));
    assertThat(test.remove(alice, group, carol.userId(), 4_711L))
        .isEqualTo(new ChangedUsers(3, 3, List.of()));
    assertThat(test.remove(alice, group, carol.userId()))
        .isEqualTo(new ChangedUsers(3, 0, List.of()));
  }

  @Test
  void aMemberWhoIsAddedTwiceAtOnceBecomesOneOnce() {
    for (int i = 0; i < 20; i++) {
      long group = test.create(alice);
      var one = CompletableFuture.supplyAsync(() -> test.add(alice, group, bob.userId()));
      var other = CompletableFuture.supplyAsync(() -> test.add(alice, group, bob.userId()));
      assertThat(List.of(one.join(), other.join()))
          .extracting(ChangedUsers::version, ChangedUsers::seq)
          .containsExactlyInAnyOrder(tuple(2L, 2L), tuple(2L, 0L));
    }
  }

  @Test
  void settingsThatARequestDoesNotNameStay() {
    long group = test.create(alice);
    test.change(alice, group, new GroupRules(null, "admins", null, null));
    test.change(alice, group, new GroupRules(null, null, "OPEN", null));
    assertThat(services.infos().group(alice.userId(), group, TestGroups.ANYBODY).join().settings())
        .isEqualTo(new GroupRules("joined", "admins", "open", "members"));
  }

  @Test
  void aChangeOfAnotherVersionIsRefused() {
    long group = test.create(alice, bob);
    GroupRules rules = new GroupRules("all", null, null, null);
    for (GroupRules settings : Stream.of(rules, (GroupRules) null).toList()) {
      assertRefused(
          ResultCode.VERSION_CONFLICT,
          "expectedVersion: not that of group " + group + " (expected: 1)",
          () ->
              services
                  .groups()
                  .change(
                      new GroupChangeRequest(alice.userId(), group, "x", settings, 7L, null),
                      TestGroups.ANYBODY)
                  .join());
    }
  }

  @Test
  void theLastOwnerStaysOne() {
    long group = test.create(alice, bob);
    String message =
        "userId: the last owner of group " + group + " (expected: another owner first)";
    assertRefused(ResultCode.NOT_ALLOWED, message, () -> test.leave(alice, group));
    assertRefused(ResultCode.NOT_ALLOWED, message, () -> test.role(alice, group, alice, "member"));
    assertThat(test.remove(alice, group, alice.userId()).refused())
        .containsExactly(new RefusedUser(alice.userId(), "9302"));
    test.role(alice, group, bob, "owner");
    test.leave(alice, group);
    assertThat(services.infos().group(bob.userId(), group, TestGroups.ANYBODY).join().role())
        .isEqualTo("owner");
  }

  @Test
  void aDismissedGroupIsUnknownButItsHistoryStays() {
    long group = test.create(alice, bob);
    test.send(alice, group, "the last word");
    services
        .groups()
        .dismiss(new GroupRequest(alice.userId(), group, null), TestGroups.ANYBODY)
        .join();

    String message = "groupId: " + group + " (expected: a group that there is)";
    assertRefused(ResultCode.GROUP_UNKNOWN, message, () -> test.send(alice, group, "x"));
    assertRefused(ResultCode.GROUP_UNKNOWN, message, () -> test.add(alice, group, carol.userId()));
    assertRefused(ResultCode.GROUP_UNKNOWN, message, () -> members(group));
    assertRefused(
        ResultCode.GROUP_UNKNOWN,
        message,
        () -> test.change(alice, group, new GroupRules("all", null, null, null)));
    assertThat(test.history(bob, group, null, null, 2).messages())
        .extracting(HistoryMessage::msg)
        .containsExactly("the last word", null);
    assertThat(conversations(bob)).isEmpty();
  }

  @Test
  void aMessageIsStoredOnceWhateverItsSenderRepeats() {
    long group = test.create(alice, bob);
    GroupSendRequest request =
        new GroupSendRequest(alice.userId(), group, "hi", null, null, null, null, "once", null);
    SentToGroup first = services.messages().send(request, TestGroups.ANYBODY, "").join();
    assertThat(first.conversationSeq()).isEqualTo(2);
    assertThat(services.messages().send(request, TestGroups.ANYBODY, "").join()).isEqualTo(first);
    assertThat(test.history(bob, group, null, null, 100).head()).isEqualTo(2);
  }

  @Test
  void historyShowsWhatIsThereNow() {
    long group = test.create(alice, bob);
    long edited = send(alice, group, "first", "text/markdown", List.of(bob.userId()), null);
    long answer = send(bob, group, "second", null, null, edited);
    test.add(alice, group, carol.userId());
    edit(alice, group, edited, "first, edited");
    react(bob, group, edited, "+1", null);
    react(alice, group, edited, "+1", null);
    react(alice, group, edited, "-1", null);
    react(alice, group, edited, "-1", true);
    recall(bob, group, answer);

    HistoryPage page = test.history(bob, group, null, null, 100);

    assertThat(page.floor()).isZero();
    assertThat(page.head()).isEqualTo(10);
    assertThat(page.more()).isFalse();
    assertThat(page.messages())
        .extracting(HistoryMessage::seq, HistoryMessage::kind, HistoryMessage::msg)
        .containsExactly(
            tuple(1L, "JOINED", null),
            tuple(2L, "CONTENT", "first, edited"),
            tuple(3L, "CONTENT", null),
            tuple(4L, "JOINED", null),
            tuple(5L, "EDIT", "first, edited"),
            tuple(6L, "REACTION", "+1"),
            tuple(7L, "REACTION", "+1"),
            tuple(8L, "REACTION", "-1"),
            tuple(9L, "REACTION", "-1"),
            tuple(10L, "RECALL", null));
    HistoryMessage first = page.messages().get(1);
    assertThat(first.senderName()).isEqualTo("alice");
    assertThat(first.mentions()).containsExactly(bob.userId());
    assertThat(first.edited()).isTrue();
    assertThat(first.recalled()).isNull();
    assertThat(first.reactions()).isEqualTo(Map.of("+1", 2));
    HistoryMessage second = page.messages().get(2);
    assertThat(second.recalled()).isTrue();
    assertThat(second.refersTo()).isEqualTo(edited);
    assertThat(page.messages().get(3).users()).containsExactly(carol.userId());
    assertThat(page.messages().get(9).refersTo()).isEqualTo(answer);
    assertThat(page.messages())
        .extracting(HistoryMessage::recalled)
        .containsExactly(null, null, true, null, null, null, null, null, true, null);
  }

  private long send(
      StoredAccount by, long group, String text, String type, List<Long> mentions, Long refersTo) {
    return services
        .messages()
        .send(
            new GroupSendRequest(
                by.userId(), group, text, type, mentions, null, refersTo, null, null),
            TestGroups.ANYBODY,
            "")
        .join()
        .conversationSeq();
  }

  private void edit(StoredAccount by, long group, long seq, String text) {
    services
        .messages()
        .edit(
            new MessageEditRequest(by.userId(), group, null, seq, text, null, null, null),
            TestGroups.ANYBODY)
        .join();
  }

  private long react(StoredAccount by, long group, long seq, String text, Boolean remove) {
    return services
        .messages()
        .react(
            new MessageReactRequest(by.userId(), group, null, seq, text, remove, null, null),
            TestGroups.ANYBODY)
        .join()
        .conversationSeq();
  }

  private void recall(StoredAccount by, long group, long seq) {
    services
        .messages()
        .recall(
            new MessageRecallRequest(by.userId(), group, null, seq, null, null), TestGroups.ANYBODY)
        .join();
  }

  @Test
  void historyComesInPagesInBothDirections() {
    long group = test.create(alice);
    LongStream.rangeClosed(2, 10).forEach(i -> test.send(alice, group, "m" + i));

    HistoryPage last = test.history(alice, group, null, null, 3);
    assertThat(last.messages()).extracting(HistoryMessage::seq).containsExactly(8L, 9L, 10L);
    assertThat(last.more()).isTrue();
    HistoryPage first = test.history(alice, group, 3L, null, 3);
    assertThat(first.messages()).extracting(HistoryMessage::seq).containsExactly(1L, 2L);
    assertThat(first.more()).isFalse();
    HistoryPage after = test.history(alice, group, null, 6L, 3);
    assertThat(after.messages()).extracting(HistoryMessage::seq).containsExactly(7L, 8L, 9L);
    assertThat(after.more()).isTrue();
    assertThat(test.history(alice, group, null, 9L, 3).more()).isFalse();
    assertThat(test.history(alice, group, null, 99L, 3).messages()).isEmpty();
    assertThat(test.history(alice, group, null, null, 1_000).messages()).hasSize(10);
  }

  @Test
  void anAnswerOfHistoryIsBounded() {
    long many = test.create(alice);
    for (int i = 0; i < 120; i++) {
      test.send(alice, many, "x");
    }
    assertThat(test.history(alice, many, null, 0L, 500).messages()).hasSize(100);

    long large = test.create(alice);
    for (int i = 0; i < 40; i++) {
      test.send(alice, large, "x".repeat(TestGroups.MOST_BYTES));
    }
    HistoryPage page = test.history(alice, large, null, null, 100);
    assertThat(page.messages()).hasSizeBetween(20, 256 * 1_024 / TestGroups.MOST_BYTES);
    assertThat(page.more()).isTrue();
    assertThat(conversation(alice, large).last().msg()).hasSize(1_000);
  }

  @Test
  void aMemberReadsFromTheirJoiningOnUnlessTheGroupShowsAll() {
    long group = test.create(alice);
    test.send(alice, group, "before");
    test.add(alice, group, bob.userId());
    assertThat(test.history(bob, group, null, null, 100).floor()).isEqualTo(2);
    assertThat(test.history(bob, group, null, null, 100).messages())
        .extracting(HistoryMessage::kind)
        .containsExactly("JOINED");
    test.change(alice, group, new GroupRules("all", null, null, null));
    test.add(alice, group, carol.userId());
    assertThat(test.history(carol, group, null, null, 100).messages())
        .extracting(HistoryMessage::msg)
        .contains("before");
    assertThat(test.history(bob, group, null, null, 100).floor()).isEqualTo(2);
  }

  @Test
  void conversationsTellWhatIsUnread() {
    long group = test.create(alice, bob);
    test.create(bob);
    test.leave(carol, test.create(alice, carol));
    send(alice, group, "one", null, List.of(bob.userId()), null);
    test.send(alice, group, "two");
    test.send(alice, group, "😀".repeat(250));
    assertThat(conversations(carol)).isEmpty();
    ConversationSummary before = conversation(bob, group);
    assertThat(before.name()).isEqualTo("friends");
    assertThat(before.head()).isEqualTo(4);
    assertThat(before.unread()).isEqualTo(3);
    assertThat(before.mentions()).isEqualTo(1);
    assertThat(before.role()).isEqualTo("member");
    assertThat(before.last()).isNotNull();
    assertThat(before.last().seq()).isEqualTo(4);

    read(bob, group, 3);

    assertThat(conversation(bob, group).unread()).isEqualTo(1);
    assertThat(conversation(bob, group).mentions()).isZero();
    assertThat(conversation(bob, group).readSeq()).isEqualTo(3);
    read(bob, group, 2);
    assertThat(conversation(bob, group).readSeq()).isEqualTo(3);
    assertThat(conversation(alice, group).unread()).isZero();
  }

  private List<ConversationSummary> conversations(StoredAccount user) {
    return services
        .conversations()
        .conversations(user.userId(), null, null, TestGroups.ANYBODY)
        .join()
        .conversations();
  }

  private ConversationSummary conversation(StoredAccount user, long group) {
    return conversations(user).stream()
        .filter(one -> one.groupId() != null && one.groupId() == group)
        .findFirst()
        .orElseThrow();
  }

  private void read(StoredAccount user, long group, long seq) {
    services
        .marks()
        .read(new ReadRequest(user.userId(), group, null, seq, null), TestGroups.ANYBODY)
        .join();
  }

  @Test
  void conversationsComeInPages() {
    for (int i = 0; i < 5; i++) {
      test.create(alice);
    }
    var first =
        services.conversations().conversations(alice.userId(), null, 3L, TestGroups.ANYBODY).join();
    assertThat(first.conversations()).hasSize(3);
    var second =
        services
            .conversations()
            .conversations(alice.userId(), first.next(), 3L, TestGroups.ANYBODY)
            .join();
    assertThat(second.conversations()).hasSize(2);
    assertThat(second.next()).isNull();
  }

  @Test
  void nobodyReadsBeyondTheHead() {
    long group = test.create(alice);
    assertRefused(
        ResultCode.INVALID_ARGUMENT,
        "seq: 2 (expected: a place up to the last one, 1)",
        () -> read(alice, group, 2));
    assertRefused(
        ResultCode.INVALID_ARGUMENT,
        "seq: 2 (expected: a place up to the last one, 1)",
        () -> services.marks().readers(alice.userId(), group, 2L, TestGroups.ANYBODY).join());
  }

  @Test
  void readersAreThoseWhoCouldReadIt() {
    long group = test.create(alice, bob, carol);
    long seq = test.send(alice, group, "hi");
    test.add(alice, group, test.register("dora").userId());
    read(bob, group, seq);
    assertThat(services.marks().readers(bob.userId(), group, seq, TestGroups.ANYBODY).join())
        .isEqualTo(new Readers(seq, List.of(alice.userId(), bob.userId()), List.of()));
  }

  @Test
  void aLargeGroupTellsNobodyWhoHasRead() {
    Long[] users =
        Stream.iterate(1, i -> i + 1)
            .limit(101)
            .map(i -> test.register("user " + i).userId())
            .toArray(Long[]::new);
    long group = test.create(alice);
    test.add(alice, group, users);
    assertRefused(
        ResultCode.NOT_ALLOWED,
        "groupId: " + group + " has 102 members (expected: a group of at most 100)",
        () -> services.marks().readers(alice.userId(), group, 1L, TestGroups.ANYBODY).join());
  }

  @Test
  void editsAndRecallsEndAfterTwoDays() {
    long group = test.create(alice, bob);
    long seq = test.send(bob, group, "hi");
    test.pass(Duration.ofHours(49));
    String message = "seq: the message at 2 is too old (expected: one of the last 48 hours)";
    assertRefused(ResultCode.NOT_ALLOWED, message, () -> edit(bob, group, seq, "ho"));
    assertRefused(ResultCode.NOT_ALLOWED, message, () -> recall(bob, group, seq));
    recall(alice, group, seq);
  }

  @Test
  void reactionsAreBounded() {
    long group = test.create(alice);
    long seq = test.send(alice, group, "hi");
    for (String text : List.of("1", "2", "3")) {
      assertThat(react(alice, group, seq, text, null)).isPositive();
    }
    assertThat(react(alice, group, seq, "3", null)).isZero();
    assertThat(react(alice, group, seq, "9", true)).isZero();
    assertRefused(
        ResultCode.NOT_ALLOWED,
        "msg: one reaction more (expected: at most 3 of a member to a message, and 20 different"
            + " ones of all)",
        () -> react(alice, group, seq, "4", null));
  }

  @Test
  void whatThereIsNotCanNotBeChanged() {
    long group = test.create(alice);
    long seq = test.send(alice, group, "hi");
    recall(alice, group, seq);
    String expected = " (expected: the place of a message that is kept and not recalled)";
    assertRefused(
        ResultCode.INVALID_ARGUMENT, "seq: 1" + expected, () -> edit(alice, group, 1, "x"));
    assertRefused(
        ResultCode.INVALID_ARGUMENT,
        "seq: 2" + expected,
        () -> react(alice, group, seq, "1", null));
    assertRefused(
        ResultCode.INVALID_ARGUMENT, "seq: 99" + expected, () -> recall(alice, group, 99));
    assertRefused(
        ResultCode.INVALID_ARGUMENT,
        "refersTo: 99" + expected,
        () -> send(alice, group, "x", null, null, 99L));
    assertRefused(
        ResultCode.INVALID_ARGUMENT,
        "mentions: " + bob.userId() + " (expected: members of the group, at most 50)",
        () -> send(alice, group, "x", null, List.of(bob.userId()), null));
    assertRefused(
        ResultCode.INVALID_ARGUMENT,
        "mentions: 2 users (expected: members of the group, at most 50)",
        () -> send(alice, group, "x", null, List.of(bob.userId(), carol.userId()), null));
    assertThatThrownBy(() -> test.role(alice, group, bob, ""))
        .isInstanceOf(CimException.class)
        .hasMessage("role: nothing (expected: member or admin or owner)");
  }

  @Test
  void aMutedMemberIsHeardAgainWhenTheirTimeIsOver() {
    long group = test.create(alice, bob);
    services
        .roles()
        .role(
            new GroupRoleRequest(alice.userId(), group, bob.userId(), null, 60L, null),
            TestGroups.ANYBODY)
        .join();
    assertRefused(
        ResultCode.NOT_ALLOWED,
        "groupId: " + group + " (expected: a member who may post here and is not muted)",
        () -> test.send(bob, group, "x"));
    test.pass(Duration.ofSeconds(61));
    test.send(bob, group, "x");
  }

  @Test
  void whoIsInNoGroupHasNoConversations() {
    assertThat(conversations(alice)).isEmpty();
  }
}
