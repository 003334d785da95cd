package io.crossim.service.front;

import io.crossim.service.credential.ClusterCredential;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetSocketAddress;
import java.util.List;

/** Whether a call is for this caller; asked before any of its body is read. */
@FunctionalInterface
interface Guard {

  /** For everybody. */
  Guard NONE = (client, headers) -> true;

  /** What a proxy leaves in a request that it passes on. */
  List<String> PROXIED = List.of("Forwarded", "X-Forwarded-For", "Via");

  /** Any thread; never blocks. */
  boolean admits(Channel client, HttpHeaders headers);

  /** For services of the cluster alone. */
  static Guard members(ClusterCredential credential) {
    return (client, headers) -> credential.proves(headers.get(HttpHeaderNames.AUTHORIZATION));
  }

  /** For them, and for people and scripts on this machine. */
  static Guard membersAndLocal(ClusterCredential credential) {
    Guard members = members(credential);
    return (client, headers) -> isLocal(client, headers) || members.admits(client, headers);
  }

  private static boolean isLocal(Channel client, HttpHeaders headers) {
    return client.remoteAddress() instanceof InetSocketAddress address
        && address.getAddress() != null
        && address.getAddress().isLoopbackAddress()
        && PROXIED.stream().noneMatch(headers::contains);
  }
}
