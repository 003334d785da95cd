package io.crossim.route.api;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /message/edit}.
 *
 * @param userId the sender of the message
 * @param groupId the group of the message; null for a private one
 * @param peerId the other one of a private message; null for one of a group
 * @param seq the place of the message in its conversation
 * @param msg the text that replaces the one at the place
 * @param contentType null for text/plain
 * @param clientMsgId names the call for a day, so that a repeat is stored once
 */
public record MessageEditRequest(
    @Nullable Long userId,
    @Nullable Long groupId,
    @Nullable Long peerId,
    @Nullable Long seq,
    @Nullable String msg,
    @Nullable String contentType,
    @Nullable String clientMsgId,
    @Nullable String reqNo) {}
