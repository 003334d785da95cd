package io.crossim.route.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /group/send}.
 *
 * @param userId the sender, a member; null or 0 with a push key
 * @param contentType null for text/plain
 * @param mentions members whom the text names, at most 50; null for none
 * @param mentionsAll whether it names every member; null for no
 * @param refersTo the place of the message that this one answers; null for none
 * @param clientMsgId names the message for a day, so that a repeat is stored once
 */
public record GroupSendRequest(
    @Nullable Long userId,
    @Nullable Long groupId,
    @Nullable String msg,
    @Nullable String contentType,
    @Nullable List<@Nullable Long> mentions,
    @Nullable Boolean mentionsAll,
    @Nullable Long refersTo,
    @Nullable String clientMsgId,
    @Nullable String reqNo) {}
