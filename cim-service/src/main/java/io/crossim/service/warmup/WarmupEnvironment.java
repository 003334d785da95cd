package io.crossim.service.warmup;

import com.google.common.net.InetAddresses;
import io.crossim.common.http.ProtobufCaller;
import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.credential.ClusterSecret;
import io.crossim.service.front.CallTable;
import io.crossim.service.front.Failures;
import io.crossim.service.front.FrontBounds;
import io.crossim.service.front.HttpFront;
import io.crossim.service.front.JsonCalls;
import io.crossim.service.front.KeepAlive;
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
import java.net.InetAddress;
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
 * What copies of a service's parts are given in a warm-up, so that they share with the service
 * only its threads: meters that nobody reads, limits that refuse nothing, a secret that nobody
 * knows, and an HTTP port on loopback, without TLS.
 */
@Accessors(fluent = true)
public final class WarmupEnvironment implements AutoCloseable {

  /** For each wait: a warm-up that hangs must not keep the service from serving. */
  public static final Duration PATIENCE = Duration.ofSeconds(3);

  /** For all of it, on a machine that is busy. */
  private static final Duration TIME = Duration.ofSeconds(8);

  /** Where a stage's ports are. */
  public static final InetAddress ADDRESS = InetAddresses.forString("127.0.0.1");

  /** How many messages are played: so often that the JVM has compiled what they need most. */
  public static final int MESSAGES = 200;

  private static final String NAME = "warmup";
  private static final int MAX_BODY = 1 << 20;
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

  private final long end = System.nanoTime() + TIME.toNanos();
  private final ClusterCredential credential;
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
    CallTable.Builder calls =
        new CallTable.Builder(
            new JsonCalls(json, failures), credential, meters, MAX_BODY, MAX_BODY);
    for (CallTable.Source source : sources) {
      source.addTo(calls);
    }
    FrontBounds bounds =
        new FrontBounds(
            TrustedProxies.NONE,
            new ConnectionBound(NAME, MANY, limits, refusals),
            new MemoryBound(NAME, MAX_BODY, refusals),
            new MemoryBound(NAME, MAX_BODY, refusals),
            new MemoryBound(NAME, MAX_BODY, refusals),
            PATIENCE,
            refusals,
            new KeepAlive());
    HttpFront opened = HttpFront.of(loops, ServerTls.none(), calls.build(), failures, bounds);
    opened.open(NAME, ADDRESS, 0);
    front = opened;
  }

  /** The number of the HTTP port; -1 before it is open. */
  public int port() {
    return front == null ? -1 : front.number();
  }

  /** Calls the port as services call each other. */
  public ProtobufCaller caller() {
    return peers.open(URI.create("http://" + ADDRESS.getHostAddress() + ":" + port()), PATIENCE);
  }

  /** Whether the service can wait for more. */
  public boolean hasTime() {
    return end - System.nanoTime() > 0;
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
