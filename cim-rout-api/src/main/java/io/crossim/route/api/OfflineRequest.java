package io.crossim.route.api;

import org.jspecify.annotations.Nullable;

/** Body of {@code POST /offLine}. */
public record OfflineRequest(@Nullable Long userId, @Nullable String msg, @Nullable String reqNo) {}
