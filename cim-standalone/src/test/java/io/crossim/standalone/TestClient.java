package io.crossim.standalone;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.Position;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A v3 client on a bare connection, which acknowledges what it gets. */
final class TestClient implements AutoCloseable {

  final List<Message> messages = new CopyOnWriteArrayList<>();
  final List<Frame> others = new CopyOnWriteArrayList<>();

  private final Socket socket;

  TestClient(int port, long userId, String userName) throws IOException {
    socket = new Socket("127.0.0.1", port);
    Thread reader = new Thread(this::read, "test-client-" + userId);
    reader.setDaemon(true);
    reader.start();
    write(
        Frame.newBuilder()
            .setCmd(Command.LOGIN_REQUEST)
            .setId(userId)
            .setText(userName)
            .putProperties("proto", "3")
            .putProperties("device", "desk")
            .putProperties("features", "conversations")
            .build());
  }

  private synchronized void write(Frame frame) throws IOException {
    frame.writeDelimitedTo(socket.getOutputStream());
  }

  void sendToGroup(long group, String id, String text) throws IOException {
    write(
        Frame.newBuilder()
            .setCmd(Command.SEND)
            .addMessages(
                Message.newBuilder()
                    .setConversation(
                        Conversation.newBuilder().setType(Conversation.Type.GROUP).setId(group))
                    .setClientMsgId(id)
                    .setBody(ByteString.copyFromUtf8(text)))
            .build());
  }

  private void read() {
    try {
      for (Frame frame = next(); frame != null; frame = next()) {
        if (frame.getCmd() == Command.PUSH) {
          messages.addAll(frame.getMessagesList());
          Message last = frame.getMessages(frame.getMessagesCount() - 1);
          write(
              Frame.newBuilder()
                  .setCmd(Command.ACK)
                  .setPosition(
                      Position.newBuilder()
                          .setSeq(last.getSeq())
                          .setMessageId(last.getMessageId())
                          .setEpoch(epoch()))
                  .build());
        } else {
          others.add(frame);
        }
      }
    } catch (IOException e) {
      others.add(Frame.newBuilder().setText(String.valueOf(e.getMessage())).build());
    }
  }

  private String epoch() {
    return others.stream()
        .filter(frame -> frame.getCmd() == Command.LOGIN_ACK)
        .map(frame -> frame.getLoginAck().getEpoch())
        .findFirst()
        .orElse("");
  }

  private Frame next() throws IOException {
    return Frame.parseDelimitedFrom(socket.getInputStream());
  }

  List<String> texts() {
    return messages.stream()
        .map(message -> message.getKind() + " " + message.getBody().toStringUtf8())
        .map(String::strip)
        .toList();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
