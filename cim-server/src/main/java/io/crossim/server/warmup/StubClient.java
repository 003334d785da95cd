package io.crossim.server.warmup;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.Position;
import io.crossim.common.protocol.SendAck;
import io.crossim.common.result.ResultCode;
import io.crossim.service.warmup.WarmupEnvironment;
import java.io.IOException;
import java.net.Socket;
import lombok.RequiredArgsConstructor;

/** A user in a warm-up, over a plain socket. Every wait is bounded. */
@RequiredArgsConstructor
final class StubClient implements AutoCloseable {

  private final Socket socket;
  private final long userId;

  static StubClient connect(int port, long userId) throws IOException {
    Socket socket = new Socket(WarmupEnvironment.ADDRESS, port);
    socket.setSoTimeout((int) WarmupEnvironment.PATIENCE.toMillis());
    socket.setTcpNoDelay(true);
    return new StubClient(socket, userId);
  }

  /** Returns when the session is bound. */
  StubClient loginV3() throws IOException {
    write(Frames.login(userId, "warmup").toBuilder().putProperties("proto", "3").build());
    read(Command.LOGIN_ACK);
    return this;
  }

  /** The same: a ping is answered then. */
  StubClient loginV2() throws IOException {
    write(Frames.login(userId, "warmup"));
    write(Frames.ping(userId));
    read(Command.PING);
    return this;
  }

  void acknowledge(long seq) throws IOException {
    write(
        Frame.newBuilder()
            .setCmd(Command.ACK)
            .setPosition(Position.newBuilder().setEpoch(StubRoute.EPOCH).setSeq(seq))
            .build());
  }

  /** Sends a message, and waits for what became of it. */
  void send(String text) throws IOException {
    write(
        Frame.newBuilder()
            .setCmd(Command.SEND)
            .addMessages(
                Message.newBuilder()
                    .setConversation(Conversation.newBuilder().setId(userId))
                    .setBody(ByteString.copyFromUtf8(text))
                    .setClientMsgId(text))
            .build());
    SendAck ack = read(Command.SEND_ACK).getSendAcks(0);
    if (!ack.getCode().equals(ResultCode.SUCCESS.code())) {
      throw new IOException(ack.getCode() + ", " + ack.getText());
    }
  }

  private void write(Frame frame) throws IOException {
    frame.writeDelimitedTo(socket.getOutputStream());
  }

  /** Waits for a frame of this kind; what comes before it is passed over. */
  Frame read(Command command) throws IOException {
    Frame frame;
    do {
      frame = Frame.parseDelimitedFrom(socket.getInputStream());
      if (frame == null) {
        throw new IOException("closed before " + command);
      }
    } while (frame.getCmd() != command);
    return frame;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
