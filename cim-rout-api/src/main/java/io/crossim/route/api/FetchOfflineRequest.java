package io.crossim.route.api;

import org.jspecify.annotations.Nullable;

/** Body of {@code POST /fetchOfflineMsgs}. */
public record FetchOfflineRequest(@Nullable Long receiveUserId, @Nullable String reqNo) {}
