package io.crossim.route.api;

import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /message/react}.
 *
 * @param userId who reacts, a member
 * @param groupId the group of the message; null for a private one
 * @param peerId the other one of a private message; null for one of a group
 * @param seq the place of the message in its conversation
 * @param msg the reaction, mostly an emoji: at most 32 bytes of UTF-8
 * @param remove whether the reaction is taken back; null for no
 * @param clientMsgId names the call for a day, so that a repeat is stored once
 */
public record MessageReactRequest(
    @Nullable Long userId,
    @Nullable Long groupId,
    @Nullable Long peerId,
    @Nullable Long seq,
    @Nullable String msg,
    @Nullable Boolean remove,
    @Nullable String clientMsgId,
    @Nullable String reqNo) {}
