package io.crossim.server.push;

import io.crossim.common.protocol.Frame;
import io.crossim.common.result.CimException;
import io.crossim.common.result.ResultCode;
import io.crossim.common.result.UnavailableException;
import io.crossim.route.api.StoredMessage;
import io.crossim.server.api.Broadcast;
import io.crossim.server.api.BroadcastReply;
import io.crossim.server.api.DisplaceReply;
import io.crossim.server.api.DisplaceRequest;
import io.crossim.server.api.FetchReply;
import io.crossim.server.api.FetchRequest;
import io.crossim.server.api.GatewayApi;
import io.crossim.server.api.LinkPing;
import io.crossim.server.api.LinkPong;
import io.crossim.server.api.OnlineReply;
import io.crossim.server.api.OnlineRequest;
import io.crossim.server.api.OnlineUser;
import io.crossim.server.api.ProbeReply;
import io.crossim.server.api.Push;
import io.crossim.server.api.PushBatch;
import io.crossim.server.api.PushOutcome;
import io.crossim.server.api.PushReply;
import io.crossim.server.api.ReleaseReply;
import io.crossim.server.api.ReleaseRequest;
import io.crossim.server.api.SendRequest;
import io.crossim.server.api.SessionRef;
import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionState;
import io.crossim.server.connection.ConnectionsByLoop;
import io.crossim.server.connection.FrameBytes;
import io.crossim.server.inbox.Feeds;
import io.crossim.server.inbox.InboxFeed;
import io.crossim.server.move.MovableClients;
import io.crossim.server.session.LocalNode;
import io.crossim.server.session.SessionBinder;
import io.crossim.server.session.SessionRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;

/**
 * This process's own gateway: what the HTTP calls end in, and what the single process calls without
 * HTTP.
 */
@RequiredArgsConstructor
public final class LocalGateway implements GatewayApi {

  /** Lists of users that wait; one more is refused. */
  private static final int MAX_LISTS = 10_000;

  private final Executor lists = oneThread();

  /** A v2 client writes something every 10 s; one that has not for so long does not answer. */
  private static final Duration V2_ANSWERS_WITHIN = Duration.ofSeconds(12);

  private static final Duration V3_ANSWERS_WITHIN = Duration.ofSeconds(2);

  private final LocalNode node;
  private final ConnectionsByLoop connections;
  private final SessionRegistry registry;
  private final SessionBinder sessions;
  private final MovableClients clients;
  private final PushMeters meters;
  private final int maxFrame;

  @Override
  public CompletableFuture<LinkPong> ping(LinkPing ping) {
    sessions.storeEpoch(ping.getStoreEpoch());
    if (ping.getBindAgain()) {
      sessions.bindAgain();
    }
    return done(
        LinkPong.newBuilder()
            .setIncarnation(node.incarnation())
            .setLeaving(node.isLeaving())
            .setClients(clients.count())
            .build());
  }

  @Override
  public CompletableFuture<PushReply> push(PushBatch batch) {
    Delivery delivery = new Delivery(batch.getPushesCount());
    for (int i = 0; i < batch.getPushesCount(); i++) {
      Push push = batch.getPushes(i);
      StoredMessage message =
          StoredMessage.newBuilder()
              .setSeq(push.getSeq())
              .setMessageId(push.getMessageId())
              .setStoredAt(push.getStoredAt())
              .setPayload(push.getPayload())
              .build();
      for (Connection connection : registry.of(push.getReceiverId())) {
        delivery.add(i, connection, to -> feed(to, push.getEpoch(), message));
      }
    }
    return delivery
        .start()
        .thenApply(
            all -> {
              PushReply.Builder reply = PushReply.newBuilder();
              int taken = 0;
              int later = 0;
              for (int i = 0; i < batch.getPushesCount(); i++) {
                PushOutcome outcome = delivery.outcome(i);
                taken += outcome == PushOutcome.TAKEN ? 1 : 0;
                later += outcome == PushOutcome.LATER ? 1 : 0;
                reply.addOutcomes(outcome);
              }
              meters.pushed(taken, later, batch.getPushesCount());
              return reply.build();
            });
  }

  private static PushOutcome feed(Connection connection, String epoch, StoredMessage message) {
    InboxFeed feed = Feeds.of(connection);
    return feed == null || !connection.isLoggedIn() ? PushOutcome.LATER : feed.push(epoch, message);
  }

  @Override
  public CompletableFuture<FetchReply> fetch(FetchRequest request) {
    for (Connection connection : registry.of(request.getUserId())) {
      InboxFeed feed = Feeds.of(connection);
      if (feed != null) {
        connection.loop().execute(feed::fetch);
      }
    }
    return done(FetchReply.getDefaultInstance());
  }

