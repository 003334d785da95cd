package io.crossim.route.warmup;

import static io.crossim.service.warmup.WarmupEnvironment.await;

import com.google.protobuf.ByteString;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.metastore.ServerNode;
import io.crossim.route.api.AckBatch;
import io.crossim.route.api.AckItem;
import io.crossim.route.api.Bind;
import io.crossim.route.api.BindBatch;
import io.crossim.route.api.BindResult;
import io.crossim.route.api.HeadItem;
import io.crossim.route.api.HeadsRequest;
import io.crossim.route.api.ReadBatch;
import io.crossim.route.api.ReadItem;
import io.crossim.route.api.RoutePaths;
import io.crossim.route.api.RoutePeer;
import io.crossim.route.api.SendBatch;
import io.crossim.route.api.SendItem;
import io.crossim.route.api.SendOutcome;
import io.crossim.route.api.Unbind;
import io.crossim.route.api.UnbindBatch;
import io.crossim.service.warmup.JsonCaller;
import io.crossim.service.warmup.WarmupEnvironment;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;

/**
 * Two users register, one logs in and gets messages of the other; everything that it waits for has
 * to come.
 */
@RequiredArgsConstructor
public final class RouteWarmup {

  private static final Pattern USER_ID = Pattern.compile("\"userId\":(\\d+)");
  private static final String SENDER = "sender";
  private static final String RECEIVER = "receiver";
  private static final String DEVICE = "default";

  /** The route as clients call it. */
  private final JsonCaller client;

  /** The route as cim-servers call it. */
  private final RoutePeer server;

  /** The server that the route pushes to. */
  private final StubServer pushed;

  /**
   * Plays it.
   *
   * @param stage says when it is time to end
   */
  public void on(WarmupEnvironment environment)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    long sender = register(SENDER);
    long receiver = register(RECEIVER);
    client.post(
        RoutePaths.LOGIN, "{\"userId\":%d,\"userName\":\"%s\"}".formatted(receiver, RECEIVER));
    BindResult sending = bind(sender, SENDER);
    BindResult session = bind(receiver, RECEIVER);
    for (int seq = 1; seq <= WarmupEnvironment.MESSAGES && environment.hasTime(); seq++) {
      client.post(
          RoutePaths.PRIVATE,
          "{\"userId\":%d,\"receiveUserId\":%d,\"msg\":\"m\"}".formatted(sender, receiver));
      send(sender, sending.getGeneration(), receiver, "m" + seq);
      pushed.awaitPushes(2);
      acknowledge(receiver, session.getEpoch(), 2L * seq);
    }
    read(receiver);
    client.post(RoutePaths.GROUP, "{\"userId\":%d,\"msg\":\"m\"}".formatted(sender));
    client.get(RoutePaths.ONLINE);
    await(
        server.unbind(
            UnbindBatch.newBuilder()
                .addUnbinds(unbind(sender, sending))
                .addUnbinds(unbind(receiver, session))
                .build()));
  }

  private static Unbind unbind(long userId, BindResult session) {
    return Unbind.newBuilder()
        .setUserId(userId)
        .setDevice(DEVICE)
        .setGeneration(session.getGeneration())
        .build();
  }

  private long register(String name) throws IOException {
    String answer = client.post(RoutePaths.REGISTER, "{\"userName\":\"%s\"}".formatted(name));
    Matcher id = USER_ID.matcher(answer);
    if (!id.find()) {
      throw new IOException(answer + " (expected: an account)");
    }
    return Long.parseLong(id.group(1));
  }

  private BindResult bind(long userId, String name)
      throws InterruptedException, ExecutionException, TimeoutException {
    ServerNode node = StubServer.node();
    Bind bind =
        Bind.newBuilder()
            .setUserId(userId)
            .setUserName(name)
            .setDevice(DEVICE)
            .setConnection(userId)
            .build();
    BindBatch batch =
        BindBatch.newBuilder()
            .setServer(node.name())
            .setIncarnation(node.incarnation())
            .addBinds(bind)
            .build();
    BindResult result = await(server.bind(batch)).getResults(0);
    requireSuccess(result.getCode(), result.getMessage());
    return result;
  }

  private static void requireSuccess(String code, String text) {
    if (!code.equals(ResultCode.SUCCESS.code())) {
      throw new CimException(ResultCode.of(code), text);
    }
  }

  private void acknowledge(long userId, String epoch, long seq)
      throws InterruptedException, ExecutionException, TimeoutException {
    AckItem ack =
        AckItem.newBuilder()
            .setUserId(userId)
            .setDevice(DEVICE)
            .setEpoch(epoch)
            .setSeq(seq)
            .build();
    await(server.acknowledge(AckBatch.newBuilder().addAcks(ack).build()));
  }

  private void send(long sender, long generation, long receiver, String name)
      throws InterruptedException, ExecutionException, TimeoutException {
    SendItem send =
        SendItem.newBuilder()
            .setSenderId(sender)
            .setSenderName(SENDER)
            .setGeneration(generation)
            .setConversationId(receiver)
            .setBody(ByteString.copyFromUtf8(name))
            .setClientMsgId(name)
            .build();
    SendOutcome outcome =
        await(server.send(SendBatch.newBuilder().addSends(send).build())).getOutcomes(0);
    requireSuccess(outcome.getCode(), outcome.getText());
  }

  private void read(long userId) throws InterruptedException, ExecutionException, TimeoutException {
    ReadItem read = ReadItem.newBuilder().setUserId(userId).setDevice(DEVICE).setLimit(1).build();
    await(server.read(ReadBatch.newBuilder().addReads(read).build()));
    HeadItem head = HeadItem.newBuilder().setUserId(userId).setDevice(DEVICE).build();
    await(server.heads(HeadsRequest.newBuilder().addItems(head).build()));
  }
}
