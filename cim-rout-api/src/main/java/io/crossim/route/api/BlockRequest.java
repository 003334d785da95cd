package io.crossim.route.api;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /block}.
 *
 * @param userId who takes no messages
 * @param peerId whose messages they do not take
 * @param blocked whether they refuse them from now on, or take them again
 */
public record BlockRequest(
    @Nullable Long userId,
    @Nullable Long peerId,
    @Nullable Boolean blocked,
    @Nullable String reqNo) {}
