package io.crossim.service.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crossim.common.protocol.Frames;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstBytesTest {

  private static final int HANDSHAKE = 0x16;
  private static final int ALERT = 0x15;
  private static final int PROTOCOL_VERSION = 70;

  @TempDir private Path directory;

  private TestCerts certs;

  @BeforeEach
  void issue() {
    certs = new TestCerts(directory);
    certs.issue("first");
  }

  @Test
  void nothingIsAddedWithoutACertificate() {
    EmbeddedChannel channel = channel(ServerTls.none());
    assertThat(channel.pipeline().get(ServerTls.NAME)).isNull();
  }

  @Test
  void aFrameOf22BytesIsNoTls() throws IOException {
    byte[] frame = loginOf22Bytes();
    assertThat(frame[0]).isEqualTo((byte) HANDSHAKE);
    EmbeddedChannel channel = channel(tls(false));

    channel.writeInbound(Unpooled.copiedBuffer(frame, 0, 1));
    assertThat((Object) channel.readInbound()).isNull();
    assertThat(channel.pipeline().get(FirstBytes.class)).isNotNull();

    channel.writeInbound(Unpooled.copiedBuffer(frame, 1, 1));
    assertThat(channel.pipeline().get(ServerTls.NAME)).isNull();
    channel.writeInbound(Unpooled.copiedBuffer(frame, 2, frame.length - 2));
    assertThat(inbound(channel)).isEqualTo(frame);
  }

  @Test
  void plaintextPassesWithItsFirstByte() {
    EmbeddedChannel channel = channel(tls(false));
    channel.writeInbound(bytes("G"));
    assertThat(channel.pipeline().get(ServerTls.NAME)).isNull();
    channel.writeInbound(bytes("ET /"));
    assertThat(inbound(channel)).isEqualTo("GET /".getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void tlsIsToldByItsSecondByteAndAnswered() {
    byte[] hello = ClientHello.of(ClientHello.TLS_1_2);
    EmbeddedChannel channel = channel(tls(true));
    channel.writeInbound(Unpooled.copiedBuffer(hello, 0, 1));
    assertThat(channel.pipeline().get(SslHandler.class)).isNull();
    for (int i = 1; i < hello.length; i++) {
      channel.writeInbound(Unpooled.copiedBuffer(hello, i, 1));
      assertThat(channel.pipeline().get(SslHandler.class)).isNotNull();
    }
    assertThat(outbound(channel)[0]).isEqualTo((byte) HANDSHAKE);
    assertThat((Object) channel.readInbound()).isNull();
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void tls11IsRefusedWithAnAlert() {
    EmbeddedChannel channel = channel(tls(true));
    assertThatThrownBy(
            () -> channel.writeInbound(Unpooled.wrappedBuffer(ClientHello.of(ClientHello.TLS_1_1))))
        .hasRootCauseInstanceOf(SSLException.class);
    byte[] answer = outbound(channel);
    assertThat(answer[0]).isEqualTo((byte) ALERT);
    assertThat(answer[6]).isEqualTo((byte) PROTOCOL_VERSION);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aHandshakeThatStopsIsClosedAfterTenSeconds() {
    EmbeddedChannel channel = channel(tls(true));
    channel.freezeTime();
    channel.writeInbound(Unpooled.copiedBuffer(ClientHello.of(ClientHello.TLS_1_2), 0, 9));

    channel.advanceTimeBy(9, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isTrue();

    channel.advanceTimeBy(2, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void plaintextIsClosedWhereTlsIsRequired() throws IOException {
    for (byte[] first :
        new byte[][] {loginOf22Bytes(), "GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII)}) {
      EmbeddedChannel channel = channel(tls(true));
      assertThatThrownBy(() -> channel.writeInbound(Unpooled.wrappedBuffer(first)))
          .isInstanceOf(SSLException.class)
          .hasMessage("plaintext (expected: TLS)");
      assertThat((Object) channel.readInbound()).isNull();
      assertThat((Object) channel.readOutbound()).isNull();
      assertThat(channel.isOpen()).isFalse();
    }
  }

  /** What a login of a user with a name of 17 letters is. */
  private static byte[] loginOf22Bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Frames.login(1000, "a name of 17 let.").writeDelimitedTo(bytes);
    assertThat(bytes.toByteArray()).hasSize(23);
    return bytes.toByteArray();
  }

  private ServerTls tls(boolean required) {
    return ServerTls.of(TlsBundle.of(certs.bundle()), required);
  }

  private static EmbeddedChannel channel(ServerTls tls) {
    EmbeddedChannel channel = new EmbeddedChannel();
    tls.addTo(channel.pipeline());
    return channel;
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
  }

  private static byte[] inbound(EmbeddedChannel channel) {
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf part = channel.readInbound(); part != null; part = channel.readInbound()) {
      all.writeBytes(part);
      part.release();
    }
    return ByteBufUtil.getBytes(all);
  }

  private static byte[] outbound(EmbeddedChannel channel) {
    channel.runPendingTasks();
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      all.writeBytes(part);
      part.release();
    }
    return ByteBufUtil.getBytes(all);
  }
}
