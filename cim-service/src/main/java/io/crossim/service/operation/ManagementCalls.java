package io.crossim.service.operation;

import io.crossim.service.call.CallTable;

/** Adds calls to the management port, under {@code /actuator/}. */
@FunctionalInterface
public interface ManagementCalls {
  void addTo(CallTable.Builder calls);
}
