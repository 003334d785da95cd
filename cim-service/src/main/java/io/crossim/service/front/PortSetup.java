package io.crossim.service.front;

import org.jspecify.annotations.Nullable;

/**
 * What all connections of a port share.
 *
 * @param relays to the servlet container behind it; null where there is none
 */
record PortSetup(
    CallTable calls, HeadCheck check, FrontBounds bounds, Relay.@Nullable Factory relays) {

  PortSetup(
      CallTable calls,
      Failures failures,
      KnownHosts hosts,
      FrontBounds bounds,
      Relay.@Nullable Factory relays) {
    this(calls, new HeadCheck(failures, hosts), bounds, relays);
  }
}
