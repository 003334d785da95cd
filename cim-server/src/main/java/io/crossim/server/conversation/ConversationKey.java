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

  /** Null for what is no conversation of two users, of a user with the system, or of a group. */
  static @Nullable ConversationKey of(Conversation conversation) {
    long id = conversation.getId();
    boolean isId =
        switch (conversation.getType()) {
          case USER -> id >= 0;
          case GROUP -> id >= 1;
          default -> false;
        };
    return isId && id <= Checks.MAX_USER_ID
        ? new ConversationKey(conversation.getTypeValue(), id)
        : null;
  }

  /** Whether the other one is the system. */
  boolean isWithSystem() {
    return id == 0;
  }
}
