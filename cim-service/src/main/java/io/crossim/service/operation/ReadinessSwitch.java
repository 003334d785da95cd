package io.crossim.service.operation;

import lombok.RequiredArgsConstructor;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationListener;

/**
 * Follows Spring's availability: ready when the start is over, no more as the very first step of
 * the end, and meanwhile as the application says.
 */
@RequiredArgsConstructor
final class ReadinessSwitch implements ApplicationListener<AvailabilityChangeEvent<?>> {

  private final Readiness readiness;

  @Override
  public void onApplicationEvent(AvailabilityChangeEvent<?> event) {
    if (event.getState() == ReadinessState.ACCEPTING_TRAFFIC) {
      readiness.open();
    } else if (event.getState() == ReadinessState.REFUSING_TRAFFIC) {
      readiness.close();
    }
  }
}
