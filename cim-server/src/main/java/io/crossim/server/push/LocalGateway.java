package io.crossim.server.push;

import io.crossim.common.protocol.Frame;
import io.crossim.common.result.CimException;
import io.crossim.server.api.Broadcast;
import io.crossim.server.api.BroadcastReply;
import io.crossim.server.api.DisplaceReply;
import io.crossim.server.api.GatewayApi;
import io.crossim.server.api.LinkPing;
import io.crossim.server.api.LinkPong;
import io.crossim.server.api.OnlineReply;
import io.crossim.server.api.OnlineRequest;
import io.crossim.server.api.OnlineUser;
import io.crossim.server.api.ProbeReply;
import io.crossim.server.api.PushBatch;
import io.crossim.server.api.PushReply;
import io.crossim.server.api.ReleaseReply;
import io.crossim.server.api.ReleaseRequest;
import io.crossim.server.api.SendRequest;
import io.crossim.server.api.SessionRef;
import io.crossim.server.connection.CloseReason;
import io.crossim.server.connection.Connection;
import io.crossim.server.connection.ConnectionGroups;
import io.crossim.server.connection.ConnectionState;
import io.crossim.server.connection.FrameBytes;
import io.crossim.server.session.LocalNode;
import io.crossim.server.session.SessionBinder;
import io.crossim.server.session.SessionRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;

/**
 * This process's own gateway: what the HTTP calls end in, and what the single process calls without
 * HTTP. Not to be called on an event loop, because deliveries are waited for.
 */
@RequiredArgsConstructor
public final class LocalGateway implements GatewayApi {

  /** A v2 client writes something every 10 s; one that has not for so long does not answer. */
  private static final Duration V2_ANSWERS_WITHIN = Duration.ofSeconds(12);

  private final LocalNode node;
  private final ConnectionGroups groups;
  private final SessionRegistry registry;
  private final SessionBinder sessions;
  private final int maxFrame;

  @Override
  public LinkPong ping(LinkPing ping) {
    sessions.storeEpoch(ping.getStoreEpoch());
    return LinkPong.newBuilder().setIncarnation(node.incarnation()).build();
  }

  @Override
  public PushReply push(PushBatch batch) {
    Delivery delivery = new Delivery();
    for (int i = 0; i < batch.getPushesCount(); i++) {
      List<Connection> connections = registry.of(batch.getPushes(i).getReceiverId());
      if (!connections.isEmpty()) {
        byte[] frame = FrameBytes.encode(PushFrames.of(batch.getPushes(i)));
        for (Connection connection : connections) {
          delivery.add(i, connection, frame);
        }
      }
    }
    LoopWait.await(delivery.start());
    PushReply.Builder reply = PushReply.newBuilder();
    for (int i = 0; i < batch.getPushesCount(); i++) {
      reply.addTaken(delivery.isTaken(i));
    }
    return reply.build();
  }

  /**
   * Sends a live message that a script made.
   *
   * @return whether a connection took it
   * @throws CimException that names the field which is wrong
   */
  public boolean send(SendRequest request) {
    Frame frame = PushFrames.of(request);
    if (frame.getSerializedSize() > maxFrame) {
      throw CimException.invalid(
          "msg", frame.getSerializedSize() + " bytes", "at most " + maxFrame + " with properties");
    }
    Delivery delivery = new Delivery();
    byte[] bytes = FrameBytes.encode(frame);
    registry.of(frame.getId()).forEach(connection -> delivery.add(0, connection, bytes));
    LoopWait.await(delivery.start());
    return delivery.isTaken(0);
  }

  @Override
  public BroadcastReply broadcast(Broadcast broadcast) {
    long sender = broadcast.getSenderId();
    SharedFrame frame = new SharedFrame(sender, broadcast.getSenderName(), broadcast.getText());
    List<CompletableFuture<Integer>> counts =
        groups.onEachLoop(
            connection ->
                connection.isLoggedIn()
                    && connection.userId() != sender
                    && connection.deliver(frame::encode));
    LoopWait.await(counts);
    int receivers = counts.stream().mapToInt(count -> count.exceptionally(e -> 0).getNow(0)).sum();
    return BroadcastReply.newBuilder().setReceivers(receivers).build();
  }

  @Override
  public OnlineReply online(OnlineRequest request) {
    Stream<Long> users = registry.users().filter(id -> id > request.getAfter()).sorted();
    Stream<OnlineUser> online = users.map(this::online).flatMap(Optional::stream);
    if (request.getLimit() > 0) {
      online = online.limit(request.getLimit());
    }
    return OnlineReply.newBuilder().addAllUsers(online.toList()).build();
  }

  @Override
  public ProbeReply probe(SessionRef session) {
    boolean answers = find(session).filter(LocalGateway::answers).isPresent();
    return ProbeReply.newBuilder().setAnswers(answers).build();
  }

  @Override
  public ReleaseReply release(ReleaseRequest request) {
    for (Connection connection : registry.of(request.getUserId())) {
      connection.release();
      if (isSilent(connection)) {
        connection.close(CloseReason.RELEASED);
      }
    }
    return ReleaseReply.getDefaultInstance();
  }

  @Override
  public DisplaceReply displace(SessionRef session) {
    find(session)
        .ifPresent(connection -> connection.loop().execute(() -> sessions.mute(connection)));
    return DisplaceReply.getDefaultInstance();
  }

  private Optional<Connection> find(SessionRef session) {
    return registry
        .find(session.getUserId(), session.getConnection())
        .filter(connection -> connection.device().equals(session.getDevice()));
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

  private static boolean answers(Connection connection) {
    return connection.isLoggedIn() && !connection.isReleased() && !isSilent(connection);
  }

  private static boolean isSilent(Connection connection) {
    return connection.silence().compareTo(V2_ANSWERS_WITHIN) > 0;
  }
}
