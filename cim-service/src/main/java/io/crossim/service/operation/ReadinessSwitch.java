package io.crossim.service.operation;

import lombok.RequiredArgsConstructor;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/** Ready when the start is over; no more as the very first step of the end. */
@RequiredArgsConstructor
final class ReadinessSwitch implements ApplicationListener<ApplicationEvent> {

  private final Readiness readiness;

  @Override
  public void onApplicationEvent(ApplicationEvent event) {
    if (event instanceof ApplicationReadyEvent) {
      readiness.open();
    } else if (event instanceof ContextClosedEvent) {
      readiness.close();
    }
  }
}
