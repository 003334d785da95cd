package io.crossim.route.group;

import static io.crossim.route.group.TestGroups.ANYBODY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.crossim.common.result.CimException;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.route.access.AccountMode;
import io.crossim.route.api.BlockRequest;
import io.crossim.route.api.ConversationSummary;
import io.crossim.route.api.HistoryMessage;
import io.crossim.route.api.HistoryPage;
import io.crossim.route.api.MessageEditRequest;
import io.crossim.route.api.MessageReactRequest;
import io.crossim.route.api.MessageRecallRequest;
import io.crossim.route.api.MuteRequest;
import io.crossim.route.api.ReadRequest;
import io.crossim.route.conversation.GroupTraffic;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls about private conversations, where they are kept. */
class PrivateConversationsTest {

  private final TestGroups groups =
      new TestGroups(AccountMode.OPEN, new GroupTraffic.Rates(0, 0, 0), /* keepsPrivate= */ true);
  private final StoredAccount ann = groups.register("ann");
  private final StoredAccount bob = groups.register("bob");
  private final StoredAccount eve = groups.register("eve");

  @AfterEach
  void close() {
    groups.close();
  }

  private HistoryPage history(StoredAccount reader, long peer) {
    return groups
        .services()
        .history()
        .history(new HistoryRequest(reader.userId(), null, peer, null, null, null), ANYBODY)
        .join();
  }

  private List<ConversationSummary> conversations(StoredAccount user) {
    return groups
        .services()
        .conversations()
        .conversations(user.userId(), null, null, ANYBODY)
        .join()
        .conversations();
  }

  private void read(StoredAccount reader, StoredAccount peer, long seq) {
    groups
        .services()
        .marks()
        .read(new ReadRequest(reader.userId(), null, peer.userId(), seq, null), ANYBODY)
        .join();
  }

  @Test
  void bothReadWhatTheyWroteAndNobodyElse() {
    groups.sendPrivate(ann, bob, "one");
    groups.sendPrivate(bob, ann, "two");

    for (StoredAccount reader : List.of(ann, bob)) {
      HistoryPage page = history(reader, reader == ann ? bob.userId() : ann.userId());
      assertThat(page.messages())
          .extracting(HistoryMessage::seq, HistoryMessage::senderId, HistoryMessage::msg)
          .containsExactly(tuple(1L, ann.userId(), "one"), tuple(2L, bob.userId(), "two"));
      assertThat(page.head()).isEqualTo(2);
    }
    assertThat(history(eve, ann.userId()).messages()).isEmpty();
    assertThat(history(ann, 0).messages()).as("of the system").isEmpty();
  }

  @Test
  void theListNamesThePeerAndCountsWhatIsUnread() {
    long group = groups.create(ann, bob);
    groups.sendPrivate(ann, bob, "one");
    groups.sendPrivate(ann, bob, "two");

    assertThat(conversations(bob))
        .extracting(
            ConversationSummary::groupId,
            ConversationSummary::peerId,
            ConversationSummary::name,
            ConversationSummary::unread)
        .containsExactlyInAnyOrder(
            tuple(group, null, "friends", 0L), tuple(null, ann.userId(), "ann", 2L));
    assertThat(conversations(ann))
        .extracting(ConversationSummary::peerId, ConversationSummary::unread)
        .contains(tuple(bob.userId(), 0L));
    ConversationSummary withAnn =
        conversations(bob).stream().filter(one -> one.peerId() != null).findAny().orElseThrow();
    assertThat(withAnn.head()).isEqualTo(2);
    assertThat(withAnn.last()).extracting(HistoryMessage::msg).isEqualTo("two");
    assertThat(withAnn.role()).isNull();

    read(bob, ann, 2);

    assertThat(conversations(bob)).extracting(ConversationSummary::unread).containsOnly(0L);
  }

  @Test
  void whatWasWrittenCanBeChanged() {
    groups.sendPrivate(ann, bob, "helo");
    groups.sendPrivate(ann, bob, "oops");

    edit(ann, bob, 1, "hello");
    recall(ann, bob, 2);
    react(bob, ann, 1);

    List<HistoryMessage> messages = history(bob, ann.userId()).messages();
    assertThat(messages.get(0).msg()).isEqualTo("hello");
    assertThat(messages.get(0).edited()).isTrue();
    assertThat(messages.get(0).reactions()).containsEntry("+1", 1);
    assertThat(messages.get(1).recalled()).isTrue();
    assertThat(messages.get(1).msg()).isNull();
  }

  @Test
  void whatAnotherOneWroteStays() {
    groups.sendPrivate(ann, bob, "hello");

    assertRefused("9302", "peerId: " + ann.userId(), () -> edit(bob, ann, 1, "bye"));
    assertRefused("9302", "peerId: " + ann.userId(), () -> recall(bob, ann, 1));
    assertRefused("3000", "seq: 7", () -> recall(ann, bob, 7));
    assertRefused("3000", "seq: 1", () -> edit(eve, ann, 1, "bye"));
  }

