package io.crossim.sdk.connection;

import io.crossim.common.protocol.FrameDecoder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.protobuf.ProtobufEncoder;
import io.netty.handler.codec.protobuf.ProtobufVarint32LengthFieldPrepender;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/** The handlers of one connection. */
@RequiredArgsConstructor
final class ConnectionInitializer extends ChannelInitializer<Channel> {

  /** A batch of a hundred long texts fits. */
  static final int MAX_FRAME_BYTES = 16 * 1024 * 1024;

  private final Identity user;
  private final @Nullable String token;
  private final HeartbeatTimes heartbeatTimes;
  private final Inbound inbound;
  private final Consumer<Acceptance> accepted;
  private final Consumer<Channel> goAway;

  /** Adds what stands between the wire and everything else, if anything does. */
  private final Consumer<Channel> encryption;

  @Override
  protected void initChannel(Channel channel) {
    encryption.accept(channel);
    Heartbeat heartbeat = new Heartbeat(user.userId(), heartbeatTimes);
    channel
        .pipeline()
        .addLast("heartbeat", heartbeat) // before the frames are cut: a part of a large one is life
        .addLast("frame-decoder", new FrameDecoder(MAX_FRAME_BYTES))
        .addLast("frame-encoder", new ProtobufVarint32LengthFieldPrepender())
        .addLast("protobuf-encoder", new ProtobufEncoder())
        .addLast("login", new LoginHandler(user, token, inbound, accepted))
        .addLast("messages", new MessageHandler(inbound, heartbeat, user.userId(), goAway))
        .addLast("faults", new FaultHandler());
  }
}
