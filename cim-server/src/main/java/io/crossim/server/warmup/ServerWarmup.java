package io.crossim.server.warmup;

import static io.crossim.service.warmup.WarmupEnvironment.await;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.Position;
import io.crossim.common.result.ResultCode;
import io.crossim.server.api.Broadcast;
import io.crossim.server.api.GatewayApi;
import io.crossim.server.api.OnlineRequest;
import io.crossim.server.api.Push;
import io.crossim.server.api.PushBatch;
import io.crossim.service.warmup.WarmupEnvironment;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Two clients log in, get messages and send some; each message has to arrive. */
public final class ServerWarmup {

  private static final int V3_USER = 1;
  private static final int V2_USER = 2;
  private static final ByteString TEXT = ByteString.copyFromUtf8("warmup");

  private ServerWarmup() {}

  /**
   * Sends the messages.
   *
   * @param port where clients connect
   * @param gateway what routes call
   */
  public static void run(WarmupEnvironment environment, int port, GatewayApi gateway)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    try (Socket v3 = connect(port);
        Socket v2 = connect(port)) {
      write(v3, Frames.login(V3_USER, "v3").toBuilder().putProperties("proto", "3").build());
      read(v3, Command.LOGIN_ACK);
      write(v2, Frames.login(V2_USER, "v2"));
      write(v2, Frames.ping(V2_USER)); // answered once the session is bound
      read(v2, Command.PING);
      for (int seq = 1; environment.sends(seq, WarmupEnvironment.MESSAGES); seq++) {
        PushBatch.Builder pushes = PushBatch.newBuilder();
        await(
            gateway.push(
                pushes.addPushes(push(V3_USER, seq)).addPushes(push(V2_USER, seq)).build()));
        read(v2, Command.MESSAGE);
        read(v3, Command.PUSH);
        Position.Builder position = Position.newBuilder().setEpoch(StubRoute.EPOCH).setSeq(seq);
        write(v3, Frame.newBuilder().setCmd(Command.ACK).setPosition(position).build());
        write(v3, Frame.newBuilder().setCmd(Command.SEND).addMessages(message("m" + seq)).build());
        String code = read(v3, Command.SEND_ACK).getSendAcks(0).getCode();
        if (!code.equals(ResultCode.SUCCESS.code())) {
          throw new IOException("a send was answered " + code);
        }
      }
      await(gateway.broadcast(Broadcast.newBuilder().setBody(TEXT).build()));
      read(v2, Command.MESSAGE);
      read(v3, Command.PUSH);
      await(gateway.online(OnlineRequest.getDefaultInstance()));
    }
  }

  private static Push push(long receiver, int seq) {
    Message message = Message.newBuilder().setSenderId(V3_USER).setBody(TEXT).build();
    return Push.newBuilder()
        .setReceiverId(receiver)
        .setEpoch(StubRoute.EPOCH)
        .setSeq(seq)
        .setMessageId(seq)
        .setPayload(message.toByteString())
        .build();
  }

  private static Message message(String id) {
    return Message.newBuilder()
        .setConversation(Conversation.newBuilder().setId(V3_USER))
        .setBody(TEXT)
        .setClientMsgId(id)
        .build();
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(WarmupEnvironment.ADDRESS, port);
    socket.setSoTimeout((int) WarmupEnvironment.PATIENCE.toMillis());
    socket.setTcpNoDelay(true);
    return socket;
  }

  private static void write(Socket socket, Frame frame) throws IOException {
    frame.writeDelimitedTo(socket.getOutputStream());
  }

  /** Waits for a frame of this kind and leaves out what comes before it. */
  private static Frame read(Socket socket, Command command) throws IOException {
    Frame frame;
    do {
      frame = Frame.parseDelimitedFrom(socket.getInputStream());
      if (frame == null) {
        throw new IOException("closed before " + command);
      }
    } while (frame.getCmd() != command);
    return frame;
  }
}
