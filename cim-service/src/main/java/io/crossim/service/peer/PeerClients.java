package io.crossim.service.peer;

import io.crossim.common.http.ProtobufCaller;
import io.crossim.service.loop.EventLoops;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;

/** Makes the callers of other services. */
@RequiredArgsConstructor
public final class PeerClients {

  private final EventLoops loops;
  private final Duration connectWithin;

  /** What is shown with every call; throws when there is nothing to show yet. */
  private final Supplier<String> credential;

  /**
   * A caller of the service at an address; connects when it is first used.
   *
   * @param callWithin how long a call may take from when there is a connection for it
   */
  public ProtobufCaller open(String host, int port, Duration callWithin) {
    return open(host, port, "", callWithin);
  }

  /**
   * The same for a service, or what stands before several, that is known by its URL.
   *
   * @param url http, whose path stands before every call's
   */
  public ProtobufCaller open(URI url, Duration callWithin) {
    String path = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
    return open(url.getHost(), url.getPort() < 0 ? 80 : url.getPort(), path, callWithin);
  }

  private ProtobufCaller open(String host, int port, String prefix, Duration callWithin) {
    return new PeerClient(
        loops, new PeerClient.Target(host, port, prefix), connectWithin, callWithin, credential);
  }
}
