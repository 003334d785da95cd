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
import io.crossim.route.access.Access;
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
import java.util.concurrent.Executor;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Binds users to connections. A bind is a compare-and-set: who finds another session there looks
 * whether it lives and tries again against that one, so of two logins at the same instant one wins.
 * Never blocks.
 */
@RequiredArgsConstructor
public final class SessionBinding implements SessionApi {

  /** How often a login may find yet another session before it is turned away. */
  private static final int MAX_ROUNDS = 5;

  private static final Duration PROBE_WAIT = Duration.ofSeconds(2);
  private static final CompletableFuture<@Nullable Void> DONE =
      CompletableFuture.completedFuture(null);

  private final Accounts accounts;
  private final Access access;
  private final SessionStore store;
  private final InboxStore inboxes;
  private final SessionConflicts conflicts;

  /** Looks accounts up that are not remembered, which blocks. */
  private final Executor executor;

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

  /** Who is who, and what each wants. */
  private Work begin(BindBatch batch) {
    Work work = new Work(batch, new BindResult[batch.getBindsCount()], new ArrayList<>());
    for (int i = 0; i < work.results.length; i++) {
      Bind bind = batch.getBinds(i);
      if (bind.getGeneration() > 0) {
        continue; // it was bound before
      }
      try {
        access.actor("userId", bind.getUserId(), token(bind));
        accounts.require(bind.getUserId(), bind.getUserName());
        work.logins.add(new Login(i, claim(batch, bind), 0, null));
      } catch (CimException e) {
        work.results[i] = refused(e.code(), String.valueOf(e.getMessage()));
      }
    }
    return work;
  }

  private static @Nullable String token(Bind bind) {
    return bind.getToken().isEmpty() ? null : bind.getToken();
  }

  private CompletableFuture<BindReply> carryOut(Work work) {
    return restore(work)
        .thenCompose(done -> logIn(work, work.logins, 0))
        .thenCompose(done -> addInboxes(work))
        .thenApply(
            done -> {
              BindReply.Builder reply = BindReply.newBuilder();
              for (BindResult result : work.results) {
                reply.addResults(
                    result != null
                        ? result
                        : refused(ResultCode.FAILURE, "too many logins at once"));
              }
              return reply.build();
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

  private CompletableFuture<Void> restore(Work work) {
    List<Integer> places = new ArrayList<>();
    List<Session> sessions = new ArrayList<>();
    for (int i = 0; i < work.results.length; i++) {
      Bind bind = work.batch.getBinds(i);
      if (bind.getGeneration() > 0) {
        places.add(i);
        sessions.add(session(work.batch, bind));
      }
    }
    if (places.isEmpty()) {
      return DONE;
    }
    return store
        .restore(sessions)
        .thenAccept(
            outcomes -> {
              for (int i = 0; i < outcomes.size(); i++) {
                work.results[places.get(i)] =
                    outcomes.get(i).bound()
                        ? bound(outcomes.get(i).session())
                        : refused(
                            ResultCode.REPEAT_LOGIN, "a newer session has taken this one's place");
              }
            });
  }

  private CompletableFuture<Void> logIn(Work work, List<Login> open, int round) {
    if (open.isEmpty() || round == MAX_ROUNDS) {
      return DONE;
    }
    return store
        .bind(open.stream().map(login -> new BindAttempt(login.claim, login.expected)).toList())
        .thenCompose(outcomes -> settle(work, open, outcomes))
        .thenCompose(again -> logIn(work, again, round + 1));
  }

  /** Notes who is bound; of the others, those who may try again. */
  private CompletableFuture<List<Login>> settle(
      Work work, List<Login> open, List<BindOutcome> outcomes) {
    List<CompletableFuture<@Nullable Login>> contested = new ArrayList<>();
    for (int i = 0; i < open.size(); i++) {
      Login login = open.get(i);
      BindOutcome outcome = outcomes.get(i);
      if (outcome.bound()) {
        work.results[login.index] = bound(outcome.session());
        displace(login.replaces);
      } else {
        contested.add(contest(login, outcome.session(), work.results));
      }
    }
    return CompletableFuture.allOf(contested.toArray(CompletableFuture<?>[]::new))
        .thenApply(
            done ->
                contested.stream().map(CompletableFuture::join).filter(Objects::nonNull).toList());
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
  private CompletableFuture<Void> addInboxes(Work work) {
    List<Integer> places = new ArrayList<>();
    List<InboxDevice> devices = new ArrayList<>();
    for (int i = 0; i < work.results.length; i++) {
      BindResult result = work.results[i];
      if (result != null && result.getGeneration() > 0) {
        Bind bind = work.batch.getBinds(i);
        places.add(i);
        devices.add(new InboxDevice(bind.getUserId(), bind.getDevice()));
      }
    }
    if (places.isEmpty()) {
      return DONE;
    }
    return inboxes
        .states(devices)
        .handle(
            (states, failure) -> {
              for (int i = 0; i < places.size(); i++) {
                int place = places.get(i);
                if (states != null) {
                  work.results[place] = withInbox(work.results[place], states.get(i));
                } else if (work.batch.getBinds(place).getGeneration() == 0) {
                  work.results[place] = refused(ResultCode.FAILURE, words(failure));
                }
              }
              return null;
            });
  }

  private static String words(@Nullable Throwable failure) {
    return failure == null ? "no answer" : String.valueOf(Await.cause(failure).getMessage());
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
   * A batch on its way.
   *
   * @param results what is decided, by the place in the batch
   * @param logins those that are not sessions yet
   */
  @SuppressWarnings("ArrayRecordComponent") // filled in on the way; never compared
  private record Work(BindBatch batch, @Nullable BindResult[] results, List<Login> logins) {}

  /**
   * A login on its way.
   *
   * @param index its place in the batch
   * @param expected generation of the session that it wants to follow
   * @param replaces that session
   */
  private record Login(int index, SessionClaim claim, long expected, @Nullable Session replaces) {}
}
