package io.crossim.server.config;

import io.crossim.common.result.CimException;
import io.crossim.server.websocket.WebSocketUpgrade;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Where clients are told to open a WebSocket: {@code cim.server.ws-url}. */
final class WsUrl {

  private static final String PROPERTY = "cim.server.ws-url";
  private static final String NONE = "none";

  private WsUrl() {}

  /**
   * @param url null for the port of this server
   * @throws CimException when it is set to something that a client could not use
   */
  static void check(@Nullable String url) {
    if (url != null && !url.equals(NONE) && !isPath(url) && !isWhole(url)) {
      throw CimException.invalid(
          PROPERTY, url, "none, a path that ends with /im, or such as wss://im.example.org/im");
    }
  }

  private static boolean isPath(String url) {
    return url.startsWith("/") && !url.startsWith("//") && isRight(url);
  }

  private static boolean isWhole(String url) {
    return (url.startsWith("ws://") || url.startsWith("wss://")) && isRight(url);
  }

  private static boolean isRight(String url) {
    try {
      URI uri = new URI(url);
      return (url.startsWith("/") || uri.getHost() != null)
          && uri.getRawPath().endsWith(WebSocketUpgrade.PATH)
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null
          && uri.getRawUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /**
   * What clients are told.
   *
   * @param set the property; null for the port of this server
   * @return null for nothing
   */
  static @Nullable String of(
      @Nullable String set, String clientHost, int port, boolean isEncrypted) {
    if (set == null) {
      return (isEncrypted ? "wss" : "ws") + "://" + clientHost + ":" + port + WebSocketUpgrade.PATH;
    }
    return set.equals(NONE) ? null : set;
  }
}
