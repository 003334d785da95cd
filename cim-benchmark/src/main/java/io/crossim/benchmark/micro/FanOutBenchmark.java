package io.crossim.benchmark.micro;

import io.crossim.common.protocol.Command;
import io.crossim.common.protocol.Frame;
import io.crossim.common.protocol.PushProperties;
import io.crossim.server.connection.FrameBytes;
import io.crossim.server.dialect.SharedFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** A message of 100 characters to all v2 receivers, into one buffer for each of them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FanOutBenchmark {

  private static final String TEXT = "x".repeat(100);
  private static final long SENDER = 1_000_000;

  /** How many receivers there are. */
  @Param({"100", "500"})
  public int receivers;

  private final ByteBufAllocator allocator = ByteBufAllocator.DEFAULT;

  /** Encoded once, with a tail for each receiver, as the server does it. */
  @Benchmark
  public void shared(Blackhole sink) {
    SharedFrame frame = new SharedFrame(SENDER, "somebody", TEXT);
    for (int i = 1; i <= receivers; i++) {
      ByteBuf buffer = frame.encode(SENDER + i, allocator);
      sink.consume(buffer.readableBytes());
      buffer.release();
    }
  }

  /** Encoded for each receiver anew, to compare with. */
  @Benchmark
  public void each(Blackhole sink) {
    for (int i = 1; i <= receivers; i++) {
      byte[] bytes = FrameBytes.encode(frame(SENDER + i));
      ByteBuf buffer = allocator.ioBuffer(bytes.length).writeBytes(bytes);
      sink.consume(buffer.readableBytes());
      buffer.release();
    }
  }

  private static Frame frame(long receiver) {
    return Frame.newBuilder()
        .setCmd(Command.MESSAGE)
        .setId(receiver)
        .setText(TEXT)
        .putProperties(PushProperties.SEND_USER_ID, Long.toString(SENDER))
        .putProperties(PushProperties.SEND_USER_NAME, "somebody")
        .putProperties(PushProperties.RECEIVE_USER_ID, Long.toString(receiver))
        .build();
  }
}
