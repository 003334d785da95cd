package io.crossim.server;

import com.google.common.util.concurrent.MoreExecutors;
import io.crossim.common.trace.MessageTraces;
import io.crossim.server.connection.Dialects;
import io.crossim.server.dialect.V2Dialect;
import io.crossim.server.dialect.V3Dialect;
import io.crossim.server.inbox.InboxCalls;
import io.crossim.server.inbox.InboxMeters;
import io.crossim.server.websocket.WebSocketDialect;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;

/** The protocols of a gateway in a test. */
public final class TestDialects {

  private TestDialects() {}

  /** Speaks for inboxes that are read by these calls. */
  public static Dialects of(InboxCalls calls, int maxFrame) {
    return new Dialects(
        new V2Dialect(calls),
        new V3Dialect(calls, maxFrame),
        new WebSocketDialect(calls, maxFrame));
  }

  /** Speaks for inboxes that nobody reads. */
  public static Dialects withoutInboxes() {
    return of(
        new InboxCalls(
            new FakeMessages(),
            new FakeConversations(),
            new FakeTicker(),
            new InboxMeters(new SimpleMeterRegistry()),
            MessageTraces.OFF,
            MoreExecutors.directExecutor(),
            new EmbeddedChannel().eventLoop()),
        1_000);
  }
}
