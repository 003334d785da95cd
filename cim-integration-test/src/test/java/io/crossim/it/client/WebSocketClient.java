package io.crossim.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Frames;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.Position;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Speaks protocol v3 over the WebSocket of the JDK, a frame in each binary message. */
public final class WebSocketClient implements AutoCloseable {

  private static final String PROTOCOL = "cim.v3";

  private final List<Frame> frames = new CopyOnWriteArrayList<>();
  private final AtomicInteger closeCode = new AtomicInteger(-1);
  private final WebSocket socket;

  private WebSocketClient(HttpClient http, URI url, Map<String, String> headers) throws Exception {
    WebSocket.Builder builder = http.newWebSocketBuilder().subprotocols(PROTOCOL);
    headers.forEach(builder::header);
    socket =
        builder.buildAsync(url, new Listener()).get(Patience.CALL.toSeconds(), TimeUnit.SECONDS);
    assertThat(socket.getSubprotocol()).isEqualTo(PROTOCOL);
  }

  /** Opens a connection and says nothing. */
  public static WebSocketClient open(String url) throws Exception {
    return open(url, Map.of());
  }

  /** The same with more headers. */
  public static WebSocketClient open(String url, Map<String, String> headers) throws Exception {
    return new WebSocketClient(HttpClient.newHttpClient(), URI.create(url), headers);
  }

  /** The same over TLS, with a client that trusts by this context. */
  public static WebSocketClient open(String url, SSLContext trust) throws Exception {
    return new WebSocketClient(
        HttpClient.newBuilder().sslContext(trust).build(), URI.create(url), Map.of());
  }

  /** Asks a route where, connects there and logs in. */
  public static WebSocketClient online(Route route, User user) throws Exception {
    WebSocketClient client = open(urlOf(route, user));
    assertThat(client.login(user).getLoginAck().getCode()).isEqualTo("9000");
    return client;
  }

  /** Where a route sends a user. */
  public static String urlOf(Route route, User user) {
    String answered =
        route
            .http()
            .postV3(
                "/login", Map.of("userId", user.id(), "userName", user.name(), "transport", "ws"))
            .orFail()
            .path("wsUrl")
            .asString();
    return URI.create(route.url()).resolve(answered).toString().replaceFirst("^http", "ws");
  }

  /** Logs in and returns the answer. */
  public Frame login(User user) {
    send(Frames.login(user.id(), user.name()).toBuilder().putProperties("proto", "3").build());
    return await(Command.LOGIN_ACK, frame -> true);
  }

  public void send(Frame frame) {
    socket.sendBinary(ByteBuffer.wrap(frame.toByteArray()), true).join();
  }

  /** Sends the bytes of a frame in two fragments. */
  public void sendInHalves(Frame frame) {
    byte[] bytes = frame.toByteArray();
    int half = bytes.length / 2;
    socket.sendBinary(ByteBuffer.wrap(bytes, 0, half), false).join();
    socket.sendBinary(ByteBuffer.wrap(bytes, half, bytes.length - half), true).join();
  }

  /** Sends a text message, which is none of the protocol. */
  public void sendText(String text) {
    socket.sendText(text, true).join();
  }

  /** Sends a text to a user, and waits for the answer to it. */
  public Frame sendTo(User receiver, String id, String text) {
    send(message(receiver, id, text));
    return await(
        Command.SEND_ACK,
        frame -> frame.getSendAcksList().stream().anyMatch(ack -> ack.getClientMsgId().equals(id)));
  }

  public static Frame message(User receiver, String id, String text) {
    return Frame.newBuilder()
        .setCmd(Command.SEND)
        .addMessages(
            Message.newBuilder()
                .setConversation(Conversation.newBuilder().setId(receiver.id()))
                .setClientMsgId(id)
                .setBody(ByteString.copyFromUtf8(text)))
        .build();
  }

  /** Waits for a text, and acknowledges everything up to it. */
  public void awaitText(String text) {
    Frame frame = await(Command.PUSH, push -> texts(push).contains(text));
    Message last = frame.getMessages(frame.getMessagesCount() - 1);
    String epoch = await(Command.LOGIN_ACK, ack -> true).getLoginAck().getEpoch();
    if (last.getSeq() > 0) {
      send(
          Frame.newBuilder()
              .setCmd(Command.ACK)
              .setPosition(Position.newBuilder().setEpoch(epoch).setSeq(last.getSeq()))
              .build());
    }
  }

  /** All texts so far, in their order. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    frames.forEach(frame -> texts.addAll(texts(frame)));
    return texts;
  }

  private static List<String> texts(Frame frame) {
    return frame.getMessagesList().stream()
        .map(message -> message.getBody().toStringUtf8())
        .toList();
  }

  /** Waits for a frame, which may have come before. */
  public Frame await(Command command, Predicate<Frame> wanted) {
    Predicate<Frame> all = wanted.and(frame -> frame.getCmd() == command);
    Awaitility.await(command + " over WebSocket").until(() -> frames.stream().anyMatch(all));
    return frames.stream().filter(all).findFirst().orElseThrow();
  }

  /** Waits for the end, and returns the code that the server gave for it. */
  public int awaitClosed() {
    Awaitility.await("the end of the connection").until(() -> closeCode.get() >= 0);
    return closeCode.get();
  }

  @Override
  public void close() {
    socket.abort();
  }

  private final class Listener implements WebSocket.Listener {

    private final ByteArrayOutputStream message = new ByteArrayOutputStream();

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean isLast) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      message.writeBytes(bytes);
      if (isLast) {
        try {
          frames.add(Frame.parseFrom(message.toByteArray()));
        } catch (InvalidProtocolBufferException e) {
          throw new AssertionError(e);
        }
        message.reset();
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closeCode.set(code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      closeCode.compareAndSet(-1, 0);
    }
  }
}
