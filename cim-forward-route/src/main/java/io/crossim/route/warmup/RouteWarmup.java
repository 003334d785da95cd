package io.crossim.route.warmup;

import static io.crossim.service.warmup.WarmupEnvironment.await;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Message;
import io.crossim.common.result.ResultCode;
import io.crossim.route.api.AckBatch;
import io.crossim.route.api.AckItem;
import io.crossim.route.api.Bind;
import io.crossim.route.api.BindBatch;
import io.crossim.route.api.BindResult;
import io.crossim.route.api.CollectRequest;
import io.crossim.route.api.HeadItem;
import io.crossim.route.api.HeadsRequest;
import io.crossim.route.api.ReadBatch;
import io.crossim.route.api.ReadItem;
import io.crossim.route.api.RoutePaths;
import io.crossim.route.api.RoutePeer;
import io.crossim.route.api.SendBatch;
import io.crossim.route.api.Unbind;
import io.crossim.route.api.UnbindBatch;
import io.crossim.route.api.UploadItem;
import io.crossim.service.warmup.WarmupEnvironment;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;

/**
 * Two users register, one logs in and gets messages of the other, each of which has to arrive; then
 * they talk in a group.
 */
@RequiredArgsConstructor
public final class RouteWarmup {

  private static final Pattern USER_ID = Pattern.compile("\"userId\":(\\d+)");
  private static final Pattern GROUP_ID = Pattern.compile("\"groupId\":(\\d+)");

  /** A message in so many goes to the group. */
  private static final int TO_GROUP = 4;

  private static final String DEVICE = "default";
  private static final ByteString TEXT = ByteString.copyFromUtf8("m");

  private final WarmupEnvironment environment;
  private final StubServer server;

  /** Sends the messages. */
  public void run() throws IOException, InterruptedException, ExecutionException, TimeoutException {
    RoutePeer route = new RoutePeer(environment.caller());
    long sender = register("sender");
    long receiver = register("receiver");
    environment.call(
        RoutePaths.LOGIN, "{\"userId\":%d,\"userName\":\"receiver\"}".formatted(receiver));
    BindResult sending = bind(route, sender, "sender");
    BindResult session = bind(route, receiver, "receiver");
    String text = "{\"userId\":%d,\"receiveUserId\":%d,\"msg\":\"m\"}".formatted(sender, receiver);
    UploadItem.Builder upload =
        UploadItem.newBuilder().setSenderId(sender).setGeneration(sending.getGeneration());
    Message.Builder message =
        Message.newBuilder()
            .setConversation(Conversation.newBuilder().setId(receiver))
            .setBody(TEXT);
    AckItem.Builder ack =
        AckItem.newBuilder().setUserId(receiver).setDevice(DEVICE).setEpoch(session.getEpoch());
    for (int seq = 1; environment.sends(seq, WarmupEnvironment.MESSAGES); seq++) {
      environment.call(RoutePaths.PRIVATE, text);
      server.awaitPushes(1);
      upload.setPayload(message.setClientMsgId("m" + seq).build().toByteString());
      SendBatch batch = SendBatch.newBuilder().addUploads(upload).build();
      requireSuccess(await(route.send(batch)).getOutcomes(0).getCode());
      server.awaitPushes(1);
      await(route.acknowledge(AckBatch.newBuilder().addAcks(ack.setSeq(2L * seq)).build()));
    }
    talkInGroup(route, sender, receiver, upload);
    ReadItem.Builder read = ReadItem.newBuilder().setUserId(receiver).setDevice(DEVICE).setLimit(1);
    await(route.read(ReadBatch.newBuilder().addReads(read).build()));
    HeadItem.Builder head = HeadItem.newBuilder().setUserId(receiver).setDevice(DEVICE);
    await(route.heads(HeadsRequest.newBuilder().addItems(head).build()));
    environment.call(RoutePaths.GROUP, "{\"userId\":%d,\"msg\":\"m\"}".formatted(sender));
    environment.call(RoutePaths.ONLINE, null);
    UnbindBatch.Builder ends = UnbindBatch.newBuilder();
    ends.addUnbinds(unbind(sender, sending)).addUnbinds(unbind(receiver, session));
    await(route.unbind(ends.build()));
  }

  private void talkInGroup(RoutePeer route, long sender, long receiver, UploadItem.Builder upload)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    long group =
        id(
            GROUP_ID,
            environment.call(
                RoutePaths.GROUP_CREATE,
                "{\"userId\":%d,\"name\":\"g\",\"members\":[%d]}".formatted(sender, receiver)));
    String text = "{\"userId\":%d,\"groupId\":%d,\"msg\":\"m\"}".formatted(sender, group);
    Message.Builder message =
        Message.newBuilder()
            .setConversation(
                Conversation.newBuilder().setType(Conversation.Type.GROUP).setId(group))
            .setBody(TEXT);
    int messages = WarmupEnvironment.MESSAGES / TO_GROUP;
    for (int number = 1; environment.sends(number, messages); number++) {
      environment.call(RoutePaths.GROUP_SEND, text);
      upload.setPayload(message.setClientMsgId("g" + number).build().toByteString());
      SendBatch batch = SendBatch.newBuilder().addUploads(upload).build();
      requireSuccess(await(route.send(batch)).getOutcomes(0).getCode());
      server.awaitPushes(1); // of the two: what is caught up is told once
    }
    await(route.collect(CollectRequest.newBuilder().addUserIds(receiver).build()));
  }

  private long register(String name) throws IOException {
    String answer = environment.call(RoutePaths.REGISTER, "{\"userName\":\"%s\"}".formatted(name));
    return id(USER_ID, answer);
  }

  private static long id(Pattern pattern, String answer) throws IOException {
    Matcher id = pattern.matcher(answer);
    if (!id.find()) {
      throw new IOException("the route answered " + answer);
    }
    return Long.parseLong(id.group(1));
  }

  private static BindResult bind(RoutePeer route, long userId, String name)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    Bind.Builder bind = Bind.newBuilder().setUserId(userId).setUserName(name).setDevice(DEVICE);
    BindBatch batch =
        BindBatch.newBuilder()
            .setServer(StubServer.NODE.name())
            .setIncarnation(StubServer.NODE.incarnation())
            .addBinds(bind.setConnection(userId))
            .build();
    BindResult result = await(route.bind(batch)).getResults(0);
    requireSuccess(result.getCode());
    return result;
  }

  private static Unbind.Builder unbind(long userId, BindResult session) {
    Unbind.Builder unbind = Unbind.newBuilder().setUserId(userId).setDevice(DEVICE);
    return unbind.setGeneration(session.getGeneration());
  }

  private static void requireSuccess(String code) throws IOException {
    if (!code.equals(ResultCode.SUCCESS.code())) {
      throw new IOException("the route answered " + code);
    }
  }
}
