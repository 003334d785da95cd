package io.crossim.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.crossim.service.call.CallTableBuilder;
import io.crossim.service.call.Failures;
import io.crossim.service.call.HeadCheck;
import io.crossim.service.call.JsonCalls;
import io.crossim.service.credential.TestSecret;
import io.crossim.service.limits.ClientAddress;
import io.crossim.service.limits.ConnectionBound;
import io.crossim.service.limits.LimitsProperties;
import io.crossim.service.limits.MemoryBound;
import io.crossim.service.limits.Refusals;
import io.crossim.service.limits.TrustedProxies;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What clients make a service hold who do not read their answers, or send more ahead. */
class HeldBytesTest {

  private static final int MOST_AHEAD = 400_000;
  private static final int MOST_ANSWERS = 250_000;
  private static final String HEAD = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: ";
  private static final ClientAddress FROM = ClientAddress.of(new EmbeddedChannel().remoteAddress());

  private final EmbeddedChannel clock = new EmbeddedChannel();
  private final Refusals refusals = new Refusals(clock.eventLoop(), new SimpleMeterRegistry());
  private final MemoryBound ahead = new MemoryBound("ahead", MOST_AHEAD, refusals);
  private final MemoryBound answers = new MemoryBound("answers", MOST_ANSWERS, refusals);
  private final MemoryBound bodies = new MemoryBound("bodies", 1 << 20, refusals);
  private final PortSetup port = port();

  @Test
  void whoDoesNotReadIsNotReadFromEither() {
    EmbeddedChannel client = connect();
    client.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    write(client, HEAD + "100000\r\n\r\n");
    assertThat(client.config().isAutoRead()).isFalse();
    client.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
    client.runPendingTasks();
    assertThat(client.config().isAutoRead()).isTrue();
  }

  @Test
  void whoSendsMuchAheadOfAnAnswerIsNotReadFrom() {
    EmbeddedChannel client = connect();
    write(client, "POST /never HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
    write(client, HEAD + "100000\r\n\r\n");
    assertThat(client.config().isAutoRead()).isTrue();
    write(client, "x".repeat(64 << 10));
    assertThat(client.config().isAutoRead()).isFalse();
  }

  @Test
  void allThatIsSentAheadIsBoundedTogether() {
    List<EmbeddedChannel> clients = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      EmbeddedChannel client = connect();
      client.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
      write(client, HEAD + "90000\r\n\r\n" + "x".repeat(50_000));
      if (client.isOpen()) {
        write(client, "x");
      }
      clients.add(client);
    }

    assertThat(clients.stream().filter(EmbeddedChannel::isOpen).count()).isBetween(5L, 8L);
    assertThat(refusals.total("ahead")).isBetween(12L, 15L);
    clients.forEach(EmbeddedChannel::close);
    assertThat(ahead.take(MOST_AHEAD, FROM)).as("all of it was given back").isTrue();
  }

  @Test
  void largeHeadsCountAsWell() {
    EmbeddedChannel client = connect();
    client.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    String large = "GET /page HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(12_000) + "\r\n\r\n";
    write(client, large.repeat(40));
    assertThat(client.isOpen()).isFalse();
  }

  @Test
  void largeAnswersThatAreNotReadAreBoundedTogether() {
    List<SlowReader> readers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      SlowReader reader = new SlowReader();
      EmbeddedChannel client = connect();
      client.pipeline().addFirst(reader);
      write(client, echo(90_000));
      readers.add(reader);
    }

    assertThat(readers.stream().map(SlowReader::read))
        .satisfiesExactly(
            answer -> assertThat(answer).startsWith("HTTP/1.1 200"),
            answer -> assertThat(answer).startsWith("HTTP/1.1 200"),
            answer -> assertThat(answer).startsWith("HTTP/1.1 429").contains("\"6000\""),
            answer -> assertThat(answer).startsWith("HTTP/1.1 429").contains("\"6000\""));
    assertThat(answers.take(MOST_ANSWERS, FROM)).as("all of it was given back").isTrue();
  }

  @Test
  void aLargeAnswerThatIsNotReadInTimeEndsItsConnection() {
    EmbeddedChannel client = connect();
    client.pipeline().addFirst(new SlowReader());
    write(client, echo(90_000));
    client.advanceTimeBy(29, TimeUnit.SECONDS);
    client.runScheduledPendingTasks();
    assertThat(client.isOpen()).isTrue();
    client.advanceTimeBy(2, TimeUnit.SECONDS);
    client.runScheduledPendingTasks();
    assertThat(client.isOpen()).isFalse();
  }

  private static String echo(int length) {
    String body = "{\"msg\":\"" + "x".repeat(length) + "\"}";
    return HEAD + body.length() + "\r\n\r\n" + body;
  }

  private PortSetup port() {
    JsonMapper json = new JsonMapper();
    Failures failures = new Failures(json);
    CallTableBuilder calls =
        new CallTableBuilder(
            new JsonCalls(json, failures),
            TestSecret.credential(),
            new SimpleMeterRegistry(),
            100_000,
            100_000);
    new SampleCalls().addTo(calls);
    FrontBounds bounds =
        new FrontBounds(
            TrustedProxies.NONE,
            new ConnectionBound("c", 0, new LimitsProperties(0, 0, 0, 0, 0, true), refusals),
            bodies,
            ahead,
            answers,
            Duration.ofSeconds(10),
            refusals,
            new KeepAlive());
    return new PortSetup(calls.build(), new HeadCheck(failures), bounds, null, null, null, false);
  }

  private EmbeddedChannel connect() {
    EmbeddedChannel client = new EmbeddedChannel();
    client.freezeTime();
    FrontPipeline.addTo(client, port, FROM);
    return client;
  }

  private static void write(EmbeddedChannel client, String text) {
    client.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
  }

  /** Nothing leaves before it is told to read. */
  private static final class SlowReader extends ChannelOutboundHandlerAdapter {
    private final List<Runnable> held = new ArrayList<>();
    private final StringBuilder seen = new StringBuilder();

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      held.add(
          () -> {
            if (message instanceof ByteBuf bytes) {
              seen.append(bytes.toString(StandardCharsets.UTF_8));
            }
            ctx.writeAndFlush(message, promise);
          });
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {}

    String read() {
      held.forEach(Runnable::run);
      return seen.toString();
    }
  }
}
