package io.crossim.route.api;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /group/join}, {@code POST /group/leave} and {@code POST /group/dismiss}.
 *
 * @param userId who joins, leaves, or ends the group
 */
public record GroupRequest(@Nullable Long userId, @Nullable Long groupId, @Nullable String reqNo) {}
