package io.crossim.route.meter;

import io.crossim.service.meter.BatchMeter;
import io.micrometer.core.instrument.MeterRegistry;

/** Makes the meters of calls to stores. */
final class StoreMeters {

  private StoreMeters() {}

  static BatchMeter of(MeterRegistry registry, String store, String call) {
    return new BatchMeter(registry, "cim.store.calls", "a store", "store", store, "call", call);
  }
}
