package io.crossim.common.protocol;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients may write into a message to a group. */
class MessageBoundsTest {

  private static final long MOST = (1L << 53) - 1;

  @Test
  void aTextThatNamesFiftyIsGood() {
    accepts(text().addAllMentions(Collections.nCopies(50, MOST)).setMentionsAll(true));
    accepts(text().setRefersTo(MOST));
  }

  @Test
  void oneMentionTooManyIsRefused() {
    refuses(
        text().addAllMentions(Collections.nCopies(51, 7L)),
        "mentions: 51 users (expected: at most 50)");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE, 1L << 53, Long.MAX_VALUE})
  void idsOutsideTheirRangeAreRefused(long id) {
    String expected = ": " + id + " (expected: 1 to " + MOST + ")";
    refuses(text().addMentions(id), "mentions" + expected);
    refuses(text().setConversation(group(id)), "conversation.id" + expected);
    refuses(of(Kind.RECALL, "").setRefersTo(id), "refers_to" + expected);
    refuses(of(Kind.EDIT, "other").setRefersTo(id), "refers_to" + expected);
    refuses(of(Kind.REACTION, "+").setRefersTo(id), "refers_to" + expected);
  }

  /** It would become another id on its way, the same for different ones. */
  @ParameterizedTest
  @ValueSource(strings = {"a\ud800", "\udc00", "\udc00\ud800", "\ud800\ud800\udc00"})
  void halfASurrogatePairIsRefused(String text) {
    String sentence = ": an unpaired surrogate (expected: whole characters)";
    assertThatThrownBy(() -> MessageBounds.checkId("clientMsgId", text))
        .hasMessage("clientMsgId" + sentence);
    assertThatThrownBy(() -> MessageBounds.checkContentType("contentType", text))
        .hasMessage("contentType" + sentence);
    MessageBounds.checkId("clientMsgId", "\ud83d\ude00");
  }

  /** Its receiver would acknowledge it unseen. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-cim-event",
        "Application/X-CIM-Event",
        " application/x-cim-event ; charset=utf-8"
      })
  void aTypeOfWhichClientsShowNothingIsRefused(String type) {
    refuses(
        text().setContentType(type),
        "content_type: "
            + type
            + " (expected: another media type: clients show nothing of this one)");
    assertThatThrownBy(() -> MessageBounds.checkContentType("contentType", type))
        .hasMessageStartingWith("contentType: ");
    accepts(text().setContentType("application/x-cim-events"));
    accepts(text().setContentType("text/plain; note=application/x-cim-event"));
  }

  @Test
  void anAnswerNamesAPlaceOrNone() {
    accepts(text().setRefersTo(0));
    refuses(text().setRefersTo(-1), "refers_to: -1 (expected: 0 to " + MOST + ")");
  }

  @Test
  void bodiesFitTheirKind() {
    refuses(text().clearBody(), "body: 0 bytes (expected: 1 or more)");
    refuses(of(Kind.EDIT, "").setRefersTo(1), "body: 0 bytes (expected: 1 or more)");
    accepts(of(Kind.EDIT, "other").setRefersTo(1));
    accepts(of(Kind.RECALL, "").setRefersTo(1));
    refuses(of(Kind.REACTION, "").setRefersTo(1), "body: 0 bytes (expected: 1 to 32)");
    accepts(of(Kind.REACTION, "x".repeat(32)).setRefersTo(1).setRecalled(true));
    refuses(of(Kind.REACTION, "x".repeat(33)).setRefersTo(1), "body: 33 bytes (expected: 1 to 32)");
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"JOINED", "LEFT", "CHANGED"})
  void whatTheClusterSaysNoClientMaySay(Kind kind) {
    refuses(
        of(kind, "x"),
        "kind: "
            + kind.getNumber()
            + " (expected: CONTENT (0), EDIT (1), RECALL (2) or REACTION (3))");
  }

  @Test
  void aKindOfTheFutureIsRefused() {
    refuses(
        text().setKindValue(99).setRefersTo(1),
        "kind: 99 (expected: CONTENT (0), EDIT (1), RECALL (2) or REACTION (3))");
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"EDIT", "RECALL", "REACTION", "JOINED"})
  void nothingButContentGoesToEveryone(Kind kind) {
    refuses(
        of(kind, "x").setConversation(Conversation.newBuilder().setType(Conversation.Type.ALL)),
        "kind: " + kind.getNumber() + " (expected: CONTENT (0), because no log keeps it)");
  }

  @Test
  void privateMessagesMayBeChanged() {
    Conversation bob = Conversation.newBuilder().setId(9).build();
    accepts(of(Kind.EDIT, "x").setConversation(bob).setRefersTo(1));
    accepts(of(Kind.RECALL, "").setConversation(bob).setRefersTo(1));
    accepts(of(Kind.REACTION, "+").setConversation(bob).setRefersTo(1));
    refuses(
        of(Kind.EDIT, "x").setConversation(bob).clearRefersTo(),
        "refers_to: 0 (expected: 1 to 9007199254740991)");
    refuses(
        of(Kind.JOINED, "x").setConversation(bob).setRefersTo(1),
        "kind: 4 (expected: CONTENT (0), EDIT (1), RECALL (2) or REACTION (3))");
  }

  /** They were passed over before there were groups. */
  @Test
  void aPrivateMessageMayHaveWhatCountsInGroupsOnly() {
    accepts(
        text()
            .setConversation(Conversation.newBuilder().setId(9))
            .setRefersTo(-1)
            .addAllMentions(Collections.nCopies(60, 0L)));
  }

  private static void accepts(Message.Builder message) {
    assertThatCode(() -> MessageBounds.check(message.build())).doesNotThrowAnyException();
  }

  private static void refuses(Message.Builder message, String why) {
    assertThatThrownBy(() -> MessageBounds.check(message.build()))
        .isInstanceOf(CimException.class)
        .hasMessage(why)
        .extracting(e -> ((CimException) e).code())
        .isEqualTo(ResultCode.INVALID_ARGUMENT);
  }

  private static Message.Builder text() {
    return of(Kind.CONTENT, "hello");
  }

  private static Message.Builder of(Kind kind, String body) {
    return Message.newBuilder()
        .setConversation(group(4711))
        .setClientMsgId("c-1")
        .setKind(kind)
        .setBody(ByteString.copyFromUtf8(body));
  }

  private static Conversation group(long id) {
    return Conversation.newBuilder().setType(Conversation.Type.GROUP).setId(id).build();
  }
}
