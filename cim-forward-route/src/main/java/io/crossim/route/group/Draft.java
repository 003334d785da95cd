package io.crossim.route.group;

import io.crossim.common.protocol.Message;
import io.crossim.route.delivery.OutgoingId;

/** What is to be posted, checked as far as it can be without the conversation. */
record Draft(Targets.Target to, Message content, OutgoingId id) {}
