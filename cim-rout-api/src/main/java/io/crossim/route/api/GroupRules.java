package io.crossim.route.api;

import org.jspecify.annotations.Nullable;

/**
 * What is permitted in a group. In a request, null leaves a rule as it is, or as it is by default.
 *
 * @param history what a new member may read of before: {@code joined} (default) for what comes from
 *     their joining on, {@code all} for everything
 * @param invite who may add users: {@code members} (default) or {@code admins}
 * @param join how users become members: {@code invite} (default), or {@code open} for everybody who
 *     asks
 * @param speak who may post: {@code members} (default) or {@code admins}
 */
public record GroupRules(
    @Nullable String history,
    @Nullable String invite,
    @Nullable String join,
    @Nullable String speak) {}
