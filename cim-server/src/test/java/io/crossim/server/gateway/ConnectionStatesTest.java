package io.crossim.server.gateway;

import static io.crossim.server.gateway.GatewayFixture.connection;
import static io.crossim.server.gateway.GatewayFixture.received;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.Position;
import io.crossim.common.protocol.Receipt;
import io.crossim.common.protocol.Signal;
import io.crossim.common.result.ResultCode;
import io.crossim.route.api.ReceiptItem;
import io.crossim.route.api.SendItem;
import io.crossim.server.api.Push;
import io.crossim.server.connection.ConnectionState;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays random frames and events to a connection, and holds what comes of it against the table of
 * states in doc/protocol.md.
 */
class ConnectionStatesTest {

  private static final long ANN = 7;
  private static final int STEPS = 60;

  private final GatewayFixture gateway = new GatewayFixture();
  private final EmbeddedChannel channel = gateway.connect();
  private CompletableFuture<Void> routeAnswers = new CompletableFuture<>();

  // The model.
  private ConnectionState state = ConnectionState.CONNECTED;
  private boolean isV3;
  private int early;
  private final List<String> held = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();
  private long written;
  private boolean knowsConversations;

  /** Marks and conversations that a route may be told, and the last mark that it has to be told. */
  private final Set<Long> told = new HashSet<>();

  private long mark;
  private final List<Long> heldMarks = new ArrayList<>();
  private final List<Long> heldSignals = new ArrayList<>();
  private final Set<Long> signalled = new HashSet<>();

  /** By a SYNC that is held. */
  private long claimed;

  private int ids;

  static LongStream seeds() {
    return LongStream.range(0, 400);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatAClientSaysCountsInItsStateOnly(long seed) {
    gateway.sessions.ready = routeAnswers;
    Random random = new Random(seed);
    for (int step = 0; step < STEPS && state != ConnectionState.CLOSED; step++) {
      String what = step(random);
      check(what);
    }
    routeAnswers.complete(null);
    channel.finishAndReleaseAll();
  }

  private String step(Random random) {
    int kind = random.nextInt(state == ConnectionState.BINDING ? 14 : 13);
    switch (kind) {
      case 0 -> login(ANN, "3", "phone");
      case 1 -> login(random.nextInt(8) == 0 ? 8 : ANN, random.nextBoolean() ? "3" : "", "phone");
      case 2 -> login(ANN, "3", random.nextInt(4) == 0 ? "x".repeat(65) : "phone");
      case 3 -> ping();
      case 4, 5 -> sendSome(1 + random.nextInt(3));
      case 6 -> say(position(Command.ACK, random.nextInt(6)));
      case 7 -> sync(random.nextInt(3));
      case 8 -> say(Frame.newBuilder().setCmdValue(random.nextInt(40) + 28).build());
      case 9 -> push(random.nextInt(4));
      case 10 -> displace(random.nextInt(6) == 0);
      case 11 -> receipt();
      case 12 -> signal();
      default -> answerBind(random.nextInt(4) != 0);
    }
    return "step " + kind;
  }

  private void login(long userId, String proto, String device) {
    ConnectionState before = state;
    if (before == ConnectionState.CONNECTED) {
      isV3 = proto.equals("3");
      knowsConversations = isV3 && !(userId == ANN && ids % 3 == 0);
      boolean isGood = !isV3 || device.length() <= 64;
      state = isGood ? ConnectionState.BINDING : ConnectionState.CLOSED;
      user = userId;
    } else if (userId != user) {
      state = ConnectionState.CLOSED;
    }
    say(
        Frames.login(userId, "ann").toBuilder()
            .putProperties("proto", proto)
            .putProperties("device", device)
            .putProperties("features", userId == ANN && ids % 3 == 0 ? "" : "conversations")
            .build(),
        /* isCounted= */ false);
    if (before == ConnectionState.CONNECTED && state == ConnectionState.CLOSED) {
      assertThat(out)
          .singleElement()
          .satisfies(frame -> assertThat(frame.getLoginAck().getCode()).isEqualTo("3000"));
    }
  }

  private long user = ANN;
  private List<Frame> out = List.of();

  private void ping() {
    say(Frames.ping(user), /* isCounted= */ false);
    if (state == ConnectionState.CONNECTED) {
      state = ConnectionState.CLOSED;
    }
  }

  private void sendSome(int count) {
    Frame.Builder frame = Frame.newBuilder().setCmd(Command.SEND);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = "m" + ids++;
      names.add(id);
      frame.addMessages(
          Message.newBuilder().setClientMsgId(id).setBody(ByteString.copyFromUtf8("hi")));
    }
    if (isV3 && state == ConnectionState.BOUND) {
      sent.addAll(names);
    } else if (isV3 && state == ConnectionState.BINDING) {
      held.addAll(names);
    }
    say(frame.build());
  }

  private void receipt() {
    long place = 1 + ids++;
    if (knowsConversations && state == ConnectionState.BOUND) {
      told.add(place);
      mark = place;
    } else if (knowsConversations && state == ConnectionState.BINDING) {
      heldMarks.add(place);
    }
    say(
        Frame.newBuilder()
            .setCmd(Command.RECEIPT)
            .addReceipts(Receipt.newBuilder().setConversation(group(5)).setRead(place))
            .build());
  }

