package io.crossim.service.peer;

import io.crossim.common.http.ProtobufCaller;
import io.crossim.service.credential.ClusterCredential;
import io.crossim.service.loop.EventLoops;
import io.crossim.service.tls.PeerTls;
import java.net.URI;
import java.time.Duration;
import lombok.RequiredArgsConstructor;

/** Makes the callers of other services. */
@RequiredArgsConstructor
public final class PeerClients {

  private final EventLoops loops;
  private final PeerTls tls;
  private final Duration connectWithin;

  private final ClusterCredential credential;

  /**
   * A caller of the service that registered an address in discovery, over https where that is how
   * services talk; connects when it is first used.
   *
   * @param callWithin how long a call may take from when there is a connection for it
   */
  public ProtobufCaller open(String host, int port, Duration callWithin) {
    return open(new PeerClient.Target(tls.isEverywhere(), host, port, "", true), callWithin);
  }

  /**
   * A caller of a service, or of what stands before several, at a URL that an operator has set.
   *
   * @param url http or https, whose path stands before every call's
   */
  public ProtobufCaller open(URI url, Duration callWithin) {
    String path = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
    boolean https = "https".equalsIgnoreCase(url.getScheme());
    int port = url.getPort() >= 0 ? url.getPort() : https ? 443 : 80;
    return open(new PeerClient.Target(https, url.getHost(), port, path, false), callWithin);
  }

  private ProtobufCaller open(PeerClient.Target target, Duration callWithin) {
    if (target.https()) {
      tls.prepare();
    }
    return new PeerClient(loops, tls, target, connectWithin, callWithin, credential);
  }
}
