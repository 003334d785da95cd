package io.crossim.route.api;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /conversation/read}.
 *
 * @param userId who has read
 * @param groupId the group; null for a private conversation
 * @param peerId the other one of a private conversation; null for a group
 * @param seq everything up to this place is read
 */
public record ReadRequest(
    @Nullable Long userId,
    @Nullable Long groupId,
    @Nullable Long peerId,
    @Nullable Long seq,
    @Nullable String reqNo) {}
