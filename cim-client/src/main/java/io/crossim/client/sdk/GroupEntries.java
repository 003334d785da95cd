package io.crossim.client.sdk;

import io.crossim.client.chat.GroupEntry;
import io.crossim.client.chat.User;
import io.crossim.route.api.HistoryMessage;
import io.crossim.sdk.MessageKind;
import io.crossim.sdk.ReceivedMessage;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Messages of groups in the words of the console. */
final class GroupEntries {

  /** What is shown of an edit that a later one replaced, or whose text was taken back. */
  private static final String OVERWRITTEN = "(no longer)";

  private GroupEntries() {}

  /** A message that came in. */
  static GroupEntry of(ReceivedMessage message, long self) {
    return new GroupEntry(
        message.conversation().id(),
        message.conversationName(),
        message.conversationSeq(),
        kind(message.kind(), message.isRecalled()),
        user(message.senderId(), message.senderName()),
        text(message),
        message.refersTo(),
        message.users(),
        message.mentionsMe(self),
        message.sentAt());
  }

  /**
   * A page of the history. What was taken back has lost the name of its sender; it has the one that
   * stands at others of theirs.
   */
  static List<GroupEntry> of(long groupId, List<HistoryMessage> page, long self) {
    Map<Long, String> names = new HashMap<>();
    for (HistoryMessage message : page) {
      if (message.senderName() != null) {
        names.put(message.senderId(), message.senderName());
      }
    }
    return page.stream()
        .map(message -> of(groupId, message, names.get(message.senderId()), self))
        .toList();
  }

  /** An entry of the history; a text with its reactions, and a word if it was changed. */
  static GroupEntry of(long groupId, HistoryMessage message, long self) {
    return of(groupId, message, message.senderName(), self);
  }

  private static GroupEntry of(
      long groupId, HistoryMessage message, @Nullable String senderName, long self) {
    boolean isForMe =
        Boolean.TRUE.equals(message.mentionsAll())
            || Objects.requireNonNullElse(message.mentions(), List.of()).contains(self);
    return new GroupEntry(
        groupId,
        /* groupName= */ "",
        message.seq(),
        kind(kind(message.kind()), Boolean.TRUE.equals(message.recalled())),
        user(message.senderId(), senderName),
        text(message),
        Objects.requireNonNullElse(message.refersTo(), 0L),
        Objects.requireNonNullElse(message.users(), List.of()),
        isForMe,
        Instant.ofEpochMilli(message.sentAt()));
  }

  /** A text, or what stands for a body that is none. */
  static String text(ReceivedMessage message) {
    if (message.kind() == MessageKind.EDIT && message.isRecalled()) {
      return OVERWRITTEN;
    }
    return message.contentType().equals(ReceivedMessage.TEXT)
        ? message.text()
        : "[" + message.contentType() + "]";
  }

  private static String text(HistoryMessage message) {
    boolean isOverwritten =
        message.kind().equals("EDIT") && Boolean.TRUE.equals(message.recalled());
    if (isOverwritten) {
      return OVERWRITTEN;
    }
    String text =
        message.msg() == null && message.contentType() != null
            ? "[" + message.contentType() + "]"
            : Objects.requireNonNullElse(message.msg(), "");
    String edited = Boolean.TRUE.equals(message.edited()) ? " (changed)" : "";
    return text + edited + reactions(message);
  }

  private static String reactions(HistoryMessage message) {
    return message.reactions() == null || message.reactions().isEmpty()
        ? ""
        : message.reactions().entrySet().stream()
            .map(reaction -> reaction.getKey() + " " + reaction.getValue())
            .sorted()
            .collect(Collectors.joining(", ", " [", "]"));
  }

  private static User user(long id, @Nullable String name) {
    if (name == null || name.isEmpty()) {
      return new User(id, id == 0 ? "system" : "user");
    }
    return new User(id, name);
  }

  private static MessageKind kind(String kind) {
    try {
      return MessageKind.valueOf(kind);
    } catch (IllegalArgumentException e) {
      return MessageKind.OTHER; // a later version has it
    }
  }

  private static GroupEntry.Kind kind(MessageKind kind, boolean isRecalled) {
    return switch (kind) {
      case CONTENT -> isRecalled ? GroupEntry.Kind.RECALLED : GroupEntry.Kind.TEXT;
      case EDIT -> GroupEntry.Kind.EDIT;
      case RECALL -> GroupEntry.Kind.RECALL;
      case REACTION -> isRecalled ? GroupEntry.Kind.REACTION_TAKEN_BACK : GroupEntry.Kind.REACTION;
      case JOINED -> GroupEntry.Kind.JOINED;
      case LEFT -> GroupEntry.Kind.LEFT;
      case CHANGED -> GroupEntry.Kind.CHANGED;
      case OTHER -> GroupEntry.Kind.OTHER;
    };
  }
}
