package io.crossim.route.api;

import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /group} answers.
 *
 * @param version of the group, raised by every change
 * @param createdAt in milliseconds since 1970
 * @param role of the caller: {@code owner}, {@code admin} or {@code member}; null for the system
 */
public record Group(
    long groupId,
    String name,
    GroupRules settings,
    long version,
    int memberCount,
    long createdAt,
    @Nullable String role) {}
