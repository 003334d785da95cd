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

/** What the wire says, with numbers for what is exact as one. @param {any} wire @returns {any} */
const inNumbers = (wire) => {
  const numbers = (/** @type {any} */ value) => (typeof value === "bigint" ? Number(value) : value);
  const entries = Object.entries(wire).map(([name, value]) => [name, Array.isArray(value) ? value.map(numbers) : numbers(value)]);
  return { ...Object.fromEntries(entries), conversation: conversationOf(wire.conversation) };
};

/** @param {bigint} id */
export const idOf = (id) => (id === 0n ? "" : String(id));

/**
 * @param {any} wire
 * @returns {ReceivedMessage}
 */
export const received = (wire) => ({
  ...inNumbers(wire),
  messageId: idOf(wire.messageId),
  contentType: wire.contentType || PLAIN,
  text: fromBytes.decode(wire.body),
  kind: KINDS[wire.kind] ?? "OTHER",
  conversationMessageId: idOf(wire.conversationMessageId),
});

/** @param {any} wire @returns {import("../types.js").Receipt} */
export const receiptOf = inNumbers;

/** @param {any} wire @returns {import("../types.js").Signal} */
export const signalOf = (wire) => ({
  ...inNumbers(wire.type < 2 ? wire : { ...wire, conversation: { id: wire.userId } }),
  type: SIGNALS[wire.type],
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
  if (!KINDS.includes(kind)) throw invalid("kind", kind, "CONTENT, EDIT, RECALL or REACTION");
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
