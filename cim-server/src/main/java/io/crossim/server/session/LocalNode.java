package io.crossim.server.session;

import io.crossim.metastore.ServerNode;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import lombok.Getter;
import lombok.experimental.Accessors;
import org.jspecify.annotations.Nullable;

/**
 * What others call this server. The address is known only when both ports are open; the incarnation
 * is there from the start and is another one in each process.
 */
@Accessors(fluent = true)
public final class LocalNode {

  @Getter private final String incarnation = random();

  private volatile @Nullable ServerNode node;

  /** The name of this server in discovery; empty while a port is not open yet. */
  @Getter private volatile String name = "";

  /** Whether this server wants no new logins. */
  @Getter private volatile boolean isLeaving;

  /** Sets the address that clients and routes share, once both ports are open. */
  public ServerNode open(String host, int cimServerPort, int httpPort) {
    return open(host, cimServerPort, httpPort, host, /* wsUrl= */ null);
  }

  /**
   * Sets the address, once both ports are open.
   *
   * @param wsUrl where clients open a WebSocket; null for nowhere
   */
  public ServerNode open(
      String host, int cimServerPort, int httpPort, String clientHost, @Nullable String wsUrl) {
    ServerNode opened =
        new ServerNode(host, cimServerPort, httpPort, incarnation, clientHost, wsUrl);
    name = opened.name();
    node = opened;
    return opened;
  }

  /** Empty while a port is not open yet. */
  public Optional<ServerNode> current() {
    return Optional.ofNullable(node);
  }

  public void leave() {
    isLeaving = true;
  }

  public void comeBack() {
    isLeaving = false;
  }

  private static String random() {
    byte[] bytes = new byte[12];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
