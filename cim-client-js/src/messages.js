import { invalid } from "./error.js";

const TYPES = ["USER", "GROUP", "ALL"];
const KINDS = ["CONTENT", "EDIT", "RECALL", "REACTION", "JOINED", "LEFT", "CHANGED"];
const SIGNALS = ["TYPING", "STOPPED", "ONLINE", "OFFLINE"];
const PLAIN = "text/plain";
const NOTHING_TO_SHOW = "application/x-cim-event";
const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder();

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
export const conversation = (wire) => ({
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
export const place = ({ type, id }) => (type === "GROUP" ? { groupId: id } : { peerId: id });

/** @param {bigint} id */
const text = (id) => (id === 0n ? "" : String(id));

/**
 * @param {any} wire
 * @returns {ReceivedMessage}
 */
export function received(wire) {
  return {
    conversation: conversation(wire.conversation),
    messageId: text(wire.messageId),
    seq: Number(wire.seq),
    senderId: Number(wire.senderId),
    senderName: wire.senderName,
    contentType: wire.contentType || PLAIN,
    text: fromUtf8.decode(wire.body),
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
export const receipt = (wire) => ({
  conversation: conversation(wire.conversation),
  userId: Number(wire.userId),
  delivered: Number(wire.delivered),
  read: Number(wire.read),
});

/** @param {any} wire */
export const signal = (wire) => ({
  conversation: conversation(wire.type < 2 ? wire.conversation : { id: wire.userId }),
  userId: Number(wire.userId),
  type: /** @type {import("../types.js").Signal["type"]} */ (SIGNALS[wire.type]),
});

/**
 * A message as the wire carries it, after a check of what the cluster would refuse for certain.
 * @param {Conversation} to
 * @param {OutgoingMessage} message
 * @param {string} clientMsgId
 */
export function outgoing(to, message, clientMsgId) {
  const { kind = "CONTENT", contentType = PLAIN, refersTo = 0, mentions = [] } = message;
  const body = utf8.encode(message.text ?? "");
  const characters = [...clientMsgId];
  if (characters.length < 1 || characters.length > 64 || /\p{Surrogate}/u.test(clientMsgId)) {
    throw invalid("clientMsgId", clientMsgId, "1 to 64 characters");
  }
  if (!KINDS.slice(0, 4).includes(kind)) throw invalid("kind", kind, "CONTENT, EDIT, RECALL or REACTION");
  if (kind !== "CONTENT" && to.type === "ALL") throw invalid("kind", kind, "CONTENT, because no log holds it");
  if (!(Number.isSafeInteger(refersTo) && refersTo >= (kind === "CONTENT" ? 0 : 1))) {
    throw invalid("refersTo", refersTo, "the conversationSeq of a message");
  }
  if (mentions.length > 50) throw invalid("mentions", `${mentions.length} users`, "at most 50");
  if (kind === "REACTION" && (!body.length || body.length > 32)) {
    throw invalid("text", message.text, "a reaction of 1 to 32 bytes");
  }
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
