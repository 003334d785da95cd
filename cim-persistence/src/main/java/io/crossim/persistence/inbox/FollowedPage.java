package io.crossim.persistence.inbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the conversations that a user's inbox follows, in no order. One may come twice.
 *
 * @param next where to go on; null behind the last page
 */
public record FollowedPage(List<Followed> followed, @Nullable String next) {}
