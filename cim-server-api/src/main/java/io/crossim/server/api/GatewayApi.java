package io.crossim.server.api;

import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;
import java.util.concurrent.CompletableFuture;

/**
 * What routes ask of a cim-server. Calls never block and may come from any thread. They end with an
 * {@link UnavailableException} when the server cannot be reached, another {@link CimException} when
 * it refuses. Answers are completed on threads that must not be blocked.
 */
public interface GatewayApi {

  /** Shows that the server lives, and which process of it. */
  CompletableFuture<LinkPong> ping(LinkPing ping);

  /** Hints at stored messages of users on this server; every push has its own outcome. */
  CompletableFuture<PushReply> push(PushBatch batch);

  /** Pushes a live message to everybody on this server but its sender. */
  CompletableFuture<BroadcastReply> broadcast(Broadcast broadcast);

  /** The users who are logged in here, by ascending id. */
  CompletableFuture<OnlineReply> online(OnlineRequest request);

  /** Whether the connection of a session answers; false when there is none. */
  CompletableFuture<ProbeReply> probe(SessionRef session);

  /** A v2 client asks for the rest of what waits for it. Idempotent; unknown users are no error. */
  CompletableFuture<FetchReply> fetch(FetchRequest request);

  /** Carries out the hint of an /offLine. */
  CompletableFuture<ReleaseReply> release(ReleaseRequest request);

  /** Tells the connection of a session that it is over, and why. Idempotent. */
  CompletableFuture<DisplaceReply> displace(DisplaceRequest request);

  /**
   * Writes receipts and signals to the connections of users on this server that announced them. A
   * connection that does not keep up does without; unknown users are no error.
   */
  CompletableFuture<NoticeReply> notices(NoticeBatch batch);
}