  /**
   * Sends a live message that a script made.
   *
   * @return whether a connection took it
   * @throws CimException that names the field which is wrong
   */
  public CompletableFuture<Boolean> send(SendRequest request) {
    Frame frame = PushFrames.of(request);
    if (frame.getSerializedSize() > maxFrame) {
      throw CimException.invalid(
          "msg", frame.getSerializedSize() + " bytes", "at most " + maxFrame + " with properties");
    }
    Delivery delivery = new Delivery(1);
    byte[] v2 = FrameBytes.encode(frame);
    byte[] v3 = FrameBytes.encode(LiveFrames.of(frame));
    for (Connection connection : registry.of(frame.getId())) {
      delivery.add(
          0,
          connection,
          to -> to.deliver(to.isV3() ? v3 : v2) ? PushOutcome.TAKEN : PushOutcome.LATER);
    }
    return delivery.start().thenApply(all -> delivery.outcome(0) == PushOutcome.TAKEN);
  }

  @Override
  public CompletableFuture<BroadcastReply> broadcast(Broadcast broadcast) {
    long sender = broadcast.getSenderId();
    SharedFrame frame =
        new SharedFrame(sender, broadcast.getSenderName(), LiveFrames.text(broadcast));
    byte[] v3 = FrameBytes.encode(LiveFrames.of(broadcast));
    return connections
        .onEachLoop(
            connection ->
                connection.isLoggedIn()
                    && connection.userId() != sender
                    && (connection.isV3()
                        ? connection.deliver(v3)
                        : connection.deliver(frame::encode)))
        .thenApply(
            receivers -> {
              meters.broadcast(receivers);
              return BroadcastReply.newBuilder().setReceivers(receivers).build();
            });
  }

  /** Not on an event loop: with many users it takes its time to put them in order. */
  @Override
  public CompletableFuture<OnlineReply> online(OnlineRequest request) {
    try {
      return CompletableFuture.supplyAsync(() -> list(request), lists);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          new UnavailableException("too many requests wait for the list of users; retry later", e));
    }
  }

  private OnlineReply list(OnlineRequest request) {
    Stream<Long> users = registry.users().filter(id -> id > request.getAfter()).sorted();
    Stream<OnlineUser> online = users.map(this::online).flatMap(Optional::stream);
    if (request.getLimit() > 0) {
      online = online.limit(request.getLimit());
    }
    return OnlineReply.newBuilder().addAllUsers(online.toList()).build();
  }

  /** The JDK's own pool would start a thread for each list where there are few processors. */
  private static Executor oneThread() {
    ThreadPoolExecutor thread =
        new ThreadPoolExecutor(
            1,
            1,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MAX_LISTS),
            task -> {
              Thread made = new Thread(task, "online-users");
              made.setDaemon(true);
              return made;
            });
    thread.allowCoreThreadTimeOut(true);
    return thread;
  }

  @Override
  public CompletableFuture<ProbeReply> probe(SessionRef session) {
    long wait = session.getWaitMs() > 0 ? session.getWaitMs() : V3_ANSWERS_WITHIN.toMillis();
    return find(session)
        .map(connection -> answers(connection, wait))
        .orElseGet(() -> done(false))
        .thenApply(answers -> ProbeReply.newBuilder().setAnswers(answers).build());
  }

  @Override
  public CompletableFuture<ReleaseReply> release(ReleaseRequest request) {
    for (Connection connection : registry.of(request.getUserId())) {
      connection.release();
      if (connection.isV3()) {
        connection
            .probe()
            .orTimeout(V3_ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
            .exceptionally(
                silent -> {
                  if (!connection.silence().isZero()) { // else this server does not read from it
                    connection.close(CloseReason.RELEASED);
                  }
                  return false;
                });
      } else if (isSilent(connection)) {
        connection.close(CloseReason.RELEASED);
      }
    }
    return done(ReleaseReply.getDefaultInstance());
  }

  @Override
  public CompletableFuture<DisplaceReply> displace(DisplaceRequest request) {
    ResultCode code = ResultCode.of(request.getCode());
    find(request.getSession())
        .ifPresent(
            connection ->
                connection
                    .loop()
                    .execute(() -> sessions.displace(connection, code, request.getText())));
    return done(DisplaceReply.getDefaultInstance());
  }

  private Optional<Connection> find(SessionRef session) {
    return registry.find(session.getUserId(), session.getConnection());
  }

  private Optional<OnlineUser> online(long userId) {
    return registry.of(userId).stream()
        .filter(connection -> connection.state() == ConnectionState.BOUND)
        .findFirst()
        .map(
            connection ->
                OnlineUser.newBuilder()
                    .setUserId(userId)
                    .setUserName(connection.userName())
                    .build());
  }

  private static CompletableFuture<Boolean> answers(Connection connection, long waitMillis) {
    if (!connection.isLoggedIn() || connection.isMoving()) {
      return done(false);
    }
    if (!connection.isV3()) {
      return done(!connection.isReleased() && !isSilent(connection));
    }
    return connection.silence().compareTo(V3_ANSWERS_WITHIN) <= 0
        ? done(true)
        : connection.probe().completeOnTimeout(false, waitMillis, TimeUnit.MILLISECONDS);
  }

  private static <T> CompletableFuture<T> done(T answer) {
    return CompletableFuture.completedFuture(answer);
  }

  private static boolean isSilent(Connection connection) {
    return connection.silence().compareTo(V2_ANSWERS_WITHIN) > 0;
  }
}
