package io.crossim.route.api;

import org.jspecify.annotations.Nullable;

/** Body of {@code POST /refreshToken} and {@code POST /logout}; the header carries the token. */
public record TokenRequest(@Nullable Long userId, @Nullable String reqNo) {}
