package io.crossim.route.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Kind;
import io.crossim.common.protocol.Message;
import io.crossim.persistence.conversation.ConversationEntry;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.EntryKind;
import io.crossim.persistence.conversation.Place;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EntryMessageTest {

  private static final SeenConversation IN =
      new SeenConversation(ConversationId.group(5), 8, "friends");
  private static final byte[] NOTHING = {};

  private static ConversationEntry entry(
      EntryKind kind, boolean removed, byte[] payload, byte @Nullable [] edit, Long... users) {
    return new ConversationEntry(
        42, 99, 98, kind, 7, 3, List.of(users), 1, removed, payload, edit, Map.of());
  }

  private static byte[] payload(Kind kind, String text, Long... users) {
    return Message.newBuilder()
        .setConversation(Conversation.newBuilder().setType(Conversation.Type.GROUP).setId(5))
        .setKind(kind)
        .setBody(ByteString.copyFromUtf8(text))
        .setSenderId(7)
        .addAllUsers(List.of(users))
        .build()
        .toByteArray();
  }

  private static Message message(ConversationEntry entry) throws InvalidProtocolBufferException {
    return Message.parseFrom(EntryMessage.of(entry, IN));
  }

  @Test
  void aMessageGetsItsPlace() throws InvalidProtocolBufferException {
    Message message = message(entry(EntryKind.CONTENT, false, payload(Kind.CONTENT, "hi"), null));

    assertThat(message.getBody().toStringUtf8()).isEqualTo("hi");
    assertThat(message.getConversationSeq()).isEqualTo(42);
    assertThat(message.getConversationMessageId()).isEqualTo(99);
    assertThat(message.getConversationName()).isEqualTo("friends");
    assertThat(message.getRecalled()).isFalse();
  }

  @Test
  void anEditedMessageHasTheBodyOfTheEdit() throws InvalidProtocolBufferException {
    Message message =
        message(
            entry(
                EntryKind.CONTENT,
                false,
                payload(Kind.CONTENT, "hi"),
                payload(Kind.EDIT, "hello")));

    assertThat(message.getBody().toStringUtf8()).isEqualTo("hello");
    assertThat(message.getKind()).isEqualTo(Kind.CONTENT);
  }

  @Test
  void aRecalledMessageHasNoBody() throws InvalidProtocolBufferException {
    Message message = message(entry(EntryKind.CONTENT, true, NOTHING, null));

    assertThat(message.getRecalled()).isTrue();
    assertThat(message.getBody().isEmpty()).isTrue();
    assertThat(message.getSenderId()).isEqualTo(7);
    assertThat(message.getConversation().getId()).isEqualTo(5);
    assertThat(message.getConversationSeq()).isEqualTo(42);
  }

  @Test
  void aChangeNamesThoseWhoReallyJoined() throws InvalidProtocolBufferException {
    Message message =
        message(entry(EntryKind.JOINED, false, payload(Kind.JOINED, "", 8L, 9L), null, 9L));

    assertThat(message.getUsersList()).containsExactly(9L);
  }

  @Test
  void whatIsGoneStandsForItsPlace() throws InvalidProtocolBufferException {
    Message message = Message.parseFrom(EntryMessage.gone(new Place(42, 99), IN));

    assertThat(message.getRecalled()).isTrue();
    assertThat(message.getConversationSeq()).isEqualTo(42);
    assertThat(message.getConversation().getType()).isEqualTo(Conversation.Type.GROUP);
  }
}
