package io.crossim.route.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /p2pRoute}: one text, several, or both.
 *
 * @param userId the sender
 * @param clientMsgId names the message for a day, so that a repeat is stored once; counts only in a
 *     request with the header {@link RoutePaths#PROTO_HEADER}
 */
public record PrivateMessage(
    @Nullable Long userId,
    @Nullable Long receiveUserId,
    @Nullable String msg,
    @Nullable List<@Nullable String> batchMsg,
    @Nullable String reqNo,
    @Nullable String clientMsgId) {

  public PrivateMessage(
      @Nullable Long userId,
      @Nullable Long receiveUserId,
      @Nullable String msg,
      @Nullable List<@Nullable String> batchMsg,
      @Nullable String reqNo) {
    this(userId, receiveUserId, msg, batchMsg, reqNo, /* clientMsgId= */ null);
  }
}
