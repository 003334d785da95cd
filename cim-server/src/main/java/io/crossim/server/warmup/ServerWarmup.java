package io.crossim.server.warmup;

import static io.crossim.service.warmup.WarmupEnvironment.await;

import com.google.protobuf.ByteString;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Message;
import io.crossim.server.api.Broadcast;
import io.crossim.server.api.GatewayApi;
import io.crossim.server.api.OnlineRequest;
import io.crossim.server.api.Push;
import io.crossim.server.api.PushBatch;
import io.crossim.service.warmup.WarmupEnvironment;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Two clients log in, get messages and send some; everything that it waits for has to come. */
public final class ServerWarmup {

  private static final int V3_USER = 1;
  private static final int V2_USER = 2;
  private static final ByteString TEXT = ByteString.copyFromUtf8("warmup");

  private ServerWarmup() {}

  /**
   * Plays it.
   *
   * @param stage says when it is time to end
   * @param port of the gateway, where clients connect
   * @param gateway the same as routes call it
   */
  public static void on(WarmupEnvironment environment, int port, GatewayApi gateway)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    try (StubClient v3 = StubClient.connect(port, V3_USER).loginV3();
        StubClient v2 = StubClient.connect(port, V2_USER).loginV2()) {
      for (int seq = 1; seq <= WarmupEnvironment.MESSAGES && environment.hasTime(); seq++) {
        await(
            gateway.push(
                PushBatch.newBuilder()
                    .addPushes(push(V3_USER, seq))
                    .addPushes(push(V2_USER, seq))
                    .build()));
        v2.read(Command.MESSAGE);
        v3.read(Command.PUSH);
        v3.acknowledge(seq);
        v3.send("m" + seq);
      }
      await(gateway.broadcast(Broadcast.newBuilder().setBody(TEXT).build()));
      v2.read(Command.MESSAGE);
      v3.read(Command.PUSH);
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
}
