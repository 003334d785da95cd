package io.crossim.route.api;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /kick}.
 *
 * @param reason shown to the user; null for a sentence of the route
 */
public record KickRequest(@Nullable Long userId, @Nullable String reason, @Nullable String reqNo) {}
