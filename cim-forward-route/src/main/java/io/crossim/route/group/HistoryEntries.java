package io.crossim.route.group;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.crossim.common.protocol.Message;
import io.crossim.persistence.conversation.ConversationEntry;
import io.crossim.persistence.conversation.EntryKind;
import io.crossim.route.api.HistoryMessage;
import java.util.Base64;
import java.util.List;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;

/**
 * Turns entries of a log into what callers read: edits applied, and nothing of what is recalled.
 */
@Slf4j
final class HistoryEntries {

  /** The longest text where an entry is only to be recognized, in characters. */
  private static final int PREVIEW = 1_000;

  private HistoryEntries() {}

  /** An entry as it stands now. */
  static HistoryMessage message(ConversationEntry entry) {
    return message(entry, Integer.MAX_VALUE);
  }

  /** An entry with the beginning of a long text, and without a body that is no text. */
  static HistoryMessage preview(ConversationEntry entry) {
    return message(entry, PREVIEW);
  }

  private static HistoryMessage message(ConversationEntry entry, int mostText) {
    byte @Nullable [] edit = entry.edit();
    Message posted = parse(entry, entry.payload());
    Message shown = edit == null ? posted : parse(entry, edit);
    ByteString body = shown.getBody();
    boolean isText = !body.isEmpty() && body.isValidUtf8();
    boolean isBody = !body.isEmpty() && !isText && mostText == Integer.MAX_VALUE;
    boolean isRecalled =
        entry.removed() || (entry.kind() == EntryKind.REACTION && posted.getRecalled());
    boolean isContent = entry.kind() == EntryKind.CONTENT;
    return new HistoryMessage(
        entry.seq(),
        Long.toString(entry.messageId()),
        entry.storedAt(),
        entry.kind().name(),
        entry.sender(),
        orNull(posted.getSenderName()),
        orNull(posted.getClientMsgId()),
        orNull(shown.getContentType()),
        isText ? cut(body.toStringUtf8(), mostText) : null,
        isBody ? Base64.getEncoder().encodeToString(body.toByteArray()) : null,
        entry.refersTo() == 0 ? null : entry.refersTo(),
        isContent ? orNull(entry.users()) : null,
        orNull(posted.getMentionsAll()),
        isContent ? null : orNull(entry.users()),
        orNull(isRecalled),
        orNull(edit != null),
        entry.reactions().isEmpty() ? null : entry.reactions());
  }

  private static Message parse(ConversationEntry entry, byte[] payload) {
    try {
      return Message.parseFrom(payload);
    } catch (InvalidProtocolBufferException e) {
      log.warn("the message {} at {} cannot be read", entry.messageId(), entry.seq(), e);
      return Message.getDefaultInstance();
    }
  }

  /** The beginning of a text, without half a character at its end. */
  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static @Nullable Boolean orNull(boolean value) {
    return value ? Boolean.TRUE : null;
  }

  private static @Nullable List<Long> orNull(List<Long> users) {
    return users.isEmpty() ? null : users;
  }
}
