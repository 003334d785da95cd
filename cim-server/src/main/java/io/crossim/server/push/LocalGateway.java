package io.crossim.server.push;

import io.crossim.common.result.ResultCode;
import io.crossim.server.api.Broadcast;
import io.crossim.server.api.BroadcastReply;
import io.crossim.server.api.DisplaceReply;
import io.crossim.server.api.DisplaceRequest;
import io.crossim.server.api.FetchReply;
import io.crossim.server.api.FetchRequest;
import io.crossim.server.api.GatewayApi;
import io.crossim.server.api.LinkPing;
import io.crossim.server.api.LinkPong;
import io.crossim.server.api.NoticeBatch;
import io.crossim.server.api.NoticeReply;
import io.crossim.server.api.OnlineReply;
import io.crossim.server.api.OnlineRequest;
import io.crossim.server.api.ProbeReply;
import io.crossim.server.api.PushBatch;
import io.crossim.server.api.PushReply;
import io.crossim.server.api.ReleaseReply;
import io.crossim.server.api.ReleaseRequest;
import io.crossim.server.api.SendRequest;
import io.crossim.server.api.SessionRef;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionsByLoop;
import io.crossim.server.connection.Feed;
import io.crossim.server.conversation.Presence;
import io.crossim.server.move.MovableClients;
import io.crossim.server.session.Displacement;
import io.crossim.server.session.LocalNode;
import io.crossim.server.session.Rebinding;
import io.crossim.server.session.SessionRegistry;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * This process's own gateway: what the HTTP calls end in, and what the single process calls without
 * HTTP.
 */
public final class LocalGateway implements GatewayApi {

  private final LocalNode node;
  private final LiveMessages live;
  private final SessionRegistry registry;
  private final OnlineUsers onlineUsers;
  private final Rebinding rebinding;
  private final Displacement displacement;
  private final MovableClients clients;
  private final StoredPushes pushes;
  private final Notices notices;
  private final Presence presence;

  /**
   * @param maxFrame the largest frame that a script may make, in bytes
   */
  public LocalGateway(
      LocalNode node,
      ConnectionsByLoop connections,
      SessionRegistry registry,
      Rebinding rebinding,
      Displacement displacement,
      MovableClients clients,
      PushMeters meters,
      Presence presence,
      int maxFrame) {
    this.node = node;
    this.live = new LiveMessages(connections, registry, meters, maxFrame);
    this.registry = registry;
    this.onlineUsers = new OnlineUsers(registry);
    this.rebinding = rebinding;
    this.displacement = displacement;
    this.clients = clients;
    this.pushes = new StoredPushes(registry, meters);
    this.notices = new Notices(registry, meters);
    this.presence = presence;
  }

  @Override
  public CompletableFuture<LinkPong> ping(LinkPing ping) {
    rebinding.storeEpoch(ping.getStoreEpoch());
    if (ping.getBindAgain()) {
      rebinding.allSoon();
    }
    return done(
        LinkPong.newBuilder()
            .setIncarnation(node.incarnation())
            .setLeaving(node.isLeaving())
            .setClients(clients.count())
            .setTakesConversations(true)
            .build());
  }

  @Override
  public CompletableFuture<PushReply> push(PushBatch batch) {
    return pushes.take(batch);
  }

  @Override
  public CompletableFuture<NoticeReply> notices(NoticeBatch batch) {
    batch.getBeganList().forEach(presence::began);
    batch.getEndedList().forEach(presence::ended);
    return notices.take(batch);
  }

  @Override
  public CompletableFuture<FetchReply> fetch(FetchRequest request) {
    for (Connection connection : registry.of(request.getUserId())) {
      Feed feed = connection.feed();
      if (feed != null) {
        connection.loop().execute(feed::fetch);
      }
    }
    return done(FetchReply.getDefaultInstance());
  }

  /** Sends a live message that a script made; see {@link LiveMessages#send}. */
  public CompletableFuture<Boolean> send(SendRequest request) {
    return live.send(request);
  }

  @Override
  public CompletableFuture<BroadcastReply> broadcast(Broadcast broadcast) {
    return live.broadcast(broadcast);
  }

  @Override
  public CompletableFuture<OnlineReply> online(OnlineRequest request) {
    return onlineUsers.list(request);
  }

  @Override
  public CompletableFuture<ProbeReply> probe(SessionRef session) {
    return find(session)
        .map(connection -> LivenessCheck.answers(connection, session.getWaitMs()))
        .orElseGet(() -> done(false))
        .thenApply(answers -> ProbeReply.newBuilder().setAnswers(answers).build());
  }

  @Override
  public CompletableFuture<ReleaseReply> release(ReleaseRequest request) {
    for (Connection connection : registry.of(request.getUserId())) {
      connection.release();
      LivenessCheck.closeUnlessAnswers(connection);
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
                    .execute(() -> displacement.end(connection, code, request.getText())));
    return done(DisplaceReply.getDefaultInstance());
  }

  private Optional<Connection> find(SessionRef session) {
    return registry.find(session.getUserId(), session.getConnection());
  }

  private static <T> CompletableFuture<T> done(T answer) {
    return CompletableFuture.completedFuture(answer);
  }
}
