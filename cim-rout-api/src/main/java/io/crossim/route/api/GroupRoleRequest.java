package io.crossim.route.api;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /group/role}: another role, a time in which a member may not post, or both.
 *
 * @param userId who makes the change
 * @param member whom it is about
 * @param role {@code owner}, {@code admin} or {@code member}; null to keep it
 * @param mutedSeconds for so long from now the member may not post; 0 lets them again, null leaves
 *     it
 */
public record GroupRoleRequest(
    @Nullable Long userId,
    @Nullable Long groupId,
    @Nullable Long member,
    @Nullable String role,
    @Nullable Long mutedSeconds,
    @Nullable String reqNo) {}
