package io.crossim.route.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Kind;
import io.crossim.common.protocol.Message;
import io.crossim.common.result.CimException;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.EntryKind;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.conversation.Reaction;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CheckedPostTest {

  private static final StoredAccount ALICE = new StoredAccount(7, "alice");

  private static Message.Builder message(Kind kind, String body) {
    return Message.newBuilder().setKind(kind).setBody(ByteString.copyFromUtf8(body));
  }

  private static Post post(Message.Builder message) {
    return CheckedPost.of(
            ALICE, ConversationId.group(5), message.build(), OutgoingId.given("x"), 10)
        .post("");
  }

  @Test
  void aMessageSaysWhatItsSenderMaySayAndNothingElse() throws InvalidProtocolBufferException {
    Post post =
        post(
            message(Kind.CONTENT, "hi")
                .setContentType("text/markdown")
                .setRefersTo(3)
                .addMentions(8)
                .setMentionsAll(true)
                .setSenderId(99)
                .setSenderName("mallory")
                .setConversationSeq(4)
                .setRecalled(true)
                .addUsers(1)
                .setConversationName("forged"));

    assertThat(post.conversation()).isEqualTo(ConversationId.group(5));
    assertThat(post.kind()).isEqualTo(EntryKind.CONTENT);
    assertThat(post.sender()).isEqualTo(7);
    assertThat(post.mentions()).containsExactly(8L);
    assertThat(post.mentionsAll()).isTrue();
    assertThat(Message.parseFrom(post.payload()))
        .isEqualTo(
            message(Kind.CONTENT, "hi")
                .setConversation(
                    Conversation.newBuilder().setType(Conversation.Type.GROUP).setId(5))
                .setContentType("text/markdown")
                .setRefersTo(3)
                .addMentions(8)
                .setMentionsAll(true)
                .setSenderId(7)
                .setSenderName("alice")
                .setClientMsgId("x")
                .build());
  }

  @Test
  void aRecallHasNoBody() throws InvalidProtocolBufferException {
    Post post = post(message(Kind.RECALL, "secret").setRefersTo(3));

    assertThat(post.refersTo()).isEqualTo(3);
    assertThat(Message.parseFrom(post.payload()).getBody().isEmpty()).isTrue();
  }

  @Test
  void aReactionIsGivenOrTakenAway() {
    Message.Builder reaction = message(Kind.REACTION, "+1").setRefersTo(3);

    assertThat(post(reaction).reaction()).isEqualTo(new Reaction("+1", true));
    assertThat(post(reaction.setRecalled(true)).reaction()).isEqualTo(new Reaction("+1", false));
  }

  @Test
  void whatIsWrongIsNamed() {
    refused(message(Kind.JOINED, "x"), "kind: 4");
    refused(message(Kind.CONTENT, "x").setKindValue(99), "kind: 99");
    refused(message(Kind.CONTENT, ""), "body: 0 bytes");
    refused(message(Kind.CONTENT, "01234567890"), "body: 11 bytes");
    refused(message(Kind.CONTENT, "x").setRefersTo(-1), "refers_to: -1");
    refused(message(Kind.EDIT, "x"), "refers_to: 0");
    refused(message(Kind.RECALL, ""), "refers_to: 0");
    refused(message(Kind.EDIT, "x").setRefersTo(1).addMentions(8), "mentions: 1 users");
    refused(message(Kind.REACTION, "").setRefersTo(1), "body: 0 bytes");
    refused(message(Kind.CONTENT, "x").addAllMentions(users(51)), "mentions: 51 users");
  }

  private static List<Long> users(int count) {
    return LongStream.rangeClosed(1, count).boxed().toList();
  }

  private static void refused(Message.Builder message, String why) {
    assertThatThrownBy(() -> post(message))
        .isInstanceOf(CimException.class)
        .hasMessageStartingWith(why);
  }
}
