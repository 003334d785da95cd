package io.crossim.it.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.sdk.Conversation;
import io.crossim.sdk.ConversationDetails;
import io.crossim.sdk.MessageKind;
import io.crossim.sdk.ReceivedMessage;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The ledger finds what breaks the promise: else the fault suite would prove nothing. */
class GroupLedgerTest {

  private static final long GROUP = 70;
  private static final long OWNER = 1;
  private static final long BOB = 2;
  private static final long CAROL = 3;
  private static final long STRANGER = 9;
  private static final Ledger.Times NOW =
      new Ledger.Times(System.nanoTime(), System.nanoTime(), System.nanoTime());

  private final GroupLedger ledger = new GroupLedger();

  @BeforeEach
  void makeGroup() {
    ledger.made(GROUP, List.of(OWNER, BOB, CAROL));
    see(BOB, change(1, MessageKind.JOINED, List.of(OWNER, BOB, CAROL)));
    see(CAROL, change(1, MessageKind.JOINED, List.of(OWNER, BOB, CAROL)));
  }

  @Test
  void whatAllMembersSawIsKept() {
    write(2, OWNER, 0);
    write(3, BOB, 1);
    see(BOB, text(2, OWNER, 0));
    see(CAROL, text(2, OWNER, 0));
    see(OWNER, text(3, BOB, 1));
    see(CAROL, text(3, BOB, 1));

    GroupVerdict verdict = ledger.verdict(NOW);

    assertThat(verdict).matches(GroupVerdict::isKept);
    assertThat(verdict.delivered()).isEqualTo(6);
    assertThat(verdict.recoveryMillis()).isNotNegative();
    assertThat(ledger.missing()).isZero();
  }

  @Test
  void whatWasAcceptedAndNotSeenIsLost() {
    write(2, OWNER, 0);
    see(BOB, text(2, OWNER, 0));

    assertThat(ledger.verdict(NOW).lost()).isOne();
    assertThat(ledger.verdict(NOW).missedSilently()).isOne();
    assertThat(ledger.verdict(NOW).recoveryMillis()).isNegative();
    assertThat(ledger.missing()).isOne();
  }

  @Test
  void whatOneMemberSawIsDueToAllAlsoWithoutAnAnswer() {
    ledger.plan(GROUP, OWNER, words(OWNER, 0));
    ledger.told(words(OWNER, 0), Ledger.Told.UNKNOWN, 0, "");
    see(BOB, text(2, OWNER, 0));

    assertThat(ledger.verdict(NOW).lost()).isOne();
  }

  @Test
  void aLossOfWhichTheMemberWasWarnedIsNotSilent() {
    write(2, OWNER, 0);
    see(BOB, text(2, OWNER, 0));
    ledger.warned(CAROL);

    assertThat(ledger.verdict(NOW).lost()).isOne();
    assertThat(ledger.verdict(NOW)).matches(GroupVerdict::isKeptByWarning);
  }

  @Test
  void aMemberWhoWasRemovedMustSeeNothingBehindTheirLeaving() {
    removeCarol(2);
    write(3, OWNER, 0);
    see(BOB, text(3, OWNER, 0));
    assertThat(ledger.verdict(NOW)).matches(GroupVerdict::isKept);

    see(CAROL, text(3, OWNER, 0));

    assertThat(ledger.verdict(NOW).strange()).isOne();
  }

  @Test
  void aMemberWhoWasAddedMustSeeWhatFollows() {
    removeCarol(2);
    ledger.changed(GROUP, 3, MessageKind.JOINED, CAROL);
    see(BOB, change(3, MessageKind.JOINED, List.of(CAROL)));
    see(CAROL, change(3, MessageKind.JOINED, List.of(CAROL)));
    write(4, OWNER, 0);
    see(BOB, text(4, OWNER, 0));
    write(5, BOB, 1);
    see(OWNER, text(5, BOB, 1));
    see(CAROL, text(5, BOB, 1));

    assertThat(ledger.verdict(NOW).missedAfterJoin()).isOne();
    assertThat(ledger.verdict(NOW).lost()).isZero();
    assertThat(ledger.verdict(NOW).recoveryMillis()).as("of those who stayed").isNotNegative();
  }

