import { EVERYONE, keyOf } from "./keys.js";

/** Messages as the SDK gives them, as the history has them, and as they are written here. */

const EVENTS = ["JOINED", "LEFT", "CHANGED"];
const CHANGES = ["EDIT", "RECALL", "REACTION"];
const PLAIN = "text/plain";

/**
 * A message that came in: `{ key, message }`, or `{ key, change }` for what is done to an earlier
 * one. `isOwn`: this user has sent it, from another device.
 */
export function received(m, me, now = Date.now()) {
  const key = keyOf(m.conversation);
  const isOwn = m.senderId === me;
  if (CHANGES.includes(m.kind)) {
    return {
      key,
      isOwn,
      change: {
        kind: m.kind,
        refersTo: m.refersTo,
        text: m.text,
        recalled: m.recalled,
        isMine: isOwn,
        seq: m.conversationSeq,
      },
    };
  }
  return {
    key,
    isOwn,
    message: {
      id: idOf(m),
      key,
      seq: m.conversationSeq,
      at: m.sentAt || now,
      from: m.senderId,
      name: m.senderName,
      clientMsgId: m.clientMsgId || undefined,
      ...content(m.kind, m.contentType, m.text, m.body?.length ?? 0),
      refersTo: m.refersTo,
      recalled: m.recalled || undefined,
      users: m.users,
      mentionsMe: m.mentionsAll || m.mentions.includes(me) || undefined,
      ...(isOwn && key !== EVERYONE ? { state: "stored" } : {}),
    },
  };
}

const idOf = (m) => m.conversationMessageId || m.messageId || `${m.senderId}-${m.clientMsgId || m.sentAt}`;

function content(kind, contentType, text, size) {
  if (EVENTS.includes(kind)) {
    return { kind: "event", event: kind, type: PLAIN, text: "" };
  }
  const type = contentType || PLAIN;
  return type === PLAIN ? { kind: "text", type, text } : { kind: "text", type, text: "", size };
}

/** An entry of the history; null for what only changed another one, which has the change already. */
export function fromHistory(entry, key, me) {
  if (CHANGES.includes(entry.kind)) {
    return null;
  }
  const isOwn = entry.senderId === me;
  return {
    id: entry.messageId,
    key,
    seq: entry.seq,
    at: entry.sentAt,
    from: entry.senderId,
    name: entry.senderName ?? "",
    clientMsgId: entry.clientMsgId ?? undefined,
    ...content(entry.kind, entry.contentType, entry.msg ?? "", ((entry.body?.length ?? 0) * 3) >> 2),
    refersTo: entry.refersTo ?? 0,
    recalled: entry.recalled ?? undefined,
    edited: entry.edited ?? undefined,
    reactions:
      entry.reactions &&
      Object.fromEntries(
        Object.entries(entry.reactions).map(([sign, count]) => [sign, { count, mine: false }]),
      ),
    users: entry.users ?? [],
    mentionsMe: entry.mentionsAll || entry.mentions?.includes(me) || undefined,
    fromLog: true,
    ...(isOwn && entry.kind === "CONTENT" ? { state: "stored" } : {}),
  };
}

/** A text that is written here and not sent yet. */
export function written(key, me, text, { clientMsgId, refersTo = 0, at = Date.now() }) {
  return {
    id: clientMsgId,
    clientMsgId,
    key,
    seq: 0,
    at,
    from: me.userId,
    name: me.userName,
    kind: "text",
    type: PLAIN,
    text,
    refersTo,
    users: [],
    state: "waiting",
  };
}
