package io.crossim.route.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /group/members} answers: some of the members, in no order. Pages of one version
 * make one list; when it changes between pages, begin again. A member may come twice.
 *
 * @param version of the group, raised by every change
 * @param next to be given as {@code after} for the next page; null behind the last one
 */
public record GroupMembers(long version, List<GroupMember> members, @Nullable String next) {}
