package io.crossim.server.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /sendMsg}.
 *
 * @param userId the receiver
 * @param cmd a command's name or number; null for MESSAGE
 */
public record SendRequest(
    @Nullable Long userId,
    @Nullable String msg,
    @Nullable List<@Nullable String> batchMsg,
    @Nullable String cmd,
    @Nullable Map<String, @Nullable String> properties,
    @Nullable String reqNo) {}
