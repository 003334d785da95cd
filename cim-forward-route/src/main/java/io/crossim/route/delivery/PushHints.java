package io.crossim.route.delivery;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.crossim.common.result.Await;
import io.crossim.common.trace.MessageTraces;
import io.crossim.common.trace.Step;
import io.crossim.common.trace.TracedPayload;
import io.crossim.persistence.inbox.Append;
import io.crossim.persistence.inbox.AppendOutcome;
import io.crossim.persistence.session.Session;
import io.crossim.persistence.session.SessionStore;
import io.crossim.persistence.session.SessionStore.SessionKey;
import io.crossim.route.link.ServerLink;
import io.crossim.route.link.ServerLinks;
import io.crossim.route.link.SharedPayload;
import io.crossim.server.api.Push;
import io.crossim.server.api.PushOutcome;
import io.crossim.service.start.LogKeys;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;

/**
 * Hints at stored messages to the servers of their receivers. A hint that fails changes nothing:
 * the message is in the inbox, and the receiver's server finds it there.
 */
@Slf4j
@RequiredArgsConstructor
public final class PushHints {

  static final CompletableFuture<Boolean> NOT_TAKEN = CompletableFuture.completedFuture(false);

  private final SessionStore sessions;
  private final ServerLinks links;
  private final DeliveryMeters meters;
  private final MessageTraces traces;

  /**
   * Pushes a stored message; never blocks and never fails.
   *
   * @return whether a live connection took it
   */
  CompletableFuture<Boolean> hint(Append append, AppendResult stored) {
    CompletableFuture<Boolean> taken =
        stored.sessions().isEmpty() ? NOT_TAKEN : pushFollowed(append, stored);
    return stored.isMeasured() ? taken.thenApply(is -> measured(is, stored.since())) : taken;
  }

  /**
   * Hints at what an inbox has got of a conversation; never blocks and never fails.
   *
   * @param push without a payload
   * @param payload what was stored last; {@link SharedPayload#NONE} to have the server read
   * @param places the sessions of its receiver
   * @return whether a live connection took it
   */
  public CompletableFuture<Boolean> hint(Push push, SharedPayload payload, List<Session> places) {
    return push(push, places, server -> server.pushes().push(push, payload));
  }

  /**
   * Hints at what the inboxes of several users have got at once, by one call for all of a server;
   * never blocks and never fails.
   *
   * @param pushes without a payload, each to another user
   * @param places the sessions of the receivers
   */
  public void hintAll(List<Push> pushes, SharedPayload payload, Map<Long, List<Session>> places) {
    new HintsTogether(links, this::follow, places).send(pushes, payload);
  }

  private boolean measured(boolean isTaken, long since) {
    if (isTaken) {
      meters.pushedAfter(System.nanoTime() - since);
    }
    return isTaken;
  }

  private CompletableFuture<Boolean> pushFollowed(Append append, AppendResult stored) {
    ByteString payload = UnsafeByteOperations.unsafeWrap(append.payload());
    Span span = traces.follow(Step.PUSH, payload);
    CompletableFuture<Boolean> taken =
        push(append.userId(), TracedPayload.with(payload, span), stored);
    if (span.isRecording()) {
      taken.thenAccept(is -> span.setAttribute("cim.taken", is).end());
    }
    return taken;
  }

  private CompletableFuture<Boolean> push(long receiver, ByteString payload, AppendResult stored) {
    Push push = push(receiver, payload, stored.outcome());
    return push(push, stored.sessions(), server -> server.pushes().push(push));
  }

  /** Pushes to every server that has sessions of one user. */
  private CompletableFuture<Boolean> push(
      Push push,
      List<Session> places,
      Function<ServerLink, CompletableFuture<List<PushOutcome>>> call) {
    if (places.size() == 1) {
      Session only = places.get(0);
      return links
          .reachable(only.server(), only.incarnation())
          .map(link -> push(push, call.apply(link), places))
          .orElse(NOT_TAKEN);
    }
    Map<ServerLink, List<Session>> servers = new LinkedHashMap<>();
    for (Session session : places) {
      Optional<ServerLink> link = links.reachable(session.server(), session.incarnation());
      link.ifPresent(to -> servers.computeIfAbsent(to, l -> new ArrayList<>()).add(session));
    }
    CompletableFuture<Boolean> taken = NOT_TAKEN;
    for (Map.Entry<ServerLink, List<Session>> server : servers.entrySet()) {
      taken =
          taken.thenCombine(
              push(push, call.apply(server.getKey()), server.getValue()), Boolean::logicalOr);
    }
    return taken;
  }

  private CompletableFuture<Boolean> push(
      Push push, CompletableFuture<List<PushOutcome>> pushed, List<Session> there) {
    return pushed.handle(
        (outcomes, failure) -> {
          PushOutcome outcome = outcomes == null ? null : outcomes.get(0);
          if (failure != null) {
            log.atDebug()
                .addKeyValue(LogKeys.MESSAGE, push.getMessageId())
                .log("a push failed: {}", failure.getMessage());
          } else if (outcome == PushOutcome.GONE) {
            follow(push, there);
          }
          return outcome == PushOutcome.TAKEN;
        });
  }

  private static Push push(long receiver, ByteString payload, AppendOutcome stored) {
    return Push.newBuilder()
        .setReceiverId(receiver)
        .setEpoch(stored.epoch())
        .setSeq(stored.seq())
        .setMessageId(stored.messageId())
        .setStoredAt(stored.storedAt())
        .setPayload(payload)
        .build();
  }

  /**
   * Takes away what a server denies: these very generations, so never a newer session. A user who
   * has moved since they were looked up may have been bound before the message was stored, so the
   * servers where they are now are told.
   */
  private void follow(Push push, List<Session> stale) {
    List<SessionKey> keys =
        stale.stream().map(s -> new SessionKey(s.userId(), s.device(), s.generation())).toList();
    sessions
        .unbind(keys)
        .thenCompose(done -> sessions.find(push.getReceiverId()))
        .thenAccept(
            found -> {
              Push head = push.toBuilder().clearPayload().clearSharedPayload().build();
              var unused = hint(head, SharedPayload.NONE, found);
            })
        .exceptionally(
            e -> { // the next push tries again
              log.debug(
                  "a session that is over could not be removed: {}", Await.cause(e).getMessage());
              return null;
            });
  }
}
