package io.crossim.service.http;

import io.crossim.service.call.CallTable;
import io.crossim.service.call.HeadCheck;
import org.jspecify.annotations.Nullable;

/**
 * What all connections of a port share.
 *
 * @param relays to the servlet container behind it; null where there is none
 * @param relaysAll whether a request for no call of the table goes there too
 */
record PortSetup(
    CallTable calls,
    HeadCheck check,
    FrontBounds bounds,
    Relay.@Nullable Factory relays,
    boolean relaysAll) {}
