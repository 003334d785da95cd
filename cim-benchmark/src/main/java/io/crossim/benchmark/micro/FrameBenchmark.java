package io.crossim.benchmark.micro;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.Message;
import io.crossim.server.connection.FrameBytes;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A private message of 100 characters: a client's SEND comes in, the receiver's PUSH goes out. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FrameBenchmark {

  private static final ByteString TEXT = ByteString.copyFromUtf8("x".repeat(100));

  private final ByteBuffer send = direct(sendFrame().toByteArray());
  private final Message pushed = pushedMessage();

  /** From the buffer of a socket, as the gateway reads it. */
  @Benchmark
  public Frame decode() throws InvalidProtocolBufferException {
    return Frame.parseFrom(send.duplicate());
  }

  /** Makes a frame and encodes it with its length before it. */
  @Benchmark
  public byte[] encode() {
    return FrameBytes.encode(Frame.newBuilder().setCmd(Command.PUSH).addMessages(pushed).build());
  }

  private static Frame sendFrame() {
    return Frame.newBuilder()
        .setCmd(Command.SEND)
        .addMessages(
            Message.newBuilder()
                .setConversation(Conversation.newBuilder().setId(1_000_001))
                .setBody(TEXT)
                .setClientMsgId("17:4711"))
        .build();
  }

  private static Message pushedMessage() {
    return Message.newBuilder()
        .setConversation(Conversation.newBuilder().setId(1_000_002))
        .setBody(TEXT)
        .setClientMsgId("17:4711")
        .setSenderId(1_000_002)
        .setSenderName("somebody")
        .setMessageId(1L << 52)
        .setSeq(4711)
        .setSentAt(1_700_000_000_000L)
        .build();
  }

  private static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }
}
