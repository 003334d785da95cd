package io.crossim.route.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /p2pRoute}: one text, several, or both.
 *
 * @param userId the sender
 */
public record PrivateMessage(
    @Nullable Long userId,
    @Nullable Long receiveUserId,
    @Nullable String msg,
    @Nullable List<@Nullable String> batchMsg,
    @Nullable String reqNo) {}
