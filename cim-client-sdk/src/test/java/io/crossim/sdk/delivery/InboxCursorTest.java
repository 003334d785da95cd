package io.crossim.sdk.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.LoginAck;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.Position;
import io.crossim.sdk.delivery.InboxCursor.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboxCursorTest {

  private static final Conversation GROUP =
      Conversation.newBuilder().setType(Conversation.Type.GROUP).setId(9).build();

  private final InboxCursor cursor = new InboxCursor();

  @BeforeEach
  void logIn() {
    cursor.loggedIn(LoginAck.newBuilder().setEpoch("one").build());
  }

  @Test
  void messagesAreGivenInTheirOrderAndOnce() {
    assertThat(cursor.arrived(message(1, 101, "a"))).isEqualTo(Verdict.GIVE);
    assertThat(cursor.arrived(message(3, 103, "c"))).isEqualTo(Verdict.GAP);
    assertThat(cursor.arrived(message(2, 102, "b"))).isEqualTo(Verdict.GIVE);
    assertThat(cursor.arrived(message(1, 101, "a"))).isEqualTo(Verdict.REPEATED);
    assertThat(cursor.position().getMessageId()).isEqualTo(102);
  }

  @Test
  void whatAStoreThatWentBackTakesASecondTimeIsKnown() {
    cursor.arrived(message(1, 101, "a"));
    cursor.arrived(message(2, 102, "b"));
    cursor.restart(Position.newBuilder().setEpoch("two").setSeq(1).setMessageId(101).build());

    // Its sender had no answer and has repeated it; the store counts on from where it went back to.
    assertThat(cursor.arrived(message(2, 205, "b"))).isEqualTo(Verdict.KNOWN);
    assertThat(cursor.arrived(message(3, 206, "c"))).isEqualTo(Verdict.GIVE);
    assertThat(cursor.position().getEpoch()).isEqualTo("two");
    assertThat(cursor.position().getMessageId()).isEqualTo(206);
  }

  @Test
  void anIdThatASenderUsesAgainOnAnotherDayIsAnotherMessage() {
    assertThat(cursor.arrived(message(1, 101, "daily"))).isEqualTo(Verdict.GIVE);
    assertThat(cursor.arrived(message(2, 102, "daily"))).isEqualTo(Verdict.GIVE);
  }

  @Test
  void textsOfOneRequestAreToldApart() {
    cursor.arrived(message(1, 101, "a"));
    cursor.restart(Position.newBuilder().setEpoch("two").build());

    Message second = message(1, 201, "a").toBuilder().setBatchIndex(1).build();
    assertThat(cursor.arrived(second)).isEqualTo(Verdict.GIVE);
  }

  @Test
  void aMessageOfAGroupIsKnownByItsIdThere() {
    Message first = placed(1, 101, 5, "a");
    Message anew = placed(2, 202, 5, "a");

    assertThat(cursor.arrived(first)).isEqualTo(Verdict.GIVE);
    assertThat(cursor.arrived(anew)).isEqualTo(Verdict.KNOWN);
    assertThat(cursor.arrived(placed(3, 203, 6, "a"))).isEqualTo(Verdict.GIVE);
    assertThat(cursor.arrived(placed(4, 204, 7, ""))).isEqualTo(Verdict.GIVE);
    assertThat(cursor.arrived(placed(5, 205, 8, ""))).isEqualTo(Verdict.GIVE);
  }

  @Test
  void aBreakOfAGroupConcernsItsMessagesOnly() {
    cursor.arrived(placed(1, 101, 5, "a"));
    cursor.arrived(message(2, 102, "b"));
    cursor.broken(GROUP);

    assertThat(cursor.arrived(placed(3, 103, 6, "a"))).isEqualTo(Verdict.KNOWN);
    assertThat(cursor.arrived(message(4, 104, "b"))).isEqualTo(Verdict.GIVE);
    assertThat(cursor.position().getSeq()).isEqualTo(4);
  }

  @Test
  void whatNobodyIsGivenIsDoneWithWhenAllBeforeItAre() {
    cursor.arrived(message(1, 101, "a"));
    cursor.arrived(message(2, 102, "own"));
    cursor.arrived(message(3, 103, "own too"));
    assertThat(cursor.passOver(2)).isFalse();
    assertThat(cursor.passOver(3)).isFalse();

    assertThat(cursor.done(1)).isTrue();

    assertThat(cursor.acknowledgement().getSeq()).isEqualTo(3);
    cursor.arrived(message(4, 104, "own as well"));
    assertThat(cursor.passOver(4)).isTrue();
    assertThat(cursor.acknowledgement().getSeq()).isEqualTo(4);
  }

  private static Message placed(long seq, long id, long placedId, String clientMsgId) {
    return message(seq, id, clientMsgId).toBuilder()
        .setConversation(GROUP)
        .setConversationSeq(placedId)
        .setConversationMessageId(placedId)
        .build();
  }

  private static Message message(long seq, long id, String clientMsgId) {
    return Message.newBuilder()
        .setSenderId(7)
        .setSeq(seq)
        .setMessageId(id)
        .setClientMsgId(clientMsgId)
        .build();
  }
}
