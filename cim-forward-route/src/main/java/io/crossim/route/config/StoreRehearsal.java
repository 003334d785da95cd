package io.crossim.route.config;

import io.crossim.common.result.CimException;
import io.crossim.persistence.account.AccountStore;
import io.crossim.persistence.account.redis.RedisAccountStore;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.inbox.redis.RedisInboxStore;
import io.crossim.persistence.inbox.redis.ReplicaWait;
import io.crossim.persistence.redis.RedisLink;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.redis.RedisSessionStore;
import io.crossim.service.rehearsal.Stage;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Asks Redis for nobody, and has it do nothing, before a route is listed: what rehearses with
 * stores in memory does not load what it takes to speak to Redis. Past the meters; Redis keeps
 * nothing of it.
 */
@Slf4j
@RequiredArgsConstructor
final class StoreRehearsal {

  /** Ids are above 0. */
  private static final long NOBODY = 0;

  private final RedisLink redis;
  private final InboxProperties inbox;

  /** Blocks, not for long; a store that does not answer is no reason to wait. */
  void run() throws InterruptedException {
    try (AccountStore accounts = new RedisAccountStore(redis);
        SessionStore sessions = new RedisSessionStore(redis);
        InboxStore inboxes = new RedisInboxStore(redis, inbox.limits(), ReplicaWait.NONE)) {
      accounts.find(NOBODY);
      Stage.await(sessions.findAll(List.of(NOBODY)));
      Stage.await(sessions.bind(List.of()));
      Stage.await(sessions.unbind(List.of()));
      Stage.await(inboxes.append(List.of()));
      Stage.await(inboxes.acknowledge(List.of()));
      Stage.await(inboxes.states(List.of()));
      Stage.await(inboxes.read(List.of()));
    } catch (CimException | ExecutionException | TimeoutException e) {
      log.debug("the first calls to Redis will take longer: {}", e.toString());
    }
  }
}
