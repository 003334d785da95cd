package io.crossim.route.session;

import io.crossim.common.result.Await;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.inbox.InboxDevice;
import io.crossim.persistence.inbox.InboxState;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionClaim;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.SessionStore.BindAttempt;
import io.crossim.persistence.session.SessionStore.BindOutcome;
import io.crossim.persistence.session.SessionStore.SessionKey;
import io.crossim.route.account.Accounts;
import io.crossim.route.api.Bind;
import io.crossim.route.api.BindBatch;
import io.crossim.route.api.BindReply;
import io.crossim.route.api.BindResult;
import io.crossim.route.api.SessionApi;
import io.crossim.route.api.UnbindBatch;
import io.crossim.route.api.UnbindReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Binds users to connections. A bind is a compare-and-set: who finds another session there looks
 * whether it lives and tries again against that one, so of two logins at the same instant one wins.
 */
@RequiredArgsConstructor
public final class SessionBinding implements SessionApi {

  /** How often a login may find yet another session before it is turned away. */
  private static final int MAX_ROUNDS = 5;

  private static final Duration PROBE_WAIT = Duration.ofSeconds(2);

  private final Accounts accounts;
  private final SessionStore store;
  private final InboxStore inboxes;
  private final SessionConflicts conflicts;
  private final ExecutorService executor;

  /** The work blocks, so it has a thread of its own. */
  @Override
  public CompletableFuture<BindReply> bind(BindBatch batch) {
    return CompletableFuture.supplyAsync(() -> bindAll(batch), executor);
  }

  private BindReply bindAll(BindBatch batch) {
    @Nullable BindResult[] results = new BindResult[batch.getBindsCount()];
    List<Login> logins = new ArrayList<>();
    List<Integer> restored = new ArrayList<>();
    for (int i = 0; i < results.length; i++) {
      Bind bind = batch.getBinds(i);
      if (bind.getGeneration() > 0) {
        restored.add(i);
        continue;
      }
      try {
        accounts.require(bind.getUserId(), bind.getUserName());
        logins.add(new Login(i, claim(batch, bind), 0, null));
      } catch (CimException e) {
        results[i] = refused(e.code(), String.valueOf(e.getMessage()));
      }
    }
    restore(batch, restored, results);
    logIn(logins, results);
    addInboxes(batch, results);
    BindReply.Builder reply = BindReply.newBuilder();
    for (BindResult result : results) {
      reply.addResults(
          result != null ? result : refused(ResultCode.FAILURE, "too many logins at once"));
    }
    return reply.build();
  }

  @Override
  public CompletableFuture<UnbindReply> unbind(UnbindBatch batch) {
    List<SessionKey> keys =
        batch.getUnbindsList().stream()
            .map(u -> new SessionKey(u.getUserId(), slot(u.getDevice()), u.getGeneration()))
            .toList();
    return CompletableFuture.supplyAsync(
        () -> {
          store.unbind(keys);
          return UnbindReply.getDefaultInstance();
        },
        executor);
  }

  private void restore(BindBatch batch, List<Integer> indexes, @Nullable BindResult[] results) {
    if (indexes.isEmpty()) {
      return;
    }
    List<BindOutcome> outcomes =
        store.restore(indexes.stream().map(i -> session(batch, batch.getBinds(i))).toList());
    for (int i = 0; i < outcomes.size(); i++) {
      results[indexes.get(i)] =
          outcomes.get(i).bound()
              ? bound(outcomes.get(i).session())
              : refused(ResultCode.REPEAT_LOGIN, "a newer session has taken this one's place");
    }
  }

