package io.crossim.server.route;

import io.crossim.route.api.BindBatch;
import io.crossim.route.api.BindReply;
import io.crossim.route.api.SessionApi;
import io.crossim.route.api.UnbindBatch;
import io.crossim.route.api.UnbindReply;
import io.crossim.service.meter.BatchMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;

/** The sessions behind routes, with a count of the calls. */
public final class MeteredSessions implements SessionApi {

  private final SessionApi routes;
  private final BatchMeter binds;
  private final BatchMeter unbinds;

  public MeteredSessions(SessionApi routes, MeterRegistry registry) {
    this.routes = routes;
    this.binds = meter(registry, "bind");
    this.unbinds = meter(registry, "unbind");
  }

  static BatchMeter meter(MeterRegistry registry, String call) {
    return new BatchMeter(registry, "cim.route.calls", "a route", "call", call);
  }

  @Override
  public CompletableFuture<BindReply> bind(BindBatch batch) {
    return binds.watch(batch.getBindsCount(), () -> routes.bind(batch));
  }

  @Override
  public CompletableFuture<UnbindReply> unbind(UnbindBatch batch) {
    return unbinds.watch(batch.getUnbindsCount(), () -> routes.unbind(batch));
  }
}
