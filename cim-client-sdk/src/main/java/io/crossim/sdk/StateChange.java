package io.crossim.sdk;

import org.jspecify.annotations.Nullable;

/**
 * One step of a client from one state to another.
 *
 * @param cause why a connection was lost or the client failed; null where nothing went wrong
 */
public record StateChange(ClientState before, ClientState after, @Nullable Throwable cause) {}
