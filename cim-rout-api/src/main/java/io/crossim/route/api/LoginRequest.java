package io.crossim.route.api;

import org.jspecify.annotations.Nullable;

/** Body of {@code POST /login}. */
public record LoginRequest(
    @Nullable Long userId, @Nullable String userName, @Nullable String reqNo) {}
