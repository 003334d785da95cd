package io.crossim.route;

import io.crossim.common.trace.MessageTraces;
import io.crossim.metastore.RouteNode;
import io.crossim.route.access.AccountMode;
import io.crossim.route.access.HashingQueue;
import io.crossim.route.access.SecurityProperties;
import io.crossim.route.access.TestAccess;
import io.crossim.route.assembly.RouteAssembly;
import io.crossim.route.assembly.RouteThreads;
import io.crossim.route.conversation.GroupTraffic;
import io.crossim.route.link.GatewayClientFactory;
import io.crossim.route.selection.SelectionStrategy;
import io.crossim.route.session.ConflictPolicy;
import io.crossim.route.web.Limits;
import io.crossim.service.limits.Refusals;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** A route of a test, whose accounts need no passwords. */
public final class TestRoute implements AutoCloseable {

  private final HashingQueue hashing = new HashingQueue();

  /** The routes that discovery lists. */
  public volatile List<RouteNode> routes = List.of();

  /** The parts of the route. */
  public final RouteAssembly parts;

  public TestRoute(
      RouteAssembly.Stores stores, GatewayClientFactory servers, RouteThreads threads) {
    this(stores, servers, threads, /* keepsPrivate= */ false);
  }

  /**
   * @param keepsPrivate whether private messages are kept as conversations
   */
  public TestRoute(
      RouteAssembly.Stores stores,
      GatewayClientFactory servers,
      RouteThreads threads,
      boolean keepsPrivate) {
    parts =
        new RouteAssembly(
            new RouteAssembly.Settings(
                new SecurityProperties(AccountMode.OPEN, Duration.ofHours(1), List.of()),
                ConflictPolicy.REPLACE,
                new Limits(DataSize.ofBytes(1_000), 100, 100, 16),
                new GroupTraffic.Rates(0, 0, 0),
                /* isLoopbackExempt= */ true,
                keepsPrivate),
            stores,
            new RouteAssembly.Inputs(
                servers,
                () -> routes,
                () -> "",
                SelectionStrategy.of("loop"),
                TestAccess.tokens(InstantSource.system(), "the secret of this test"),
                hashing,
                TestAccess.limits(0),
                new Refusals(threads.timer(), new SimpleMeterRegistry()),
                threads,
                Clock.systemUTC(),
                new SimpleMeterRegistry(),
                MessageTraces.OFF));
  }

  @Override
  public void close() {
    parts.close();
    hashing.close();
  }
}
