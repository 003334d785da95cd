package io.crossim.benchmark.nullserver;

import com.google.protobuf.ByteString;
import io.crossim.benchmark.transport.FrameBuffers;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Message;
import io.crossim.common.protocol.PushProperties;
import io.netty.channel.Channel;

/** A logged in connection. On the server's event loop only. */
final class NullUser {

  private final long id;
  private final String name;
  private final boolean v3;
  private final Channel channel;
  private long seq;

  NullUser(long id, String name, boolean v3, Channel channel) {
    this.id = id;
    this.name = name;
    this.v3 = v3;
    this.channel = channel;
  }

  long id() {
    return id;
  }

  String name() {
    return name;
  }

  void push(long sender, long messageId, ByteString text) {
    Frame.Builder frame = Frame.newBuilder();
    if (v3) {
      frame
          .setCmd(Command.PUSH)
          .addMessages(
              Message.newBuilder()
                  .setBody(text)
                  .setSenderId(sender)
                  .setMessageId(messageId)
                  .setSeq(++seq));
    } else {
      frame
          .setCmd(Command.MESSAGE)
          .setId(id)
          .setTextBytes(text)
          .putProperties(PushProperties.SEND_USER_ID, Long.toString(sender))
          .putProperties(PushProperties.SEND_USER_NAME, "null")
          .putProperties(PushProperties.RECEIVE_USER_ID, Long.toString(id));
    }
    channel.writeAndFlush(FrameBuffers.of(frame.build(), channel.alloc()), channel.voidPromise());
  }
}
