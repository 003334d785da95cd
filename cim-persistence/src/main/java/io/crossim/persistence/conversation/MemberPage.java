package io.crossim.persistence.conversation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some members of a group, in no order. Pages of one version make one list; when the version
 * changes between pages, begin again. A member may come twice.
 *
 * @param version of the group; 0 when there is none
 * @param next where to go on; null behind the last page
 */
public record MemberPage(long version, List<Member> members, @Nullable String next) {}
