package io.crossim.service.warmup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.net.InetAddresses;
import io.crossim.common.http.ProtobufCaller;
import io.crossim.service.call.CallTable;
import io.crossim.service.call.CallTableBuilder;
import io.crossim.service.call.Failures;
import io.crossim.service.call.JsonCalls;
import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.credential.ClusterSecret;
import io.crossim.service.http.FrontBounds;
import io.crossim.service.http.HttpFront;
import io.crossim.service.http.KeepAlive;
import io.crossim.service.limits.ConnectionBound;
import io.crossim.service.limits.LimitsProperties;
import io.crossim.service.limits.MemoryBound;
import io.crossim.service.limits.Refusals;
import io.crossim.service.limits.TrafficLimits;
import io.crossim.service.limits.TrustedProxies;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.peer.PeerClients;
import io.crossim.service.tls.PeerTls;
import io.crossim.service.tls.ServerTls;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lombok.Getter;
import lombok.experimental.Accessors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the copy of a service is given in a warm-up, so that it shares only threads with the
 * service: meters that nobody reads, limits that refuse nothing, a secret that nobody knows, and an
 * HTTP port on loopback, without TLS.
 */
@Accessors(fluent = true)
public final class WarmupEnvironment implements AutoCloseable {

  /** The longest wait: a warm-up that hangs must not keep the service from serving. */
  public static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Where the ports of the copy are. */
  public static final InetAddress ADDRESS = InetAddresses.forString("127.0.0.1");

  /** So many messages that the JVM has compiled what they need most. */
  public static final int MESSAGES = 200;

  /** The longest that all of it may take on a busy machine. */
  private static final Duration TIME = Duration.ofSeconds(8);

  private static final String NAME = "warmup";
  private static final int MANY = 1_000_000;

  @Getter private final EventLoops loops;

  @Getter
  private final MeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Getter
  private final LimitsProperties limits =
      new LimitsProperties(MANY, MANY, MANY, MANY, MANY, /* exemptLoopback= */ true);

  @Getter private final Refusals refusals;
  @Getter private final TrafficLimits traffic;
  @Getter private final ClusterSecret secret;
  @Getter private final ClusterCredential credential;

  private final long end = System.nanoTime() + TIME.toNanos();
  private final PeerClients peers;
  private final JsonMapper json;
  private @Nullable HttpFront front;

  WarmupEnvironment(EventLoops loops, PeerTls tls, JsonMapper json) {
    this.loops = loops;
    this.json = json;
    this.refusals = new Refusals(loops.group(), meters);
    this.traffic = new TrafficLimits(limits, refusals);
    List<String> secrets = List.of(UUID.randomUUID().toString());
    this.secret = new ClusterSecret(() -> secrets, System::nanoTime);
    this.credential = new ClusterCredential(secret);
    credential.answersToUrls();
    this.peers = new PeerClients(loops, tls, PATIENCE, credential);
  }

  /** Opens the port, which answers these calls. */
  public void open(CallTable.Source... sources) {
    Failures failures = new Failures(json);
    CallTableBuilder calls =
        new CallTableBuilder(new JsonCalls(json, failures), credential, meters, MANY, MANY);
    for (CallTable.Source source : sources) {
      source.addTo(calls);
    }
    MemoryBound memory = new MemoryBound(NAME, MANY, refusals);
    FrontBounds bounds =
        new FrontBounds(
            TrustedProxies.NONE,
            new ConnectionBound(NAME, MANY, limits, refusals),
            memory,
            memory,
            memory,
            PATIENCE,
            refusals,
            new KeepAlive());
    front = HttpFront.of(loops, ServerTls.none(), calls.build(), failures, bounds);
    front.open(NAME, ADDRESS, 0);
  }

  /** The number of the HTTP port; -1 where it is not open. */
  public int port() {
    return front == null ? -1 : front.number();
  }

  private URI url(String path) {
    return URI.create("http://" + ADDRESS.getHostAddress() + ":" + port() + path);
  }

  /** Calls the port as services call each other. */
  public ProtobufCaller caller() {
    return peers.open(url(""), PATIENCE);
  }

  /**
   * Calls the port as scripts and v2 clients do, and waits for a success.
   *
   * @param body JSON for a POST; null for a GET
   * @return the body of the answer
   */
  public String call(String path, @Nullable String body) throws IOException {
    var call = (HttpURLConnection) url(path).toURL().openConnection(Proxy.NO_PROXY);
    call.setReadTimeout((int) PATIENCE.toMillis());
    if (body != null) {
      call.setDoOutput(true);
      call.setRequestProperty("Content-Type", "application/json");
      call.getOutputStream().write(body.getBytes(UTF_8));
    }
    if (call.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException(path + ": " + call.getResponseCode());
    }
    return new String(call.getInputStream().readAllBytes(), UTF_8);
  }

  /**
   * Whether to send a message. The first of its kind is always sent, because it loads classes; the
   * others, which have them compiled, only while there is time.
   *
   * @param number from 1
   * @param messages how many of this kind there are
   */
  public boolean sends(int number, int messages) {
    return number == 1 || number <= messages && end - System.nanoTime() > 0;
  }

  /** Waits for an answer. */
  public static <T> T await(CompletableFuture<T> answer)
      throws InterruptedException, ExecutionException, TimeoutException {
    return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    if (front != null) {
      front.close();
    }
    meters.close();
  }
}
