package io.crossim.route.conversation;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Message;
import io.crossim.common.result.Await;
import io.crossim.common.trace.MessageTraces;
import io.crossim.metastore.RouteNode;
import io.crossim.metastore.ServerNode;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.conversation.ChangeOutcome;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.ConversationLimits;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.conversation.GroupSettings;
import io.crossim.persistence.conversation.Post;
import io.crossim.persistence.conversation.PostOutcome;
import io.crossim.persistence.conversation.memory.MemoryConversationStore;
import io.crossim.persistence.inbox.InboxLimits;
import io.crossim.persistence.inbox.InboxQuery;
import io.crossim.persistence.inbox.StoredMessage;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.memory.MemorySessionStore;
import io.crossim.route.access.TestAccess;
import io.crossim.route.api.ReceiptBatch;
import io.crossim.route.api.ReceiptItem;
import io.crossim.route.delivery.CheckedPost;
import io.crossim.route.delivery.DeliveryMeters;
import io.crossim.route.delivery.FakeInboxes;
import io.crossim.route.delivery.OutgoingId;
import io.crossim.route.delivery.PushHints;
import io.crossim.route.link.FakeGateway;
import io.crossim.route.link.ServerLinks;
import io.crossim.server.api.Push;
import io.crossim.server.api.PushBatch;
import io.crossim.service.clock.Deadline;
import io.crossim.service.limits.Refusals;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A route's part of conversations with stores in memory, and two servers. */
final class ConversationFixture implements AutoCloseable {

  static final ServerNode NODE = new ServerNode("10.0.0.1", 1, 2, "a");
  static final ServerNode OTHER_NODE = new ServerNode("10.0.0.2", 1, 2, "b");
  static final StoredAccount OWNER = new StoredAccount(1, "owner");

  final FakeGateway server = new FakeGateway("a");
  final FakeGateway otherServer = new FakeGateway("b");
  final MeterRegistry meters = new SimpleMeterRegistry();
  final FakeInboxes inboxes;
  final MemorySessionStore sessions = new MemorySessionStore(InstantSource.system());
  final ConversationStore store;
  final ConversationAssembly parts;

  /** The routes that discovery lists. */
  volatile List<RouteNode> routes = List.of();

  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private final ServerLinks links;
  private int connections;

  ConversationFixture() {
    this(MessageTraces.OFF);
  }

  ConversationFixture(MessageTraces traces) {
    this(traces, InboxLimits.DEFAULT);
  }

  ConversationFixture(MessageTraces traces, InboxLimits limits) {
    inboxes = new FakeInboxes(limits);
    // Its clock is behind that of the inboxes, so that the times of the two can be told apart.
    store =
        new MemoryConversationStore(
            ConversationLimits.DEFAULT, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-1)));
    server.takesConversations = true;
    otherServer.takesConversations = true;
    links =
        new ServerLinks(
            node -> node.equals(NODE) ? server : otherServer, () -> "", Runnable::run, timer);
    links.listed(List.of(NODE, OTHER_NODE));
    PushHints hints = new PushHints(sessions, links, new DeliveryMeters(meters), traces);
    parts =
        new ConversationAssembly(
            new ConversationAssembly.Stores(store, inboxes, sessions),
            new ConversationAssembly.Servers(links, hints),
            new ConversationAssembly.Traffic(
                new GroupTraffic(
                    new GroupTraffic.Rates(0, 0, 3), true, new Refusals(timer, meters)),
                TestAccess.limits(0)),
            new ConversationAssembly.Inputs(
                () -> routes, Runnable::run, timer, meters, traces, /* keepsPrivate= */ true));
  }

  static Deadline limit() {
    return Deadline.of(Duration.ofMinutes(1));
  }

  long group(Long... members) {
    return Await.result(
            parts
                .conversations()
                .create(
                    OWNER,
                    "g" + ++connections,
                    "friends",
                    GroupSettings.DEFAULT,
                    List.of(members),
                    limit()))
        .groupId();
  }

  PostOutcome post(long group, long sender, String text) {
    return Await.result(parts.conversations().post(content(group, sender, text), limit()));
  }

  static Post content(long group, long sender, String text) {
    return content(group, sender, text, "");
  }

  static Post content(long group, long sender, String text, String trace) {
    Message content = Message.newBuilder().setBody(ByteString.copyFromUtf8(text)).build();
    return CheckedPost.of(
            new StoredAccount(sender, "user" + sender),
            ConversationId.group(group),
            content,
            OutgoingId.given(text),
            1_000)
        .post(trace);
  }

  ChangeOutcome add(long group, Long... users) {
    return Await.result(parts.conversations().add(OWNER, group, List.of(users), limit()));
  }

  /** The session of a user, over a connection of the server. */
  Session logIn(long user, String device) {
    return logIn(user, device, NODE, "a");
  }

  /** The session of a user, over a connection of the other server. */
  Session logInAtTheOther(long user, String device) {
    return logIn(user, device, OTHER_NODE, "b");
  }

  private Session logIn(long user, String device, ServerNode node, String incarnation) {
    int connection = ++connections;
    Session session = new Session(user, device, node.name(), incarnation, connection, connection);
    Await.result(sessions.restore(List.of(session)));
    return session;
  }

  /** Has a session tell how far its user has read. */
  void receipt(Conversation of, long user, long generation, long read) {
    Await.result(
        parts
            .service()
            .receipts(
                ReceiptBatch.newBuilder()
                    .addReceipts(
                        ReceiptItem.newBuilder()
                            .setUserId(user)
                            .setGeneration(generation)
                            .setConversationType(of.getTypeValue())
                            .setConversationId(of.getId())
                            .setRead(read))
                    .build()));
  }

  /** What a user's inbox holds of a group, by its places. */
  List<Long> places(long user, long group) {
    return places(user, ConversationId.group(group));
  }

  /** What a user's inbox holds of a conversation, by its places. */
  List<Long> places(long user, ConversationId conversation) {
    return Await.result(inboxes.read(List.of(new InboxQuery(user, "all", null, 1_000))))
        .get(0)
        .messages()
        .stream()
        .map(StoredMessage::reference)
        .map(Objects::requireNonNull)
        .filter(reference -> reference.conversation().equals(conversation))
        .map(reference -> reference.place().seq())
        .toList();
  }

  /** The texts that were pushed to a user, in order; an empty one for a push without a payload. */
  List<String> pushed(long user) {
    return pushed(server, user);
  }

  static List<String> pushed(FakeGateway server, long user) {
    return server.pushBatches.stream()
        .flatMap(
            batch ->
                batch.getPushesList().stream()
                    .filter(push -> push.getReceiverId() == user)
                    .map(push -> text(batch, push)))
        .toList();
  }

  private static String text(PushBatch batch, Push push) {
    int shared = push.getSharedPayload();
    try {
      return Message.parseFrom(shared == 0 ? push.getPayload() : batch.getPayloads(shared - 1))
          .getBody()
          .toStringUtf8();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
  }

  double counted(String meter, String... tags) {
    return meters.get(meter).tags(tags).counter().count();
  }

  @Override
  public void close() {
    links.close();
    timer.shutdownNow();
  }
}
