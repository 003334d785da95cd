package io.crossim.route.config;

import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.UserIds;
import io.crossim.persistence.account.redis.RedisAccountStore;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.redis.RedisSessionStore;
import io.crossim.service.warmup.WarmupEnvironment;
import io.crossim.service.warmup.WarmupProperties;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Asks Redis for somebody who is not there, before a route is listed: a warm-up with stores in
 * memory does not load what it takes to speak to Redis. It only reads, and no meter counts it.
 */
@Slf4j
@RequiredArgsConstructor
final class StoreWarmup {

  /** Null where the inboxes are elsewhere. */
  private final @Nullable RedisLink redis;

  private final WarmupProperties warmup;

  /** Blocks, not for long; a store that does not answer is no reason to wait. */
  void run() throws InterruptedException {
    if (redis == null || !warmup.enabled()) {
      return;
    }
    try (AccountStore accounts = new RedisAccountStore(redis);
        SessionStore sessions = new RedisSessionStore(redis)) {
      accounts.find(UserIds.MAX);
      WarmupEnvironment.await(sessions.findAll(List.of(UserIds.MAX)));
    } catch (RuntimeException | ExecutionException | TimeoutException e) {
      log.debug("the first calls to Redis will take longer: {}", e.toString());
    }
  }
}
