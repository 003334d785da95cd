package io.crossim.server.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.crossim.common.protocol.ContentTypes;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Kind;
import io.crossim.common.protocol.Message;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether the bytes of a message say that it has a text, as the message itself does. */
class EventPayloadTest {

  private final Random random = new Random(13);

  @ParameterizedTest
  @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "UNRECOGNIZED")
  void bytesSayWhatTheMessageSays(Kind kind) {
    boolean hasText = kind == Kind.CONTENT || kind == Kind.EDIT;
    for (int i = 0; i < 200; i++) {
      Message message = message().setKind(kind).build();
      assertThat(EventPayload.isEvent(message.toByteString())).isEqualTo(!hasText);
      assertThat(EventPayload.isEvent(message)).isEqualTo(!hasText);
      assertThat(EventPayload.isEvent(message.toBuilder().setRecalled(true).build().toByteString()))
          .isTrue();
    }
  }

  @Test
  void aKindOfTheFutureIsAnEvent() {
    assertThat(EventPayload.isEvent(message().setKindValue(1_000).build().toByteString())).isTrue();
  }

  @Test
  void theLaterOfTwoValuesCounts() {
    ByteString joined = message().setKind(Kind.JOINED).build().toByteString();
    ByteString recalled = Message.newBuilder().setRecalled(true).build().toByteString();
    ByteString edit = Message.newBuilder().setKind(Kind.EDIT).build().toByteString();

    assertThat(EventPayload.isEvent(joined.concat(edit))).isFalse();
    assertThat(EventPayload.isEvent(joined.concat(edit).concat(recalled))).isTrue();
  }

  @Test
  void brokenBytesAreNoEventAndDoNoHarm() {
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = message().setKind(Kind.REACTION).build().toByteArray();
      if (i % 2 == 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      } else {
        random.nextBytes(bytes);
      }
      ByteString payload = ByteString.copyFrom(bytes);
      Message parsed;
      try {
        parsed = Message.parseFrom(payload);
      } catch (InvalidProtocolBufferException e) {
        EventPayload.isEvent(payload);
        continue;
      }
      if (parsed.getUnknownFields().asMap().isEmpty()) {
        assertThat(EventPayload.isEvent(payload)).isEqualTo(EventPayload.isEvent(parsed));
      }
    }
    assertThat(EventPayload.isEvent(ByteString.EMPTY)).isFalse();
  }

  @Test
  void whatIsHiddenHasNoTextAndKeepsTheRest() throws InvalidProtocolBufferException {
    Message joined = message().setKind(Kind.JOINED).addUsers(9).build();

    assertThat(Message.parseFrom(EventPayload.hide(joined.toByteString())))
        .isEqualTo(
            joined.toBuilder().setContentType(ContentTypes.NOTHING_TO_SHOW).clearBody().build());
  }

  private Message.Builder message() {
    Message.Builder message =
        Message.newBuilder()
            .setConversation(
                Conversation.newBuilder()
                    .setTypeValue(random.nextInt(3))
                    .setId(random.nextLong() >>> 11))
            .setBody(ByteString.copyFromUtf8("x".repeat(random.nextInt(300))))
            .setClientMsgId("c" + random.nextInt())
            .setSenderId(random.nextLong() >>> 11)
            .setSenderName("ann")
            .setConversationSeq(random.nextInt(1_000));
    for (int i = random.nextInt(4); i > 0; i--) {
      message.addMentions(random.nextLong() >>> 11);
    }
    return random.nextBoolean() ? message.setTrace("00-abc") : message;
  }
}
