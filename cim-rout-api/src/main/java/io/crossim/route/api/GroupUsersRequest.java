package io.crossim.route.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /group/add} and {@code POST /group/remove}.
 *
 * @param userId who makes the change
 * @param users who is added or removed, 1 to 1,000
 */
public record GroupUsersRequest(
    @Nullable Long userId,
    @Nullable Long groupId,
    @Nullable List<@Nullable Long> users,
    @Nullable String reqNo) {}
