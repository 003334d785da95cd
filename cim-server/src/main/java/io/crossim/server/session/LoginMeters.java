package io.crossim.server.session;

import io.crossim.common.result.ResultCode;
import io.crossim.service.meter.CodeCounts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What is counted of logins. Any thread. */
public final class LoginMeters {

  private final CodeCounts logins;
  private final Counter reconnects;

  public LoginMeters(MeterRegistry registry) {
    this.logins =
        new CodeCounts(registry, "cim.logins", "Logins that a route has decided on, by code");
    this.reconnects =
        Counter.builder("cim.reconnects")
            .description("Logins of v3 clients that went on where their last connection had ended")
            .register(registry);
  }

  void accepted(boolean isReconnect) {
    logins.count(ResultCode.SUCCESS);
    if (isReconnect) {
      reconnects.increment();
    }
  }

  void refused(ResultCode code) {
    logins.count(code);
  }
}
