package io.crossim.server.api;

import io.crossim.common.result.CimException;
import io.crossim.common.result.UnavailableException;

/**
 * What routes ask of a cim-server. Calls block and may come from any thread. They throw {@link
 * UnavailableException} when the server cannot be reached, another {@link CimException} when it
 * refuses.
 */
public interface GatewayApi {

  /** Shows that the server lives, and which process of it. */
  LinkPong ping(LinkPing ping);

  /** Hints at stored messages of users on this server; every push has its own outcome. */
  PushReply push(PushBatch batch);

  /** Pushes a live message to everybody on this server but its sender. */
  BroadcastReply broadcast(Broadcast broadcast);

  /** Who is logged in here, by ascending id. */
  OnlineReply online(OnlineRequest request);

  /** Whether the connection of a session answers; false when there is none. */
  ProbeReply probe(SessionRef session);

  /** A v2 client asks for the rest of what waits for it. Idempotent; unknown users are no error. */
  FetchReply fetch(FetchRequest request);

  /** Carries out the hint of an /offLine. */
  ReleaseReply release(ReleaseRequest request);

  /** Tells the connection of a session that a newer one took its place. Idempotent. */
  DisplaceReply displace(SessionRef session);
}
