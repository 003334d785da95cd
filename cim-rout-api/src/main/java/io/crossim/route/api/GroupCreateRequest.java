package io.crossim.route.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /group/create}.
 *
 * @param userId the creator, who becomes the owner
 * @param members the other members; null for none
 * @param settings null for the default ones
 * @param clientMsgId names the call for a day: a repeat answers the same group
 */
public record GroupCreateRequest(
    @Nullable Long userId,
    @Nullable String name,
    @Nullable List<@Nullable Long> members,
    @Nullable GroupRules settings,
    @Nullable String clientMsgId,
    @Nullable String reqNo) {}