  @Test
  void aChangeThatWasAnsweredAndThatNobodySawIsLost() {
    ledger.changed(GROUP, 2, MessageKind.LEFT, CAROL);
    ledger.changed(GROUP, 0, MessageKind.LEFT, CAROL);

    assertThat(ledger.verdict(NOW).lost()).isOne();
    assertThat(ledger.verdict(NOW).changes()).isEqualTo(2);
  }

  @Test
  void whatSomebodyElseSeesIsStrange() {
    write(2, OWNER, 0);
    see(BOB, text(2, OWNER, 0));
    see(CAROL, text(2, OWNER, 0));
    see(STRANGER, text(2, OWNER, 0));

    assertThat(ledger.verdict(NOW).strange()).isOne();
  }

  @Test
  void whatNobodyWroteIsStrange() {
    see(BOB, text(2, OWNER, 0));

    assertThat(ledger.verdict(NOW).strange()).isPositive();
  }

  @Test
  void twoTextsAtOnePlaceAreStrange() {
    write(2, OWNER, 0);
    write(3, OWNER, 1);
    see(BOB, text(2, OWNER, 1));

    assertThat(ledger.verdict(NOW).strange()).isOne();
  }

  @Test
  void whatIsSeenAgainIsFoundOut() {
    write(2, BOB, 0);
    see(OWNER, text(2, BOB, 0));
    see(CAROL, text(2, BOB, 0));
    see(CAROL, text(2, BOB, 0));

    assertThat(ledger.verdict(NOW).duplicated()).isOne();
  }

  @Test
  void whatIsStoredAgainIsFoundOut() {
    write(2, BOB, 0);
    see(OWNER, text(2, BOB, 0));
    see(CAROL, text(2, BOB, 0));
    see(OWNER, text(3, BOB, 0));
    see(CAROL, text(3, BOB, 0));

    assertThat(ledger.verdict(NOW).duplicated()).isOne();
  }

  @Test
  void whatComesBehindALaterPlaceIsOutOfOrder() {
    write(2, BOB, 0);
    write(3, BOB, 1);
    see(OWNER, text(2, BOB, 0));
    see(OWNER, text(3, BOB, 1));
    see(CAROL, text(3, BOB, 1));
    see(CAROL, text(2, BOB, 0));

    assertThat(ledger.verdict(NOW).outOfOrder()).isOne();
  }

  @Test
  void aStoreThatWentBackMayBringEarlierPlaces() {
    write(2, BOB, 0);
    write(3, BOB, 1);
    see(CAROL, text(3, BOB, 1));
    ledger.warned(CAROL);
    see(CAROL, text(2, BOB, 0));
    ledger.warned(OWNER);

    assertThat(ledger.verdict(NOW)).matches(GroupVerdict::isKeptByWarning);
  }

  @Test
  void whatIsStoredBehindALaterOneOfItsSenderIsOutOfOrder() {
    write(2, BOB, 1);
    write(3, BOB, 0);

    assertThat(ledger.verdict(NOW).outOfOrder()).isOne();
  }

  private void removeCarol(long seq) {
    ledger.changed(GROUP, seq, MessageKind.LEFT, CAROL);
    see(BOB, change(seq, MessageKind.LEFT, List.of(CAROL)));
    see(CAROL, change(seq, MessageKind.LEFT, List.of(CAROL)));
  }

  private void write(long seq, long sender, int number) {
    ledger.plan(GROUP, sender, words(sender, number));
    ledger.told(words(sender, number), Ledger.Told.ACCEPTED, seq, id(seq));
  }

  private void see(long member, ReceivedMessage message) {
    ledger.seen(member, message);
  }

  private static ReceivedMessage text(long seq, long sender, int number) {
    return message(seq, sender, MessageKind.CONTENT, List.of(), words(sender, number));
  }

  private static ReceivedMessage change(long seq, MessageKind kind, List<Long> users) {
    return message(seq, OWNER, kind, users, "");
  }

  private static ReceivedMessage message(
      long seq, long sender, MessageKind kind, List<Long> users, String text) {
    return new ReceivedMessage(
        Conversation.group(GROUP),
        "of the inbox",
        seq,
        sender,
        "somebody",
        ReceivedMessage.TEXT,
        text.getBytes(UTF_8),
        /* sentAt= */ null,
        new ConversationDetails(seq, id(seq), "ring", kind, 0, List.of(), false, false, users));
  }

  private static String words(long sender, int number) {
    return GROUP + ":" + sender + "#" + number;
  }

  private static String id(long seq) {
    return Long.toString(1_000 + seq);
  }
}
