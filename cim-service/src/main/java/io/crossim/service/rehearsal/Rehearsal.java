package io.crossim.service.rehearsal;

import io.crossim.service.loop.EventLoops;
import io.crossim.service.tls.PeerTls;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.beans.factory.SmartInitializingSingleton;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs when the parts of a service are made and none of its ports is open yet. One that fails is
 * told to the log, and the service starts all the same.
 */
@Slf4j
@RequiredArgsConstructor
public final class Rehearsal implements SmartInitializingSingleton {

  private final EventLoops loops;
  private final PeerTls tls;
  private final JsonMapper json;
  private final Script script;

  /** What a service rehearses. */
  @FunctionalInterface
  public interface Script {

    /**
     * Every wait in it is bounded by {@link WarmupEnvironment#PATIENCE}, and it begins nothing new
     * when {@link Stage#hasTime} says no.
     */
    void play(WarmupEnvironment environment) throws Exception;
  }

  @Override
  public void afterSingletonsInstantiated() {
    try (WarmupEnvironment environment = new WarmupEnvironment(loops, tls, json)) {
      long begin = System.nanoTime();
      script.play(environment);
      log.debug("rehearsed in {} ms", (System.nanoTime() - begin) / 1_000_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      log.warn("the warm-up failed, so the first messages will take longer: {}", e.toString());
    }
  }
}
