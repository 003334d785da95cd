package io.crossim.route.conversation;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.crossim.common.protocol.Kind;
import io.crossim.common.protocol.Message;
import io.crossim.persistence.conversation.ConversationEntry;
import io.crossim.persistence.conversation.EntryKind;
import io.crossim.persistence.conversation.Place;
import lombok.extern.slf4j.Slf4j;

/**
 * Makes the messages of a conversation's entries, complete but for what the inbox of a receiver
 * gives.
 */
@Slf4j
final class EntryMessage {

  private EntryMessage() {}

  /**
   * The message of what was just posted.
   *
   * @param payload as it was posted
   */
  static ByteString posted(ByteString payload, Place place, SeenConversation in) {
    ByteString placed = placed(place, in);
    byte[] whole = new byte[payload.size() + placed.size()]; // read for each receiver: in one piece
    payload.copyTo(whole, 0);
    placed.copyTo(whole, payload.size());
    return UnsafeByteOperations.unsafeWrap(whole);
  }

  /** The message of an entry as it is now. */
  static ByteString of(ConversationEntry entry, SeenConversation in) {
    if (entry.removed()) {
      return recalled(entry, in);
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
            .concat(placed(entry.place(), in));
      }
      if (namesUsers) {
        return Message.parseFrom(entry.payload()).toBuilder()
            .clearUsers()
            .addAllUsers(entry.users())
            .build()
            .toByteString()
            .concat(placed(entry.place(), in));
      }
    } catch (InvalidProtocolBufferException e) {
      log.debug("place {} of {} holds no message", entry.seq(), in.id()); // it goes on as it is
    }
    return posted(UnsafeByteOperations.unsafeWrap(entry.payload()), entry.place(), in);
  }

  private static ByteString recalled(ConversationEntry entry, SeenConversation in) {
    return Message.newBuilder()
        .setConversation(in.named())
        .setKind(Kind.valueOf(entry.kind().name()))
        .setSenderId(entry.sender())
        .setRefersTo(entry.refersTo())
        .setRecalled(true)
        .build()
        .toByteString()
        .concat(placed(entry.place(), in));
  }

  /**
   * The message of an entry that is no more. It stands for its place, so that a device can
   * acknowledge what follows.
   */
  static ByteString gone(Place place, SeenConversation in) {
    return Message.newBuilder()
        .setConversation(in.named())
        .setRecalled(true)
        .build()
        .toByteString()
        .concat(placed(place, in));
  }

  /**
   * The fields that stand behind the payload: of two values of one field the later one counts. The
   * payload of a private message names no conversation, since the two of one message are merged.
   */
  private static ByteString placed(Place place, SeenConversation in) {
    Message.Builder placed =
        Message.newBuilder()
            .setConversationSeq(place.seq())
            .setConversationMessageId(place.messageId())
            .setConversationName(in.name());
    if (!in.id().isGroup()) {
      placed.setConversation(in.named());
    }
    return placed.build().toByteString();
  }
}
