package io.crossim.route.api;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /conversation/mute}.
 *
 * @param userId who is not to be notified
 * @param groupId the group; null for a private conversation
 * @param peerId the other one of a private conversation; null for a group
 * @param until milliseconds since 1970; 0 to be notified again, null never
 */
public record MuteRequest(
    @Nullable Long userId,
    @Nullable Long groupId,
    @Nullable Long peerId,
    @Nullable Long until,
    @Nullable String reqNo) {}
