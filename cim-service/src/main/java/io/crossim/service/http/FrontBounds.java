package io.crossim.service.http;

import io.crossim.service.limits.ConnectionBound;
import io.crossim.service.limits.MemoryBound;
import io.crossim.service.limits.Refusals;
import io.crossim.service.limits.TrustedProxies;
import java.time.Duration;

/**
 * What holds for every client of an HTTP port.
 *
 * @param proxies whose word counts about whom a request comes from
 * @param connections how many one address may have
 * @param bodies what may be held of bodies that are not there in full
 * @param ahead what may be held of requests that wait for their turn
 * @param answers what may be held of large answers that their clients do not read
 * @param requestTimeout how long a request may take to arrive
 * @param keepAlive whether connections are kept
 */
public record FrontBounds(
    TrustedProxies proxies,
    ConnectionBound connections,
    MemoryBound bodies,
    MemoryBound ahead,
    MemoryBound answers,
    Duration requestTimeout,
    Refusals refusals,
    KeepAlive keepAlive) {}