  @Test
  void whoIsBlockedWritesNothingThereAndChangesNothing() {
    groups.sendPrivate(ann, bob, "one");
    block(bob, ann, true);

    String refusal = "user " + bob.userId() + " takes no messages of this sender";
    assertRefused("7400", refusal, () -> groups.sendPrivate(ann, bob, "two"));
    assertRefused("7400", refusal, () -> edit(ann, bob, 1, "insult"));
    groups.sendPrivate(bob, ann, "three");
    recall(ann, bob, 1);
    assertThat(history(bob, ann.userId()).messages())
        .extracting(HistoryMessage::msg)
        .doesNotContain("two", "insult")
        .contains("three");

    block(bob, ann, false);
    groups.sendPrivate(ann, bob, "two");
    assertThat(history(bob, ann.userId()).messages())
        .extracting(HistoryMessage::msg)
        .contains("two");
  }

  private void block(StoredAccount user, StoredAccount peer, boolean blocked) {
    BlockRequest request = new BlockRequest(user.userId(), peer.userId(), blocked, null);
    groups.services().blocks().block(request, ANYBODY).join();
  }

  @Test
  void theListTellsThatAPeerIsMuted() {
    groups.sendPrivate(ann, bob, "one");
    MuteRequest mute = new MuteRequest(bob.userId(), null, ann.userId(), null, null);
    groups.services().mutes().mute(mute, ANYBODY).join();

    assertThat(conversations(bob))
        .extracting(ConversationSummary::mutedUntil)
        .containsExactly((1L << 53) - 1);
    assertThat(conversations(ann)).extracting(ConversationSummary::mutedUntil).containsOnlyNulls();
  }

  @Test
  void aPlaceThatIsNotThereCannotBeRead() {
    assertRefused(
        "3000", "seq: 1 (expected: a place up to the last one, 0)", () -> read(ann, bob, 1));
    groups.sendPrivate(ann, bob, "hello");
    assertRefused(
        "3000", "seq: 2 (expected: a place up to the last one, 1)", () -> read(ann, bob, 2));
  }

  @Test
  void oneConversationIsNamed() {
    assertRefused("3000", "peerId: 5 (expected: groupId or peerId, not both)", () -> about(7L, 5L));
    assertRefused("3000", "groupId: nothing", () -> about(null, null));
    assertRefused("3000", "peerId: -1", () -> about(null, -1L));
    assertRefused("3000", "peerId: 9007199254740992", () -> about(null, 1L << 53));
  }

  @Test
  void whereTheyAreNotKeptTheCallsNameTheProperty() {
    try (TestGroups off = new TestGroups(AccountMode.OPEN)) {
      StoredAccount user = off.register("ann");
      assertThat(off.sendPrivate(user, off.register("bob"), "hello")).isNull();
      HistoryRequest request = new HistoryRequest(user.userId(), null, 5L, null, null, null);

      assertRefused(
          "3000",
          "peerId: 5 (expected: groupId, because private messages are not kept here;"
              + " see cim.conversations.private)",
          () -> off.services().history().history(request, ANYBODY).join());
    }
  }

  private void about(@Nullable Long groupId, @Nullable Long peerId) {
    groups
        .services()
        .history()
        .history(new HistoryRequest(ann.userId(), groupId, peerId, null, null, null), ANYBODY)
        .join();
  }

  private void edit(StoredAccount by, StoredAccount peer, long seq, String text) {
    groups
        .services()
        .messages()
        .edit(
            new MessageEditRequest(by.userId(), null, peer.userId(), seq, text, null, null, null),
            ANYBODY)
        .join();
  }

  private void recall(StoredAccount by, StoredAccount peer, long seq) {
    groups
        .services()
        .messages()
        .recall(
            new MessageRecallRequest(by.userId(), null, peer.userId(), seq, null, null), ANYBODY)
        .join();
  }

  private void react(StoredAccount by, StoredAccount peer, long seq) {
    groups
        .services()
        .messages()
        .react(
            new MessageReactRequest(by.userId(), null, peer.userId(), seq, "+1", null, null, null),
            ANYBODY)
        .join();
  }

  private static void assertRefused(String code, String beginning, ThrowingCallable call) {
    assertThatThrownBy(call)
        .satisfies(
            thrown -> {
              Throwable cause =
                  thrown instanceof CompletionException wrapped ? wrapped.getCause() : thrown;
              assertThat(cause).isInstanceOf(CimException.class).hasMessageStartingWith(beginning);
              assertThat(((CimException) cause).code().code()).isEqualTo(code);
            });
  }
}
