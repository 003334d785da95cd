package io.crossim.route.conversation;

import io.crossim.common.protocol.Conversation;
import io.crossim.common.protocol.Kind;
import io.crossim.common.protocol.Message;
import io.crossim.persistence.account.StoredAccount;
import java.util.List;

/** Makes the payloads of changes of a group, as its log keeps them and its members get them. */
public final class ChangePayload {

  private ChangePayload() {}

  /** Of users who become members. */
  public static byte[] joined(StoredAccount by, long groupId, List<Long> users) {
    return change(Kind.JOINED, by, groupId, users);
  }

  /** Of users who are members no longer. */
  public static byte[] left(StoredAccount by, long groupId, List<Long> users) {
    return change(Kind.LEFT, by, groupId, users);
  }

  /** Of a group whose name, settings or roles become others, or which is dismissed. */
  public static byte[] changed(StoredAccount by, long groupId) {
    return change(Kind.CHANGED, by, groupId, List.of());
  }

  private static byte[] change(Kind kind, StoredAccount by, long groupId, List<Long> users) {
    return Message.newBuilder()
        .setConversation(Conversation.newBuilder().setType(Conversation.Type.GROUP).setId(groupId))
        .setKind(kind)
        .setSenderId(by.userId())
        .setSenderName(by.userName())
        .addAllUsers(users)
        .build()
        .toByteArray();
  }
}
