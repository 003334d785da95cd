package io.crossim.service.operation;

import io.crossim.service.front.CallTable;

/** Whoever has calls to offer on the management port, under {@code /actuator/}. */
@FunctionalInterface
public interface ManagementCalls {
  void addTo(CallTable.Builder calls);
}
