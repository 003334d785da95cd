package io.crossim.service.call;

import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.limits.ClientAddress;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;

/** Whether a call is for this caller; asked before any of its body is read. */
@FunctionalInterface
public interface Guard {

  /** For everybody. */
  Guard NONE = (headers, remote) -> true;

  /**
   * Any thread; never blocks.
   *
   * @param remote whom the request comes from
   */
  boolean admits(HttpHeaders headers, ClientAddress remote);

  /** For services of the cluster alone, and for operators who know its secret. */
  static Guard members(ClusterCredential credential) {
    return (headers, remote) -> credential.proves(headers.get(HttpHeaderNames.AUTHORIZATION));
  }

  /**
   * For them, and for people and scripts on this machine, but not for a page of somebody else that
   * a browser there shows.
   */
  static Guard membersAndLocal(ClusterCredential credential) {
    Guard members = members(credential);
    return (headers, remote) ->
        (remote.isLocal() && !Forwarding.isForwarded(headers) && !BrowserPage.isForeign(headers))
            || members.admits(headers, remote);
  }

  /** For members and callers on this machine, but not for any page in a browser, ours neither. */
  static Guard operators(ClusterCredential credential) {
    Guard members = members(credential);
    Guard local = membersAndLocal(credential);
    return (headers, remote) ->
        (local.admits(headers, remote) && !headers.contains(HttpHeaderNames.ORIGIN))
            || members.admits(headers, remote);
  }
}
