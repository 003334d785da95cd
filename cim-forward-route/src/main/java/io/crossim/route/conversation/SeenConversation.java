package io.crossim.route.conversation;

import io.crossim.common.protocol.Conversation;
import io.crossim.persistence.conversation.ConversationId;

/**
 * A conversation as one who is in it reads it.
 *
 * @param reader to whom a private conversation is the one with the other user
 * @param name of a group; empty for two users
 */
record SeenConversation(ConversationId id, long reader, String name) {

  /** As messages name it. */
  Conversation named() {
    return id.isGroup()
        ? Conversation.newBuilder().setType(Conversation.Type.GROUP).setId(id.first()).build()
        : Conversation.newBuilder().setId(id.peerOf(reader)).build();
  }
}
