package io.crossim.route.api;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /message/recall}.
 *
 * @param userId the sender of the message, or an admin
 * @param groupId the group of the message; null for a private one
 * @param peerId the other one of a private message; null for one of a group
 * @param seq the place of the message in its conversation
 * @param clientMsgId names the call for a day, so that a repeat is stored once
 */
public record MessageRecallRequest(
    @Nullable Long userId,
    @Nullable Long groupId,
    @Nullable Long peerId,
    @Nullable Long seq,
    @Nullable String clientMsgId,
    @Nullable String reqNo) {}