  private void logIn(List<Login> logins, @Nullable BindResult[] results) {
    List<Login> open = logins;
    for (int round = 0; round < MAX_ROUNDS && !open.isEmpty(); round++) {
      List<BindOutcome> outcomes =
          store.bind(open.stream().map(l -> new BindAttempt(l.claim, l.expected)).toList());
      List<CompletableFuture<@Nullable Login>> contested = new ArrayList<>();
      for (int i = 0; i < open.size(); i++) {
        Login login = open.get(i);
        BindOutcome outcome = outcomes.get(i);
        if (outcome.bound()) {
          results[login.index] = bound(outcome.session());
          displace(login.replaces);
        } else {
          contested.add(contest(login, outcome.session(), results));
        }
      }
      List<Login> next = new ArrayList<>();
      for (CompletableFuture<@Nullable Login> verdict : contested) {
        Login again = verdict.join();
        if (again != null) {
          next.add(again);
        }
      }
      open = next;
    }
  }

  /** The next try against the session that stands there; null when the login is turned away. */
  private CompletableFuture<@Nullable Login> contest(
      Login login, Session holder, @Nullable BindResult[] results) {
    return conflicts
        .block(List.of(holder), PROBE_WAIT)
        .thenApply(
            blocked -> {
              if (blocked) {
                results[login.index] =
                    refused(ResultCode.REPEAT_LOGIN, ResultCode.REPEAT_LOGIN.text());
                return null;
              }
              return new Login(login.index, login.claim, holder.generation(), holder);
            });
  }

  private void displace(@Nullable Session replaced) {
    if (replaced != null) {
      conflicts.displace(replaced);
    }
  }

  private SessionClaim claim(BindBatch batch, Bind bind) {
    return new SessionClaim(
        bind.getUserId(),
        slot(bind.getDevice()),
        batch.getServer(),
        batch.getIncarnation(),
        bind.getConnection());
  }

  private Session session(BindBatch batch, Bind bind) {
    return new Session(
        bind.getUserId(),
        slot(bind.getDevice()),
        batch.getServer(),
        batch.getIncarnation(),
        bind.getConnection(),
        bind.getGeneration());
  }

  private String slot(String device) {
    return conflicts.policy().slot(device);
  }

  /**
   * Tells the bound how their inboxes stand. A login that cannot be told is to be tried again,
   * which finds its session bound; one that was only restored goes on without.
   */
  private void addInboxes(BindBatch batch, @Nullable BindResult[] results) {
    List<Integer> places = new ArrayList<>();
    List<InboxDevice> devices = new ArrayList<>();
    for (int i = 0; i < results.length; i++) {
      BindResult result = results[i];
      if (result != null && result.getGeneration() > 0) {
        places.add(i);
        devices.add(new InboxDevice(batch.getBinds(i).getUserId(), batch.getBinds(i).getDevice()));
      }
    }
    if (places.isEmpty()) {
      return;
    }
    try {
      List<InboxState> states = Await.result(inboxes.states(devices));
      for (int i = 0; i < states.size(); i++) {
        results[places.get(i)] = withInbox(results[places.get(i)], states.get(i));
      }
    } catch (CimException e) {
      for (int place : places) {
        if (batch.getBinds(place).getGeneration() == 0) {
          results[place] = refused(ResultCode.FAILURE, String.valueOf(e.getMessage()));
        }
      }
    }
  }

  private static BindResult withInbox(@Nullable BindResult bound, InboxState state) {
    return Objects.requireNonNull(bound).toBuilder()
        .setEpoch(state.epoch())
        .setAckedSeq(state.ackedSeq())
        .setHeadSeq(state.headSeq())
        .build();
  }

  private static BindResult bound(Session session) {
    return BindResult.newBuilder()
        .setCode(ResultCode.SUCCESS.code())
        .setGeneration(session.generation())
        .build();
  }

  private static BindResult refused(ResultCode code, String message) {
    return BindResult.newBuilder().setCode(code.code()).setMessage(message).build();
  }

  /**
   * A login on its way.
   *
   * @param index its place in the batch
   * @param expected generation of the session that it wants to follow
   * @param replaces that session
   */
  private record Login(int index, SessionClaim claim, long expected, @Nullable Session replaces) {}
}
