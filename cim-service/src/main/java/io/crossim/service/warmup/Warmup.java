package io.crossim.service.warmup;

import io.crossim.service.loop.EventLoops;
import io.crossim.service.tls.PeerTls;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.beans.factory.SmartInitializingSingleton;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends messages through a copy of a service when its parts are made and none of its ports is open
 * yet. Where that fails the log says so, and the service starts all the same.
 */
@Slf4j
@RequiredArgsConstructor
public final class Warmup implements SmartInitializingSingleton {

  private final WarmupProperties properties;
  private final EventLoops loops;
  private final PeerTls tls;
  private final JsonMapper json;
  private final Messages messages;

  /** The messages of a service. */
  @FunctionalInterface
  public interface Messages {

    /**
     * Sends them. Each wait is bounded by {@link WarmupEnvironment#PATIENCE}, and {@link
     * WarmupEnvironment#sends} says how often a message is repeated.
     */
    void send(WarmupEnvironment environment) throws Exception;
  }

  @Override
  public void afterSingletonsInstantiated() {
    if (properties.enabled()) {
      run();
    }
  }

  private void run() {
    try (WarmupEnvironment environment = new WarmupEnvironment(loops, tls, json)) {
      long begin = System.nanoTime();
      messages.send(environment);
      log.debug("warmed up in {} ms", (System.nanoTime() - begin) / 1_000_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      log.warn("the warm-up failed, so the first messages will take longer: {}", e.toString());
    }
  }
}
