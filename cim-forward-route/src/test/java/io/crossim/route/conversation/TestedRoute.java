package io.crossim.route.conversation;

import io.crossim.common.trace.MessageTraces;
import io.crossim.persistence.conversation.ConversationStore;
import io.crossim.persistence.inbox.InboxStore;
import io.crossim.persistence.session.SessionStore;
import io.crossim.route.access.TestAccess;
import io.crossim.route.delivery.DeliveryMeters;
import io.crossim.route.delivery.PushHints;
import io.crossim.route.link.FakeGateway;
import io.crossim.route.link.ServerLinks;
import io.crossim.service.limits.Refusals;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** What a route does about conversations, whose calls are steps. */
final class TestedRoute {

  final ConversationAssembly parts;

  TestedRoute(World world, Steps steps) {
    MeterRegistry meters = new SimpleMeterRegistry();
    Executor executor = steps.executor(this);
    ScheduledExecutorService timer = steps.timer(this);
    SessionStore sessions = steps.store(this, SessionStore.class, world.sessions);
    ServerLinks links = new ServerLinks(node -> new FakeGateway("x"), () -> "", executor, timer);
    PushHints hints = new PushHints(sessions, links, new DeliveryMeters(meters), MessageTraces.OFF);
    parts =
        new ConversationAssembly(
            new ConversationAssembly.Stores(
                steps.store(this, ConversationStore.class, world.conversations),
                steps.store(this, InboxStore.class, world.inboxes),
                sessions),
            new ConversationAssembly.Servers(links, hints),
            new ConversationAssembly.Traffic(
                new GroupTraffic(
                    new GroupTraffic.Rates(0, 0, 0), true, new Refusals(timer, meters)),
                TestAccess.limits(0)),
            new ConversationAssembly.Inputs(
                List::of, executor, timer, meters, MessageTraces.OFF, /* keepsPrivate= */ true));
  }
}
