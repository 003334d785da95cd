package io.crossim.service.http;

import io.crossim.service.limits.ClientAddress;
import io.netty.channel.embedded.EmbeddedChannel;

/** The handlers of an HTTP port over a channel without a network. */
final class FrontPipeline {

  private FrontPipeline() {}

  static void addTo(EmbeddedChannel client, PortSetup port, ClientAddress from) {
    RequestDeadline deadline = new RequestDeadline(port.bounds(), from);
    client
        .pipeline()
        .addLast(deadline, HttpFront.codec())
        .addLast(new FrontHandler(port, client, from, deadline, () -> {}));
  }
}
