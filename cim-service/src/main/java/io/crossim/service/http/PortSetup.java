package io.crossim.service.http;

import io.crossim.service.call.CallTable;
import io.crossim.service.call.HeadCheck;
import io.crossim.service.call.WebOrigins;
import org.jspecify.annotations.Nullable;

/**
 * What all connections of a port share.
 *
 * @param relays to the servlet container behind it; null where there is none
 * @param takeover of connections that are no longer of HTTP; null where there is none
 * @param origins of pages that may make calls of clients; null for none
 * @param relaysAll whether a request for no call of the table goes there too
 */
record PortSetup(
    CallTable calls,
    HeadCheck check,
    FrontBounds bounds,
    Relay.@Nullable Factory relays,
    @Nullable ConnectionTakeover takeover,
    @Nullable WebOrigins origins,
    boolean relaysAll) {}
