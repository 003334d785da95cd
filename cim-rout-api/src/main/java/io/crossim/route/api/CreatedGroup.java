package io.crossim.route.api;

import java.util.List;

/**
 * What {@code /group/create} answers.
 *
 * @param version of the group, raised by every change
 * @param refused users who did not become members; all others did
 */
public record CreatedGroup(long groupId, long version, List<RefusedUser> refused) {}
