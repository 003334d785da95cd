import { invalid } from "./error.js";

const TYPES = ["USER", "GROUP", "ALL"];
const KINDS = ["CONTENT", "EDIT", "RECALL", "REACTION", "JOINED", "LEFT", "CHANGED"];
const SIGNALS = ["TYPING", "STOPPED", "ONLINE", "OFFLINE"];
const PLAIN = "text/plain";
const NOTHING_TO_SHOW = "application/x-cim-event";
const toBytes = new TextEncoder();
const fromBytes = new TextDecoder();

/**
 * @typedef {import("../types.js").Conversation} Conversation
 * @typedef {import("../types.js").ReceivedMessage} ReceivedMessage
 * @typedef {import("../types.js").OutgoingMessage} OutgoingMessage
 */

/** @param {any} wire */
export const isShown = (wire) => wire.contentType !== NOTHING_TO_SHOW;

/**
 * @param {any} wire
 * @returns {Conversation}
 */
export const conversationOf = (wire) => ({
  type: /** @type {Conversation["type"]} */ (TYPES[wire?.type ?? 0] ?? "USER"),
  id: Number(wire?.id ?? 0),
});

/** @param {Conversation} of */
export function toWire({ type, id }) {
  if (!TYPES.includes(type)) throw invalid("conversation.type", type, TYPES.join(", "));
  if (type !== "ALL" && !(Number.isSafeInteger(id) && id >= 0)) throw invalid("conversation.id", id, "an id");
  return { type: TYPES.indexOf(type), id: type === "ALL" ? 0 : id };
}

/** @param {Conversation} of as calls of the route name it */
export const placeOf = ({ type, id }) => (type === "GROUP" ? { groupId: id } : { peerId: id });

/** @param {bigint} id */
const text = (id) => (id === 0n ? "" : String(id));

/**
 * @param {any} wire
 * @returns {ReceivedMessage}
 */
export function received(wire) {
  return {
    conversation: conversationOf(wire.conversation),
    messageId: text(wire.messageId),
    seq: Number(wire.seq),
    senderId: Number(wire.senderId),
    senderName: wire.senderName,
    contentType: wire.contentType || PLAIN,
    text: fromBytes.decode(wire.body),
    body: wire.body,
    sentAt: Number(wire.sentAt),
    clientMsgId: wire.clientMsgId,
    kind: /** @type {ReceivedMessage["kind"]} */ (KINDS[wire.kind] ?? "OTHER"),
    conversationSeq: Number(wire.conversationSeq),
    conversationMessageId: text(wire.conversationMessageId),
    conversationName: wire.conversationName,
    refersTo: Number(wire.refersTo),
    mentions: wire.mentions.map(Number),
    mentionsAll: wire.mentionsAll,
    recalled: wire.recalled,
    users: wire.users.map(Number),
  };
}

/** @param {any} wire */
export const receiptOf = (wire) => ({
  conversation: conversationOf(wire.conversation),
  userId: Number(wire.userId),
  delivered: Number(wire.delivered),
  read: Number(wire.read),
});

/** @param {any} wire */
export const signalOf = (wire) => ({
  conversation: conversationOf(wire.type < 2 ? wire.conversation : { id: wire.userId }),
  userId: Number(wire.userId),
  type: /** @type {import("../types.js").Signal["type"]} */ (SIGNALS[wire.type]),
});

/**
 * A message as the wire carries it. The cluster checks the rest of it.
 * @param {Conversation} to
 * @param {OutgoingMessage} message
 * @param {string} clientMsgId
 */
export function outgoing(to, message, clientMsgId) {
  const { kind = "CONTENT", contentType = PLAIN, refersTo = 0, mentions = [] } = message;
  const body = toBytes.encode(message.text ?? "");
  if (!/^.{1,64}$/su.test(clientMsgId) || /\p{Surrogate}/u.test(clientMsgId)) {
    throw invalid("clientMsgId", clientMsgId, "1 to 64 characters");
  }
  if (!KINDS.slice(0, to.type === "ALL" ? 1 : 4).includes(kind)) throw invalid("kind", kind, "one that can be sent there");
  if (!Number.isSafeInteger(refersTo)) throw invalid("refersTo", refersTo, "a place in the conversation");
  return {
    conversation: toWire(to),
    contentType: contentType === PLAIN ? "" : contentType,
    body,
    clientMsgId,
    kind: KINDS.indexOf(kind),
    refersTo,
    mentions,
    mentionsAll: message.mentionsAll ?? false,
    recalled: message.recalled ?? false,
  };
}