  private void signal() {
    long group = 1 + ids++;
    if (knowsConversations && state == ConnectionState.BOUND) {
      signalled.add(group);
    } else if (knowsConversations && state == ConnectionState.BINDING) {
      heldSignals.add(group);
    }
    say(
        Frame.newBuilder()
            .setCmd(Command.SIGNAL)
            .addSignals(Signal.newBuilder().setConversation(group(group)))
            .build());
  }

  private static Conversation group(long id) {
    return Conversation.newBuilder().setType(Conversation.Type.GROUP).setId(id).build();
  }

  private void say(Frame frame) {
    say(frame, /* isCounted= */ true);
  }

  /**
   * @param isCounted whether it is held while the login waits for its answer
   */
  private void say(Frame frame, boolean isCounted) {
    if (isCounted && state == ConnectionState.CONNECTED) {
      state = ConnectionState.CLOSED;
    }
    if (isCounted && state == ConnectionState.BINDING && isV3 && ++early > 64) {
      state = ConnectionState.CLOSED;
    }
    GatewayFixture.send(channel, frame);
    look();
  }

  /** The client proves by the id of a message that it has got that one before. */
  private void sync(int upTo) {
    long seq = Math.min(upTo, gateway.messages.head(user));
    if (isV3 && state == ConnectionState.BOUND) {
      written = Math.max(written, seq);
    } else if (isV3 && state == ConnectionState.BINDING) {
      claimed = Math.max(claimed, seq);
    }
    say(position(Command.SYNC, seq));
  }

  private Frame position(Command command, long seq) {
    return Frame.newBuilder()
        .setCmd(command)
        .setPosition(
            Position.newBuilder()
                .setEpoch("e1")
                .setSeq(seq)
                .setMessageId(seq == 0 ? 0 : 1_000 + seq))
        .build();
  }

  private void push(int messages) {
    for (int i = 0; i < messages; i++) {
      Push push = gateway.messages.store(user, 5, "stored");
      var feed = connection(channel).feed();
      if (feed != null && state != ConnectionState.CLOSED) {
        feed.push(
            push.getEpoch(),
            io.crossim.route.api.StoredMessage.newBuilder()
                .setSeq(push.getSeq())
                .setMessageId(push.getMessageId())
                .setStoredAt(push.getStoredAt())
                .setPayload(push.getPayload())
                .build());
        connection(channel).writer().flush();
      }
    }
    look();
  }

  private void displace(boolean really) {
    if (really && state == ConnectionState.BOUND) {
      gateway.displacement.end(connection(channel), ResultCode.REPEAT_LOGIN, "elsewhere");
      state = isV3 ? ConnectionState.CLOSED : ConnectionState.MUTED;
      look();
    }
  }

  private void answerBind(boolean accepts) {
    gateway.sessions.answer = accepts ? ResultCode.SUCCESS : ResultCode.TOKEN_INVALID;
    CompletableFuture<Void> waiting = routeAnswers;
    routeAnswers = new CompletableFuture<>();
    gateway.sessions.ready = routeAnswers;
    state = accepts ? ConnectionState.BOUND : ConnectionState.CLOSED;
    if (accepts) {
      sent.addAll(held);
      signalled.addAll(heldSignals);
      told.addAll(heldMarks);
      mark = heldMarks.isEmpty() ? mark : heldMarks.get(heldMarks.size() - 1);
      written = claimed;
    }
    waiting.complete(null);
    channel.runPendingTasks();
    look();
  }

  private void look() {
    channel.runPendingTasks();
    out = received(channel);
    for (Frame frame : out) {
      for (Message message : frame.getMessagesList()) {
        written = Math.max(written, message.getSeq());
      }
    }
  }

  private void check(String what) {
    gateway.pause(); // acknowledgements gather for a moment
    look();
    assertThat(connection(channel).state()).as(what).isEqualTo(state);
    assertThat(channel.isOpen()).as(what).isEqualTo(state != ConnectionState.CLOSED);
    assertThat(gateway.messages.sends)
        .as("%s: sends that reached a route", what)
        .extracting(SendItem::getClientMsgId)
        .isEqualTo(sent);
    assertThat(gateway.messages.sends)
        .allSatisfy(item -> assertThat(item.getGeneration()).isPositive());
    assertThat(gateway.messages.acks)
        .as("%s: acknowledged beyond what was written", what)
        .allMatch(ack -> ack.getSeq() <= written);
    assertThat(gateway.conversations.receipts)
        .as("%s: receipts that reached a route", what)
        .allMatch(item -> item.getGeneration() > 0 && told.contains(item.getRead()));
    if (mark > 0) {
      assertThat(gateway.conversations.receipts)
          .last()
          .extracting(ReceiptItem::getRead)
          .isEqualTo(mark);
    }
    assertThat(gateway.conversations.signals)
        .as("%s: signals that reached a route", what)
        .allMatch(item -> signalled.contains(item.getConversationId()))
        .hasSizeGreaterThanOrEqualTo(Math.min(16, signalled.size()));
    if (state == ConnectionState.CONNECTED || state == ConnectionState.BINDING) {
      assertThat(gateway.messages.reads).as(what).hasValue(0);
      assertThat(out).as(what).isEmpty();
    }
  }
}
