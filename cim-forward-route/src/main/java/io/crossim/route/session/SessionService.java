package io.crossim.route.session;

import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.persistence.account.StoredAccount;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionClaim;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.SessionStore.BindAttempt;
import io.crossim.persistence.session.SessionStore.BindOutcome;
import io.crossim.persistence.session.SessionStore.SessionKey;
import io.crossim.route.access.Access;
import io.crossim.route.account.Accounts;
import io.crossim.route.api.Bind;
import io.crossim.route.api.BindBatch;
import io.crossim.route.api.BindReply;
import io.crossim.route.api.SessionApi;
import io.crossim.route.api.UnbindBatch;
import io.crossim.route.api.UnbindReply;
import io.crossim.route.session.BindWork.Login;
import io.crossim.service.limits.TrafficLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Binds users to connections. A bind is a compare-and-set. A login that finds another session there
 * looks whether that one lives, and tries again against it, so of two logins at the same instant
 * one wins. What is bound is checked once more against the account as it is then ({@link
 * CredentialCheck}). Never blocks.
 */
public final class SessionService implements SessionApi {

  /** How often a login may find yet another session before it is turned away. */
  private static final int MAX_ROUNDS = 5;

  private static final Duration PROBE_WAIT = Duration.ofSeconds(2);
  private static final CompletableFuture<@Nullable Void> DONE =
      CompletableFuture.completedFuture(null);

  private final Access access;
  private final SessionStore store;
  private final SessionConflicts conflicts;
  private final RestoredSessions restores;
  private final LoginRate rate;
  private final CredentialCheck credentials;
  private final BoundInboxes inboxes;
  private final LongConsumer onUncollected;
  private final Executor executor;

  /**
   * @param limits bound how often a user logs in
   * @param onUncollected is told of every user who is bound, or bound again, by a server that does
   *     not ask for what their conversations have for them, unless that is nothing; must not block
   * @param executor looks accounts up, which blocks
   */
  public SessionService(
      Accounts accounts,
      Access access,
      SessionStore store,
      InboxStore inboxes,
      SessionConflicts conflicts,
      TrafficLimits limits,
      LongConsumer onUncollected,
      Executor executor) {
    this.access = access;
    this.store = store;
    this.conflicts = conflicts;
    this.restores = new RestoredSessions(store, conflicts.policy());
    this.rate = new LoginRate(limits);
    this.credentials = new CredentialCheck(accounts, store, conflicts.policy(), executor);
    this.inboxes = new BoundInboxes(inboxes);
    this.onUncollected = onUncollected;
    this.executor = executor;
  }

  @Override
  public CompletableFuture<BindReply> bind(BindBatch batch) {
    boolean known =
        batch.getBindsList().stream()
            .allMatch(
                bind ->
                    bind.getGeneration() > 0 || access.isSettled(bind.getUserId(), token(bind)));
    return known
        ? carryOut(begin(batch))
        : CompletableFuture.supplyAsync(() -> begin(batch), executor).thenCompose(this::carryOut);
  }

  /** Checks who logs in, and notes what each login claims. */
  private BindWork begin(BindBatch batch) {
    BindWork work = new BindWork(batch);
    for (int i = 0; i < work.size(); i++) {
      if (work.isRestore(i)) {
        continue;
      }
      Bind bind = work.bind(i);
      try {
        StoredAccount account = access.owner(bind.getUserId(), bind.getUserName(), token(bind));
        SessionClaim claim = claim(batch, bind);
        rate.count(bind, claim);
        work.logins().add(new Login(i, claim, CredentialCheck.version(account), 0, null));
      } catch (CimException e) {
        work.refuse(i, e.code(), e.getMessage());
      }
    }
    return work;
  }

  private static @Nullable String token(Bind bind) {
    return bind.getToken().isEmpty() ? null : bind.getToken();
  }

  private CompletableFuture<BindReply> carryOut(BindWork work) {
    return restores
        .addTo(work)
        .thenCompose(done -> logIn(work, work.logins(), 0))
        .thenCompose(done -> credentials.takeOutdatedAway(work))
        .thenCompose(done -> inboxes.addTo(work))
        .thenApply(
            done -> {
              if (!work.batch().getCollects()) {
                work.mayLack().forEach(onUncollected);
              }
              return work.reply();
            });
  }

  @Override
  public CompletableFuture<UnbindReply> unbind(UnbindBatch batch) {
    return store
        .unbind(
            batch.getUnbindsList().stream()
                .map(u -> new SessionKey(u.getUserId(), slot(u.getDevice()), u.getGeneration()))
                .toList())
        .thenApply(done -> UnbindReply.getDefaultInstance());
  }

  private CompletableFuture<Void> logIn(BindWork work, List<Login> open, int round) {
    if (open.isEmpty() || round == MAX_ROUNDS) {
      return DONE;
    }
    return store
        .bind(open.stream().map(login -> new BindAttempt(login.claim(), login.expected())).toList())
        .thenCompose(outcomes -> settle(work, open, outcomes))
        // Before they put somebody out: the memory of accounts is not fresh enough for that.
        .thenCompose(again -> credentials.stillGood(work, again))
        .thenCompose(again -> logIn(work, again, round + 1));
  }

  /** Notes who is bound; of the others, those who may try again. */
  private CompletableFuture<List<Login>> settle(
      BindWork work, List<Login> open, List<BindOutcome> outcomes) {
    List<CompletableFuture<@Nullable Login>> contested = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      Login login = open.get(i);
      BindOutcome outcome = outcomes.get(i);
      if (outcome.bound()) {
        work.bound(login.index(), outcome.session(), login.version());
        displace(login.replaces());
      } else {
        contested.add(contest(login, outcome.session(), work));
      }
    }
    return CompletableFuture.allOf(contested.toArray(CompletableFuture<?>[]::new))
        .thenApply(
            done ->
                contested.stream().map(CompletableFuture::join).filter(Objects::nonNull).toList());
  }

  /** The next try against the session that stands there; null when the login is turned away. */
  private CompletableFuture<@Nullable Login> contest(Login login, Session holder, BindWork work) {
    return conflicts
        .block(List.of(holder), PROBE_WAIT)
        .thenApply(
            blocked -> {
              if (blocked) {
                work.refuse(login.index(), ResultCode.REPEAT_LOGIN, ResultCode.REPEAT_LOGIN.text());
                return null;
              }
              return login.instead(holder);
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

  private String slot(String device) {
    return conflicts.policy().slot(device);
  }
}
