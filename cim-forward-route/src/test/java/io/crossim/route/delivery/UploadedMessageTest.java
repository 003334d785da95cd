package io.crossim.route.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Kind;
import io.crossim.common.protocol.Message;
import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.memory.MemoryAccountStore;
import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.memory.MemoryConversationStore;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.memory.MemorySessionStore;
import io.crossim.route.TestRoute;
import io.crossim.route.account.Accounts;
import io.crossim.route.api.SendBatch;
import io.crossim.route.api.SendBatchReply;
import io.crossim.route.api.SendItem;
import io.crossim.route.api.SendOutcome;
import io.crossim.route.api.UploadItem;
import io.crossim.route.assembly.RouteAssembly;
import io.crossim.route.assembly.RouteThreads;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a message that comes as its sender sent it can say, and what it cannot. */
class UploadedMessageTest {

  /** All that a sender may say of a message. A new field belongs here, or is written over. */
  private static final Set<String> OF_THE_SENDER = Set.of("content_type", "body", "client_msg_id");

  /** What makes it no message to a user. */
  private static final String KIND = "kind";

  private static final long SESSION = 77;

  private static final UnknownFieldSet UNKNOWN =
      UnknownFieldSet.newBuilder()
          .addField(900, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
          .build();

  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
  private final MemorySessionStore sessions = new MemorySessionStore(InstantSource.system());
  private final AccountStore accountStore = new MemoryAccountStore(InstantSource.system());
  private final Accounts accounts = new Accounts(accountStore);
  private final long alice = accounts.register("alice", null).userId();
  private final long bob = accounts.register("bob", null).userId();
  private final FakeInboxes inboxes = new FakeInboxes();
  private final TestRoute route =
      new TestRoute(
          new RouteAssembly.Stores(
              accountStore,
              sessions,
              inboxes,
              new MemoryConversationStore(ConversationLimits.DEFAULT, InstantSource.system())),
          node -> {
            throw new AssertionError("no server is listed");
          },
          new RouteThreads(Runnable::run, executor, executor));

  @BeforeEach
  void bindAlice() {
    sessions.restore(List.of(new Session(alice, "desk", "a:1:2", "a", 1, SESSION))).join();
  }

  @AfterEach
  void close() {
    route.close();
    executor.shutdownNow();
  }

  @Test
  void everyFieldThatIsNotTheSendersIsWrittenOver() throws InvalidProtocolBufferException {
    Message forged = forged();

    assertThat(send(upload(forged.toByteString()))).containsExactly("9000");

    Message stored = stored(0);
    assertThat(stored)
        .isEqualTo(
            Message.newBuilder()
                .setConversation(Conversation.newBuilder().setId(alice))
                .setContentType(forged.getContentType())
                .setBody(forged.getBody())
                .setClientMsgId(forged.getClientMsgId())
                .setSenderId(alice)
                .setSenderName("alice")
                .build());
  }

  @Test
  void bothFormsAreStoredAsTheSameBytes() {
    Message message = forged();
    SendItem older =
        SendItem.newBuilder()
            .setSenderId(alice)
            .setGeneration(SESSION)
            .setConversationId(bob)
            .setContentType(message.getContentType())
            .setBody(message.getBody())
            .setClientMsgId(message.getClientMsgId())
            .build();

    send(upload(message.toByteString()));
    send(SendBatch.newBuilder().addSends(older).build());

    assertThat(inboxes.appended.get(1).get(0).payload())
        .isEqualTo(inboxes.appended.get(0).get(0).payload());
    assertThat(inboxes.appended.get(1).get(0).dedupId())
        .isEqualTo(inboxes.appended.get(0).get(0).dedupId());
  }

  /** A later value replaces an earlier one, and messages of one field merge. */
  @Test
  void fieldsThatStandTwiceForgeNothing() throws InvalidProtocolBufferException {
    ByteString twice =
        forged()
            .toByteString()
            .concat(
                Message.newBuilder()
                    .setSenderId(4711)
                    .setSeq(4712)
                    .setConversation(Conversation.newBuilder().setId(bob).setUnknownFields(UNKNOWN))
                    .build()
                    .toByteString());

    assertThat(send(upload(twice))).containsExactly("9000");

    assertThat(stored(0).getSenderId()).isEqualTo(alice);
    assertThat(stored(0).getSeq()).isZero();
    assertThat(stored(0).getConversation())
        .isEqualTo(Conversation.newBuilder().setId(alice).build());
    assertThat(inboxes.appended.get(0).get(0).userId()).isEqualTo(bob);
  }

  @Test
  void whatIsNoMessageConcernsNoOther() {
    ByteString good = message("good").build().toByteString();
    ByteString cut = good.substring(0, good.size() - 1);
    ByteString endOfAGroup = good.concat(ByteString.copyFrom(new byte[] {12}));

    SendBatchReply reply =
        reply(
            SendBatch.newBuilder()
                .addUploads(item(good))
                .addUploads(item(cut))
                .addUploads(item(endOfAGroup))
                .addUploads(item(message("other").build().toByteString()))
                .build());

    assertThat(reply.getOutcomesList())
        .extracting(SendOutcome::getCode)
        .containsExactly("9000", "3000", "3000", "9000");
    assertThat(reply.getTakesUploads()).isTrue();
  }

  @Test
  void onlyContentIsForAUser() {
    assertThat(
            send(
                SendBatch.newBuilder()
                    .addUploads(item(message("1").setKind(Kind.EDIT).build().toByteString()))
                    .addUploads(item(message("2").setKindValue(99).build().toByteString()))
                    .addUploads(item(message("3").build().toByteString()))
                    .build()))
        .containsExactly("3000", "3000", "9000");
  }

  /** They know nothing of the question, and get what they got. */
  @Test
  void serversOfAnEarlierVersionWantTheStatus() {
    SendItem older = SendItem.newBuilder().setSenderId(alice).setConversationId(bob).build();
    assertThat(UploadedMessage.of(SendBatch.newBuilder().addSends(older).build()))
        .extracting(UploadedMessage::wantsStatus)
        .containsExactly(true);
  }

  /** So a server finds out that a route does not know the field in which it sent its messages. */
  @Test
  void anEmptyBatchIsAnsweredByNothing() {
    assertThat(reply(SendBatch.getDefaultInstance()).getOutcomesList()).isEmpty();
  }

  /** A message that says something in every field that there is. */
  private Message forged() {
    Message.Builder message = Message.newBuilder().setUnknownFields(UNKNOWN);
    for (FieldDescriptor field : Message.getDescriptor().getFields()) {
      if (field.getName().equals(KIND)) {
        continue;
      } else if (field.isRepeated()) {
        message.addRepeatedField(field, number(field));
        continue;
      }
      switch (field.getJavaType()) {
        case BOOLEAN -> message.setField(field, true);
        case INT, LONG -> message.setField(field, number(field));
        case STRING -> message.setField(field, "my " + field.getName());
        case BYTE_STRING -> message.setField(field, ByteString.copyFromUtf8(field.getName()));
        case MESSAGE ->
            message.setConversation(Conversation.newBuilder().setId(bob).setUnknownFields(UNKNOWN));
        default -> throw new AssertionError(field);
      }
      assertThat(message.hasField(field) || OF_THE_SENDER.contains(field.getName())).isTrue();
    }
    return message.build();
  }

  private static Object number(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.INT ? (Object) 4711 : (Object) 4711L;
  }

  private Message.Builder message(String id) {
    return Message.newBuilder()
        .setConversation(Conversation.newBuilder().setId(bob))
        .setBody(ByteString.copyFromUtf8("hi"))
        .setClientMsgId(id);
  }

  private UploadItem item(ByteString payload) {
    return UploadItem.newBuilder()
        .setSenderId(alice)
        .setGeneration(SESSION)
        .setPayload(payload)
        .build();
  }

  private SendBatch upload(ByteString payload) {
    return SendBatch.newBuilder().addUploads(item(payload)).build();
  }

  private SendBatchReply reply(SendBatch batch) {
    return route.parts.messages().send(batch).join();
  }

  private List<String> send(SendBatch batch) {
    return reply(batch).getOutcomesList().stream().map(SendOutcome::getCode).toList();
  }

  private Message stored(int call) throws InvalidProtocolBufferException {
    return Message.parseFrom(inboxes.appended.get(call).get(0).payload());
  }
}
