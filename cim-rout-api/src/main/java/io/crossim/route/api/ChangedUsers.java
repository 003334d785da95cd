package io.crossim.route.api;

import java.util.List;

/**
 * What {@code /group/add} and {@code /group/remove} answer.
 *
 * @param version of the group, raised by every change
 * @param seq the place of the change in the group's log, of several the last; 0 when it was so
 *     already
 * @param refused users who stay as they are; all others are members now, or are none any more
 */
public record ChangedUsers(long version, long seq, List<RefusedUser> refused) {}
