package io.crossim.server.conversation;

import io.crossim.common.protocol.Conversation;
import io.crossim.service.web.Checks;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that a client names.
 *
 * @param type a number of {@link Conversation.Type}
 */
record ConversationKey(int type, long id) {

  /** Null for what is no conversation of two users or of a group. */
  static @Nullable ConversationKey of(Conversation conversation) {
    int type = conversation.getTypeValue();
    long id = conversation.getId();
    boolean isKnown = type == Conversation.Type.USER_VALUE || type == Conversation.Type.GROUP_VALUE;
    return isKnown && id >= 1 && id <= Checks.MAX_USER_ID ? new ConversationKey(type, id) : null;
  }
}
