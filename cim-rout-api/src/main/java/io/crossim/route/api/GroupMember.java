package io.crossim.route.api;

import org.jspecify.annotations.Nullable;

/**
 * A member of a group.
 *
 * @param userName null when the account cannot be found at present
 * @param role {@code owner}, {@code admin} or {@code member}
 * @param joinSeq the place in the group's log by which they became one
 * @param mutedUntil they may not post until then, in milliseconds since 1970; 0 for never
 */
public record GroupMember(
    long userId, @Nullable String userName, String role, long joinSeq, long mutedUntil) {}
