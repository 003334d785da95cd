package io.crossim.standalone;

import io.crossim.server.gateway.TcpGateway;
import io.crossim.server.websocket.WebSocketUpgrade;
import io.crossim.service.http.ConnectionTakeover;
import io.crossim.service.limits.ClientAddress;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Hands WebSocket connections of the HTTP port over to the gateway, so that one port serves pages,
 * calls and connections behind any proxy.
 */
@Component
@RequiredArgsConstructor
class WebSocketTakeover implements ConnectionTakeover {

  /** Looked up with the first connection: the port is made before everything else. */
  private final ObjectProvider<TcpGateway> gateway;

  /** With a query too, which the gateway refuses without a word of it in any log. */
  @Override
  public boolean isFor(HttpRequest head) {
    return head.uri().equals(WebSocketUpgrade.PATH)
        || head.uri().startsWith(WebSocketUpgrade.PATH + "?");
  }

  @Override
  public void takeOver(ChannelHandlerContext ctx, HttpRequest head, ClientAddress from) {
    gateway.getObject().takeOver(ctx, head, from);
  }
}
