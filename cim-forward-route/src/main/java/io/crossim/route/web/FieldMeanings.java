package io.crossim.route.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the fields of the OpenAPI page mean, in words. */
final class FieldMeanings {

  /** By {@code Schema.field} or, for all schemas, by {@code field}. */
  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry("code", "9000 for success; any other is a failure"),
          Map.entry("message", "the code in words"),
          Map.entry("dataBody", "the result; null where there is none"),
          Map.entry("reqNo", "any text; the answer repeats it"),
          Map.entry("userId", "the user whom the call is about"),
          Map.entry("PrivateMessage.userId", "the sender"),
          Map.entry("BroadcastRequest.userId", "the sender"),
          Map.entry("SendRequest.userId", "the receiver"),
          Map.entry("receiveUserId", "the receiver"),
          Map.entry("msg", "the text"),
          Map.entry("batchMsg", "several texts, instead of msg or besides it"),
          Map.entry("clientMsgId", "your id of the message; a repeat within a day is stored once"),
          Map.entry("password", "the password, unless the call carries a token"),
          Map.entry("RegisterRequest.password", "the password that the account is to have"),
          Map.entry("newPassword", "the password that is to count from now on"),
          Map.entry("reason", "what the user is told"),
          Map.entry("cmd", "the name or number of a command; without it a message"),
          Map.entry("properties", "more fields of the frame, by their names"),
          Map.entry("ip", "the address or name of the server to connect to"),
          Map.entry("cimServerPort", "the port for clients"),
          Map.entry("httpPort", "the port for calls over HTTP"),
          Map.entry("token", "what shows who the caller is"),
          Map.entry("tokenSeconds", "for how long from now the token is valid"),
          Map.entry("messageId", "unique in the inbox of the receiver, and rising"),
          Map.entry("seq", "the place in the inbox of the receiver"),
          Map.entry("SendReply.msg", "OK when a connection took the message"),
          Map.entry("groupId", "the group"),
          Map.entry("CreatedGroup.groupId", "the id of the new group"),
          Map.entry("ConversationSummary.groupId", "the group; absent for a private conversation"),
          Map.entry("peerId", "instead of groupId, the other one of a private conversation"),
          Map.entry("GroupCreateRequest.userId", "the creator, who becomes the owner"),
          Map.entry("GroupChangeRequest.userId", "an admin or owner"),
          Map.entry("GroupUsersRequest.userId", "who makes the change"),
          Map.entry("GroupRoleRequest.userId", "who makes the change"),
          Map.entry("GroupRequest.userId", "who joins, leaves, or ends the group"),
          Map.entry("GroupSendRequest.userId", "the sender, a member"),
          Map.entry("MessageEditRequest.userId", "the sender of the message"),
          Map.entry("MessageRecallRequest.userId", "the sender of the message, or an admin"),
          Map.entry("MessageReactRequest.userId", "who reacts"),
          Map.entry("ReadRequest.userId", "who has read"),
          Map.entry("MuteRequest.userId", "who is not to be notified"),
          Map.entry(
              "until", "in milliseconds since 1970; 0 to be notified again, without it never"),
          Map.entry(
              "ConversationSummary.mutedUntil",
              "the user is not to be notified until then, in milliseconds since 1970"),
          Map.entry("BlockRequest.userId", "who takes no messages"),
          Map.entry("BlockRequest.peerId", "whose messages they do not take"),
          Map.entry("blocked", "true to refuse them from now on, false to take them again"),
          Map.entry("BlockedUsers.users", "whom the user has blocked, by ascending id"),
          Map.entry(
              "RefusedUser.code",
              "7301: no room; 7400: has blocked the caller; 9100: no such user; 9302: not permitted;"
                  + " 4000: retry"),
          Map.entry("name", "what the group is called: 1 to 64 visible characters"),
          Map.entry("GroupCreateRequest.members", "the other members"),
          Map.entry("GroupMembers.members", "some of the members, in no order"),
          Map.entry("settings", "what is permitted in the group"),
          Map.entry("history", "joined: new members read what comes from then on; all: everything"),
          Map.entry("invite", "who may add users: members or admins"),
          Map.entry("join", "invite: users are added; open: they may join by themselves"),
          Map.entry("speak", "who may post: members or admins"),
          Map.entry("expectedVersion", "refuse the change if the group is at another version"),
          Map.entry("version", "of the group; every change raises it"),
          Map.entry("users", "who is added or removed, 1 to 1000"),
          Map.entry("HistoryMessage.users", "who joined or left, or whose role is another one"),
          Map.entry("refused", "the users who stay as they are"),
          Map.entry("member", "whom it is about"),
          Map.entry("role", "owner, admin or member"),
          Map.entry(
              "mutedSeconds", "for so long from now the member may not post; 0 lets them again"),
          Map.entry("mutedUntil", "the member may not post until then, in milliseconds since 1970"),
          Map.entry("memberCount", "how many members there are"),
          Map.entry("createdAt", "in milliseconds since 1970"),
          Map.entry("joinSeq", "the place in the group's log by which they became a member"),
          Map.entry("next", "to be given as after for the next page; null behind the last one"),
          Map.entry("contentType", "the media type; without it text/plain"),
          Map.entry("mentions", "members whom the text names, at most 50"),
          Map.entry("ConversationSummary.mentions", "unread messages that name the user"),
          Map.entry("mentionsAll", "whether the text names every member"),
          Map.entry("refersTo", "the place of the message that this one answers or is about"),
          Map.entry("SentToGroup.messageId", "unique in the group, and rising"),
          Map.entry("HistoryMessage.messageId", "unique in the conversation, and rising"),
          Map.entry(
              "conversationSeq", "the place in the log of the conversation; 0 if nothing was new"),
          Map.entry(
              "SentMessage.conversationSeq",
              "the place in the conversation of both where private messages are kept; seq is 0"
                  + " then"),
          Map.entry("GroupPlace.seq", "the place in the log of the group; 0 if nothing was new"),
          Map.entry("ChangedUsers.seq", "the place in the log of the group; 0 if nothing was new"),
          Map.entry("HistoryMessage.seq", "the place in the log"),
          Map.entry("MessageEditRequest.seq", "the place of the message"),
          Map.entry("MessageRecallRequest.seq", "the place of the message"),
          Map.entry("MessageReactRequest.seq", "the place of the message"),
          Map.entry("ReadRequest.seq", "everything up to this place is read"),
          Map.entry("Readers.seq", "the place that was asked for"),
          Map.entry("MessageReactRequest.msg", "the reaction, mostly an emoji: at most 32 bytes"),
          Map.entry("remove", "whether the reaction is taken back"),
          Map.entry("epoch", "another word when the log was lost"),
          Map.entry("floor", "the caller may read what stands above this place"),
          Map.entry("head", "the last place that the caller may read"),
          Map.entry("more", "whether there is more in the direction that was asked for"),
          Map.entry("messages", "by ascending places"),
          Map.entry("sentAt", "in milliseconds since 1970"),
          Map.entry("kind", "CONTENT, EDIT, RECALL, REACTION, JOINED, LEFT or CHANGED"),
          Map.entry("senderId", "who has sent or done it; 0 for the system"),
          Map.entry("HistoryMessage.msg", "the text after its last edit, or the reaction"),
          Map.entry("body", "instead of msg for bytes that are no text, in Base64"),
          Map.entry("recalled", "true for what was taken back"),
          Map.entry("edited", "true when the text is that of an edit"),
          Map.entry("reactions", "how many members gave each reaction"),
          Map.entry("conversations", "some of the conversations, in no order"),
          Map.entry("readSeq", "everything up to this place is read"),
          Map.entry("unread", "messages of others behind what is read"),
          Map.entry("last", "the entry at the head; of a long text the beginning"),
          Map.entry("read", "the members who have read it"),
          Map.entry("delivered", "the members who have it on a device, but have not read it"));

  private FieldMeanings() {}

  /** The meaning of a field of a schema; null where its name says all. */
  static @Nullable String of(String schema, String field) {
    return MEANINGS.getOrDefault(schema + "." + field, MEANINGS.get(field));
  }
}
