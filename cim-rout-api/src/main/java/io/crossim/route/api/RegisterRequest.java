package io.crossim.route.api;

import org.jspecify.annotations.Nullable;

/** Body of {@code POST /registerAccount}. */
public record RegisterRequest(@Nullable String userName, @Nullable String reqNo) {}
