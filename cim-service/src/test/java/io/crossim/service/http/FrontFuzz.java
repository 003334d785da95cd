package io.crossim.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.protobuf.StringValue;
import io.crossim.common.result.Envelope;
import io.crossim.service.call.CallAnswer;
import io.crossim.service.call.CallTable;
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
import io.crossim.service.web.Checks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes bytes as what a client of the HTTP port sends, and fails where the port does: an exception
 * that no handler foresaw, an answer that is none of ours, a buffer that nobody released. The first
 * byte says in pieces of which size the rest comes.
 */
final class FrontFuzz {

  private static final int MAX_BODY = 4_000;
  private static final int MAX_MEMORY = 512 << 10;
  private static final JsonMapper JSON = new JsonMapper();
  private static final CallTable CALLS = calls();
  private static final TrustedProxies PROXIES = TrustedProxies.of(List.of("127.0.0.0/8"));
  private static final ListAppender<ILoggingEvent> UNFORESEEN = unforeseen();

  private final UnpooledByteBufAllocator memory =
      new UnpooledByteBufAllocator(/* preferDirect= */ false, /* disableLeakDetector= */ true);
  private final EmbeddedChannel client = new EmbeddedChannel();
  private final EmbeddedChannel answers =
      new EmbeddedChannel(new HttpResponseDecoder(), new HttpObjectAggregator(1 << 20));

  private FrontFuzz() {
    client.freezeTime();
    client.config().setAllocator(memory);
    Refusals refusals = new Refusals(client.eventLoop(), new SimpleMeterRegistry());
    FrontBounds bounds =
        new FrontBounds(
            PROXIES,
            new ConnectionBound("c", 0, new LimitsProperties(0, 0, 0, 0, 0, true), refusals),
            new MemoryBound("bodies", MAX_BODY * 4, refusals),
            new MemoryBound("ahead", MAX_MEMORY / 2, refusals),
            new MemoryBound("answers", MAX_MEMORY, refusals),
            Duration.ofSeconds(10),
            refusals,
            new KeepAlive());
    PortSetup port =
        new PortSetup(CALLS, new HeadCheck(new Failures(JSON)), bounds, null, null, null, false);
    FrontPipeline.addTo(client, port, ClientAddress.of(client.remoteAddress()));
  }

  private static ListAppender<ILoggingEvent> unforeseen() {
    ListAppender<ILoggingEvent> events = new ListAppender<>();
    events.start();
    for (Class<?> watched : List.of(FrontHandler.class, Exchange.class)) {
      Logger logger = (Logger) LoggerFactory.getLogger(watched);
      logger.setLevel(Level.DEBUG);
      logger.setAdditive(false);
      logger.addAppender(events);
    }
    return events;
  }

  private static CallTable calls() {
    CallTableBuilder calls =
        new CallTableBuilder(
            new JsonCalls(JSON, new Failures(JSON)),
            TestSecret.credential(),
            new SimpleMeterRegistry(),
            MAX_BODY,
            MAX_BODY);
    calls
        .json(
            "POST",
            "/echo",
            SampleCalls.Sample.class,
            CallTable.Callers.ALL,
            true,
            (sample, http) -> done(sample))
        .json(
            "POST",
            "/checked",
            SampleCalls.Sample.class,
            CallTable.Callers.ALL,
            true,
            (sample, http) -> {
              Checks.userId("userId", sample.userId());
              Checks.text("msg", sample.msg(), 1000);
              return done(http.host());
            })
        .json(
            "GET",
            "/page",
            null,
            CallTable.Callers.ALL,
            true,
            (none, http) -> done(http.queryNumber("limit")))
        .json(
            "GET",
            "/caller",
            null,
            CallTable.Callers.ALL,
            true,
            (none, http) -> done(http.clientAddress().toString()))
        .internal("/batch", StringValue.parser(), CompletableFuture::completedFuture);
    return calls.build();
  }

  private static <T> CompletionStage<Envelope<T>> done(T body) {
    return CompletableFuture.completedFuture(Envelope.success(null, body));
  }

  static void run(byte[] data) {
    if (data.length > 1) {
      UNFORESEEN.list.clear();
      new FrontFuzz().take(data);
      assertThat(UNFORESEEN.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
    }
  }

  private void take(byte[] data) {
    int piece = data[0] == 0 ? data.length : data[0] & 0xff;
    for (int from = 1; from < data.length && client.isOpen(); from += piece) {
      int length = Math.min(piece, data.length - from);
      client.writeInbound(memory.heapBuffer(length).writeBytes(data, from, length));
      settle();
    }
    client.advanceTimeBy(10, TimeUnit.SECONDS);
    settle();
    client.finishAndReleaseAll();
    answers.finishAndReleaseAll();
    assertThat(memory.metric().usedHeapMemory() + memory.metric().usedDirectMemory())
        .as("bytes that nobody released")
        .isZero();
  }

  private void settle() {
    client.runScheduledPendingTasks();
    client.checkException();
    assertThat(memory.metric().usedHeapMemory()).isLessThan(MAX_MEMORY);
    for (ByteBuf part = client.readOutbound(); part != null; part = client.readOutbound()) {
      answers.writeInbound(part.copy());
      part.release();
    }
    for (FullHttpResponse answer = answers.readInbound();
        answer != null;
        answer = answers.readInbound()) {
      check(answer);
      answer.release();
    }
  }

  private static void check(FullHttpResponse answer) {
    assertThat(answer.decoderResult().isSuccess()).isTrue();
    int status = answer.status().code();
    assertThat(status).matches(code -> code == 100 || code == 200 || (code >= 400 && code < 500));
    if (CallAnswer.JSON.equals(answer.headers().get("content-type"))) {
      String body = answer.content().toString(StandardCharsets.UTF_8);
      assertThat(JSON.readTree(body).path("code").asString("")).isIn("9000", "3000", "9103");
    }
  }
}
