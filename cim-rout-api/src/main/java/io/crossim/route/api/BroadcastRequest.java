package io.crossim.route.api;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /groupRoute}.
 *
 * @param userId the sender
 */
public record BroadcastRequest(
    @Nullable Long userId, @Nullable String msg, @Nullable String reqNo) {}
