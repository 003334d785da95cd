package io.crossim.server.gateway;

import static io.crossim.server.gateway.GatewayFixture.connection;
import static io.crossim.server.gateway.GatewayFixture.received;
import static io.crossim.server.gateway.GatewayFixture.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.result.ResultCode;
import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.ConnectionState;
import io.crossim.server.connection.FrameBytes;
import io.crossim.server.connection.FrameSource;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineTest {

  private final GatewayFixture gateway = new GatewayFixture();
  private final EmbeddedChannel channel = gateway.connect();

  @Test
  void loginIsBoundAndPingAnsweredEvenWhenTheyComeTogether() {
    send(channel, Frames.login(7, "ann"), Frames.ping(7));

    assertThat(received(channel)).containsExactly(Frames.pong(7));
    assertThat(connection(channel).state()).isEqualTo(ConnectionState.BOUND);
    assertThat(gateway.sessions.binds)
        .singleElement()
        .satisfies(
            bind -> {
              assertThat(bind.getUserId()).isEqualTo(7);
              assertThat(bind.getUserName()).isEqualTo("ann");
              assertThat(bind.getDevice()).isEqualTo("v2");
              assertThat(bind.getConnection()).isEqualTo(connection(channel).id());
              assertThat(bind.getGeneration()).isZero();
            });
  }

  @Test
  void nothingIsWrittenBeforeTheLoginIsAccepted() {
    gateway.sessions.during =
        bind -> {
          connection(channel).writer().deliver(FrameSource.shared(message("held")));
          connection(channel).writer().flush();
          assertThat((Object) channel.readOutbound()).isNull();
        };

    send(channel, Frames.login(7, "ann"));

    assertThat(received(channel)).containsExactly(message("held"));
  }

  @Test
  void refusedLoginIsClosedWithoutAWord() {
    gateway.sessions.answer = ResultCode.REPEAT_LOGIN;

    send(channel, Frames.login(7, "ann"), Frames.ping(7));
    channel.runPendingTasks();

    assertClosed(CloseReason.LOGIN_REFUSED);
    assertThat(received(channel)).isEmpty();
    assertThat(gateway.sessions.unbinds).isEmpty();
  }

  @Test
  void connectionThatClosesWhileItIsBoundIsUnbound() {
    gateway.sessions.during = bind -> channel.close();

    send(channel, Frames.login(7, "ann"));
    channel.runPendingTasks();
    gateway.pause();

    assertThat(gateway.sessions.unbinds)
        .singleElement()
        .satisfies(unbind -> assertThat(unbind.getGeneration()).isEqualTo(1));
    assertThat(gateway.registry.of(7)).isEmpty();
  }

  @Test
  void endOfAConnectionIsToldToTheRouteOnce() {
    send(channel, Frames.login(7, "ann"));
    channel.close();
    channel.runPendingTasks();
    gateway.pause();

    assertThat(gateway.sessions.unbinds).hasSize(1);
    assertThat(gateway.connections.size()).isZero();
    assertThat(gateway.closes.count(CloseReason.PEER_CLOSED)).isEqualTo(1);
  }

  @Test
  void mutedConnectionGetsPongsOnlyAndUnbindsNothing() {
    send(channel, Frames.login(7, "ann"));
    gateway.displacement.end(connection(channel), ResultCode.REPEAT_LOGIN, "logged in elsewhere");

    assertThat(connection(channel).writer().deliver(FrameSource.shared(message("late")))).isFalse();
    send(channel, Frames.ping(7));
    assertThat(received(channel)).containsExactly(Frames.pong(7));
    assertThat(gateway.registry.of(7)).isEmpty();

    channel.close();
    channel.runPendingTasks();
    assertThat(gateway.sessions.unbinds).isEmpty();
  }

  @Test
  void whoIsKickedIsClosedAndUnbound() {
    send(channel, Frames.login(7, "ann"));
    gateway.displacement.end(connection(channel), ResultCode.TOKEN_INVALID, "kicked");
    channel.runPendingTasks();
    gateway.pause();

    assertThat(channel.isOpen()).isFalse();
    assertThat(received(channel)).isEmpty();
    assertThat(gateway.registry.of(7)).isEmpty();
    assertThat(gateway.sessions.unbinds).hasSize(1);
    assertThat(gateway.closes.count(CloseReason.KICKED)).isEqualTo(1);
  }

  @Test
  void sessionWithASuccessorFallsSilentWhenItIsRestored() {
    send(channel, Frames.login(7, "ann"));
    gateway.sessions.answer = ResultCode.REPEAT_LOGIN;

    gateway.binder.rebinding().all();
    channel.runPendingTasks();

    assertThat(gateway.sessions.binds).last().matches(bind -> bind.getGeneration() == 1);
    assertThat(connection(channel).state()).isEqualTo(ConnectionState.MUTED);
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void sessionThatIsOverEndsWhenItIsRestored() {
    gateway.sessions.credentialVersion = 3;
    send(channel, Frames.login(7, "ann"));
    gateway.sessions.answer = ResultCode.TOKEN_INVALID;

    gateway.binder.rebinding().all();
    channel.runPendingTasks();

    assertThat(gateway.sessions.binds).last().matches(bind -> bind.getCredentialVersion() == 3);
    assertThat(channel.isOpen()).isFalse();
    assertThat(gateway.registry.of(7)).isEmpty();
    assertThat(gateway.closes.count(CloseReason.KICKED)).isEqualTo(1);
  }

  @Test
  void whatWasTakenForDeadBindsAgainOnceForAllRoutesThatSaySo() {
    send(channel, Frames.login(7, "ann"));

    gateway.binder.rebinding().allSoon();
    gateway.binder.rebinding().allSoon();
    gateway.pause();
    channel.runPendingTasks();
    assertThat(gateway.sessions.binds).hasSize(2).last().matches(bind -> bind.getGeneration() == 1);

    gateway.binder.rebinding().allSoon();
    gateway.pause();
    channel.runPendingTasks();
    assertThat(gateway.sessions.binds).hasSize(3);
  }

  @Test
  void anotherNameOfTheStoreBindsAgain() {
    send(channel, Frames.login(7, "ann"));

    gateway.binder.rebinding().storeEpoch("");
    gateway.binder.rebinding().storeEpoch("a");
    gateway.binder.rebinding().storeEpoch("a");
    channel.runPendingTasks();
    assertThat(gateway.sessions.binds).hasSize(1);

    gateway.binder.rebinding().storeEpoch("b");
    channel.runPendingTasks();
    assertThat(gateway.sessions.binds).hasSize(2);
  }

  @Test
  void storeThatIsLostWhileALoginIsBoundGetsThatLoginAgain() {
    gateway.sessions.during =
        bind -> {
          gateway.sessions.during = again -> {};
          gateway.binder.rebinding().all();
        };

    send(channel, Frames.login(7, "ann"));
    channel.runPendingTasks();

    assertThat(gateway.sessions.binds).hasSize(2).last().matches(bind -> bind.getGeneration() == 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PING", "MESSAGE", "OFFLINE"})
  void commandBeforeTheLoginCloses(Command command) {
    send(channel, Frame.newBuilder().setCmd(command).setId(7).build());

    assertClosed(CloseReason.NOT_LOGGED_IN);
  }

  @ParameterizedTest
  @CsvSource({"0, ann", "-1, ann", "7, ''", "7, 'a\tb'"})
  void impossibleLoginCloses(long userId, String name) {
    send(channel, Frames.login(userId, name));

    assertClosed(CloseReason.LOGIN_INVALID);
    assertThat(gateway.sessions.binds).isEmpty();
  }

  @Test
  void nobodyBecomesSomebodyElse() {
    send(channel, Frames.login(7, "ann"), Frames.login(7, "ann"));
    assertThat(channel.isOpen()).isTrue();

    send(channel, Frames.login(8, "bob"));
    assertClosed(CloseReason.LOGIN_INVALID);
  }

  @Test
  void repeatedLoginChangesNothingAndFindsNoLoginHandler() {
    assertThat(channel.pipeline().get(LoginHandler.class)).isNotNull();

    send(channel, Frames.login(7, "ann"), Frames.login(7, "bob"), Frames.ping(7));

    assertThat(channel.pipeline().get(LoginHandler.class)).isNull();
    assertThat(received(channel)).containsExactly(Frames.pong(7));
    assertThat(connection(channel).userName()).isEqualTo("ann");
    assertThat(gateway.sessions.binds).hasSize(1);
  }

  @Test
  void unknownCommandIsIgnored() {
    send(channel, Frames.login(7, "ann"), Frame.newBuilder().setCmdValue(99).build());
    send(channel, message("from a client"), Frames.ping(7));

    assertThat(received(channel)).containsExactly(Frames.pong(7));
  }

  @Test
  void garbageCloses() {
    channel.writeInbound(
        Unpooled.copiedBuffer("GET / HTTP/1.1\r\nHost: x\r\n\r\n", StandardCharsets.US_ASCII),
        Unpooled.copiedBuffer("x".repeat(500), StandardCharsets.US_ASCII));

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void bytesThatAreNoMessageClose() {
    channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {3, 0x0F, 0x0F, 0x0F}));

    assertClosed(CloseReason.FRAME_BROKEN);
  }

  @Test
  void lengthOfTwoGigabytesCloses() {
    channel.writeInbound(
        Unpooled.wrappedBuffer(new byte[] {-1, -1, -1, -1, 7})); // varint of 2^31 - 1

    assertClosed(CloseReason.FRAME_TOO_LARGE);
  }

  @Test
  void negativeLengthCloses() {
    channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {-1, -1, -1, -1, 15}));

    assertClosed(CloseReason.FRAME_TOO_LARGE);
  }

  @Test
  void endlessLengthCloses() {
    channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {-1, -1, -1, -1, -1, -1}));

    assertClosed(CloseReason.FRAME_BROKEN);
  }

  @Test
  void largerFramesAreTakenOnlyAfterTheLogin() {
    send(channel, Frames.login(7, "ann"));
    send(channel, message("x".repeat(GatewayFixture.MAX_LOGIN_FRAME * 2)));
    assertThat(channel.isOpen()).isTrue();

    send(channel, message("x".repeat(GatewayFixture.MAX_FRAME)));
    assertClosed(CloseReason.FRAME_TOO_LARGE);
  }

  @Test
  void framesComeTogetherFromSingleBytes() {
    for (byte part : FrameBytes.encode(Frames.login(300, "ann"))) {
      assertThat(gateway.sessions.binds).isEmpty();
      channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {part}));
    }

    assertThat(gateway.sessions.binds).hasSize(1);
  }

  @Test
  void errorInAHandlerClosesTheConnection() {
    channel.pipeline().fireExceptionCaught(new IllegalStateException("oops"));

    assertClosed(CloseReason.INTERNAL_ERROR);
  }

  private void assertClosed(CloseReason reason) {
    assertThat(channel.isOpen()).isFalse();
    assertThat(connection(channel).state()).isEqualTo(ConnectionState.CLOSED);
    assertThat(gateway.closes.count(reason)).isEqualTo(1);
  }

  private static Frame message(String text) {
    return Frame.newBuilder().setCmd(Command.MESSAGE).setId(7).setText(text).build();
  }
}
