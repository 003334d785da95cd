package io.crossim.sdk.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.LoginAck;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The handlers above the codec, with a clock that the test turns. */
class ConnectionHandlersTest {

  private static final Frame MESSAGE =
      Frame.newBuilder().setCmd(Command.MESSAGE).setText("hi").build();

  private final FakeInbound inbound = new FakeInbound();
  private final AtomicInteger accepted = new AtomicInteger();
  private final EmbeddedChannel channel = new EmbeddedChannel();

  @BeforeEach
  void connect() {
    channel.freezeTime();
    Heartbeat heartbeat = new Heartbeat(42, HeartbeatTimes.DEFAULT);
    LoginHandler login =
        new LoginHandler(
            new Identity(42, "crab", "desk", /* password= */ null, "early-ack"),
            "a token",
            inbound,
            acceptance -> accepted.incrementAndGet());
    channel
        .pipeline()
        .addLast(
            heartbeat,
            login,
            new MessageHandler(inbound, heartbeat, 42, asked -> {}),
            new FaultHandler());
    channel.pipeline().fireChannelActive();
  }

  @AfterEach
  void disconnect() {
    channel.finishAndReleaseAll();
  }

  @Test
  void logsInAndPingsAtOnce() {
    assertThat(written())
        .containsExactly(
            Frames.login(42, "crab").toBuilder()
                .putProperties("proto", "3")
                .putProperties("device", "desk")
                .putProperties("client", "cim-java")
                .putProperties("features", "early-ack")
                .putProperties("token", "a token")
                .build(),
            Frames.ping(42));
    assertThat(accepted).hasValue(0);
    channel.writeInbound(Frames.pong(42));
    assertThat(accepted).hasValue(1);
    channel.writeInbound(Frames.pong(42));
    assertThat(accepted).hasValue(1);
    assertThat(inbound.taken).isEmpty();
  }

  @Test
  void givesUpALoginThatNobodyAccepts() {
    pass(LoginHandler.TIMEOUT_SECONDS);
    assertThat(channel.isOpen()).isFalse();
    assertThat(Closing.reason(channel)).hasMessageContaining("did not accept the login");
  }

  @Test
  void pingsWhenNothingWasWrittenForTenSeconds() {
    login();
    pass(9);
    assertThat(written()).isEmpty();
    pass(1);
    assertThat(written()).containsExactly(Frames.ping(42));
    channel.writeInbound(Frames.pong(42));
    pass(10);
    assertThat(written()).containsExactly(Frames.ping(42));
  }

  @Test
  void endsAConnectionThatDoesNotAnswerAPingWithinTenSeconds() {
    login();
    pass(19);
    assertThat(channel.isOpen()).isTrue();
    pass(1);
    assertThat(channel.isOpen()).isFalse();
    assertThat(Closing.reason(channel))
        .hasMessage("nothing came from the server within 10000 ms after a ping");
  }

  @Test
  void anyFrameIsAnAnswer() {
    login();
    pass(19);
    channel.writeInbound(MESSAGE);
    pass(10); // the next ping left a second later
    assertThat(channel.isOpen()).isTrue();
    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void asksAServerThatItWritesToAndThatSaysNothing() {
    login();
    for (int i = 0; i < 19; i++) {
      pass(1);
      channel.writeOutbound(MESSAGE);
    }
    assertThat(written()).filteredOn(Frames.ping(42)::equals).hasSize(1);
    assertThat(channel.isOpen()).isTrue();
    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void pausesWhenFullAndPingsOn() {
    login();
    inbound.room = false;
    channel.writeInbound(MESSAGE);
    assertThat(channel.config().isAutoRead()).isFalse();

    pass(95);
    assertThat(channel.isOpen()).isTrue();
    assertThat(written()).hasSize(9).containsOnly(Frames.ping(42));

    inbound.giveRoom();
    channel.runPendingTasks();
    assertThat(channel.config().isAutoRead()).isTrue();
    pass(14); // the next ping leaves five seconds later
    assertThat(channel.isOpen()).isTrue();
    pass(1);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void asksForRoomOnceHoweverManyMessagesFollow() {
    login();
    inbound.room = false;
    channel.writeInbound(MESSAGE, MESSAGE, MESSAGE);
    assertThat(inbound.taken).hasSize(3);
    assertThat(inbound.asked).isEqualTo(1);
  }

  @Test
  void aFaultEndsTheConnection() {
    login();
    channel.pipeline().fireExceptionCaught(new IllegalStateException("on purpose"));
    assertThat(channel.isOpen()).isFalse();
    assertThat(Closing.reason(channel)).hasMessage("on purpose");
  }

  private void login() {
    channel.writeInbound(Frames.pong(42));
    written();
  }

  private void pass(long seconds) {
    for (long i = 0; i < seconds; i++) {
      channel.advanceTimeBy(1, TimeUnit.SECONDS);
      channel.runScheduledPendingTasks();
    }
  }

  private List<Frame> written() {
    List<Frame> frames = new ArrayList<>();
    for (Frame frame = channel.readOutbound(); frame != null; frame = channel.readOutbound()) {
      frames.add(frame);
    }
    return frames;
  }

  private static final class FakeInbound implements Inbound {

    final List<Frame> taken = new ArrayList<>();
    boolean room = true;
    int asked;
    private @Nullable Runnable action;

    @Override
    public String resume() {
      return "";
    }

    @Override
    public void loggedIn(Channel channel, LoginAck ack) {}

    @Override
    public boolean take(Frame frame) {
      taken.add(frame);
      return room;
    }

    @Override
    public void whenRoom(Runnable value) {
      asked++;
      action = value;
    }

    void giveRoom() {
      room = true;
      action.run();
    }
  }
}
