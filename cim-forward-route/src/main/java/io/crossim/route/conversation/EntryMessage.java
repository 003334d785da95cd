package io.crossim.route.conversation;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Kind;
import io.crossim.common.protocol.Message;
import io.crossim.persistence.conversation.ConversationEntry;
import io.crossim.persistence.conversation.ConversationId;
import io.crossim.persistence.conversation.EntryKind;
import io.crossim.persistence.conversation.Place;
import io.crossim.persistence.conversation.Reference;
import lombok.extern.slf4j.Slf4j;

/** Makes the messages of a group's entries, complete but for what the inbox of a receiver gives. */
@Slf4j
final class EntryMessage {

  private EntryMessage() {}

  /**
   * The message of what was just posted.
   *
   * @param payload as it was posted
   * @param name of the group
   */
  static ByteString posted(ByteString payload, Place place, String name) {
    return payload.concat(placed(place, name));
  }

  /** The message of an entry as it is now. */
  static ByteString of(ConversationId group, ConversationEntry entry, String name) {
    if (entry.removed()) {
      return recalled(group, entry, name);
    }
    byte[] edit = entry.edit();
    boolean namesUsers = entry.kind() == EntryKind.JOINED || entry.kind() == EntryKind.LEFT;
    try {
      if (edit != null) {
        Message latest = Message.parseFrom(edit);
        return Message.parseFrom(entry.payload()).toBuilder()
            .setContentType(latest.getContentType())
            .setBody(latest.getBody())
            .build()
            .toByteString()
            .concat(placed(entry.place(), name));
      }
      if (namesUsers) {
        return Message.parseFrom(entry.payload()).toBuilder()
            .clearUsers()
            .addAllUsers(entry.users())
            .build()
            .toByteString()
            .concat(placed(entry.place(), name));
      }
    } catch (InvalidProtocolBufferException e) {
      log.debug("place {} of {} holds no message", entry.seq(), group); // it goes on as it is
    }
    return posted(UnsafeByteOperations.unsafeWrap(entry.payload()), entry.place(), name);
  }

  private static ByteString recalled(ConversationId group, ConversationEntry entry, String name) {
    return Message.newBuilder()
        .setConversation(conversation(group))
        .setKind(Kind.valueOf(entry.kind().name()))
        .setSenderId(entry.sender())
        .setRefersTo(entry.refersTo())
        .setRecalled(true)
        .build()
        .toByteString()
        .concat(placed(entry.place(), name));
  }

  /**
   * The message of an entry that is no more. It stands for its place, so that a device can
   * acknowledge what follows.
   */
  static ByteString gone(Reference reference, String name) {
    return Message.newBuilder()
        .setConversation(conversation(reference.conversation()))
        .setRecalled(true)
        .build()
        .toByteString()
        .concat(placed(reference.place(), name));
  }

  private static Conversation conversation(ConversationId group) {
    return Conversation.newBuilder().setType(Conversation.Type.GROUP).setId(group.first()).build();
  }

  /** The fields that stand behind the payload: of two values of one field the later one counts. */
  private static ByteString placed(Place place, String name) {
    return Message.newBuilder()
        .setConversationSeq(place.seq())
        .setConversationMessageId(place.messageId())
        .setConversationName(name)
        .build()
        .toByteString();
  }
}
