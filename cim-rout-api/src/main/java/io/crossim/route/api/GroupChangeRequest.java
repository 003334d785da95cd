package io.crossim.route.api;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /group/change}: another name, other settings, or both.
 *
 * @param userId an admin or owner
 * @param name null to keep it
 * @param settings null to keep them; those that it does not name stay as they are
 * @param expectedVersion the change is refused at another version of the group; null for any
 */
public record GroupChangeRequest(
    @Nullable Long userId,
    @Nullable Long groupId,
    @Nullable String name,
    @Nullable GroupRules settings,
    @Nullable Long expectedVersion,
    @Nullable String reqNo) {}
