package io.crossim.metastore;

/**
 * Discovery. Nothing here fails because the store behind it is away: registrations and watches wait
 * for it, say so in the log every few seconds, and go on by themselves when it comes.
 *
 * <p>Any thread may call. {@link #close} takes every registration of this object away.
 */
public interface MetaStore extends AutoCloseable {

  /**
   * Registers a server until the registration is closed. A node that an earlier process left under
   * the same name is replaced. When the store loses the node (its session expired, it came back
   * empty), it is registered again.
   */
  Registration register(ServerNode node);

  /**
   * Registers a route until the registration is closed, with the promises of {@link
   * #register(ServerNode)}.
   */
  Registration register(RouteNode node);

  /**
   * The servers, kept up to date. While the store is away the last known list stays. Nodes without
   * data of ours (a v2 server's) are left out, with a WARN each.
   */
  Watched<ServerNode> servers();

  /** The routes, kept up to date. */
  Watched<RouteNode> routes();

  /**
   * What those who share this store know each other by: the first is the one to use, all are to be
   * taken. Made by the first process that asks, and kept in the store beside the routes, for other
   * eyes closed where {@link MetaStoreSettings#auth} is set. Empty until the store has answered.
   */
  Watched<String> secrets();

  @Override
  void close();
}
