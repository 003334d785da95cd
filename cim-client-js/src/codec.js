// Reads and writes the frames of cim.proto. Every int64 is a bigint, because a number is not exact. What a frame does
// not carry has its default when it is read: 0n, 0, "", false, [], or undefined for a message.

/**
 * @typedef {{ name: string, type: string | Field[], isList: boolean }} Field
 */

const utf8 = new TextDecoder();
const toUtf8 = new TextEncoder();

/** The fields of each message, in the order of their numbers, which begin with 1. @type {Record<string, Field[]>} */
const schemas = {};
for (const line of `Entry key:text value:text
Conversation type:int id:long
Position epoch:text seq:long messageId:long
Message conversation:Conversation contentType:text body:bytes clientMsgId:text senderId:long senderName:text messageId:long seq:long sentAt:long trace:text batchSize:int batchIndex:int kind:int refersTo:long mentions:long* mentionsAll:bool conversationSeq:long conversationMessageId:long conversationName:text recalled:bool users:long*
LoginAck code:text text:text sessionId:text epoch:text ackedSeq:long headSeq:long pingIntervalMs:int maxFrame:int window:int features:text
SendAck clientMsgId:text code:text text:text messageId:long seq:long status:int conversationSeq:long
ContinuityBroken reason:int restart:Position conversation:Conversation
Problem code:text text:text
GoAway delayMs:int
Receipt conversation:Conversation userId:long delivered:long read:long
Signal conversation:Conversation userId:long type:int
Subscription presence:long*
Frame text:text id:long cmd:int properties:map batch:text* loginAck:LoginAck messages:Message* sendAcks:SendAck* position:Position continuityBroken:ContinuityBroken problem:Problem goAway:GoAway receipts:Receipt* signals:Signal* subscription:Subscription`.split("\n")) {
  const [message, ...fields] = line.split(" ");
  schemas[message] = fields.map((field) => {
    const [, name, type, list] = /** @type {string[]} */ (/(\w+):(\w+)(\*?)/.exec(field));
    return { name, type: schemas[type] ?? type, isList: list !== "" };
  });
}

/** The commands of frames. */
export const Command = {
  LOGIN: 0,
  PING: 2,
  LOGIN_ACK: 16,
  SEND: 17,
  SEND_ACK: 18,
  PUSH: 19,
  ACK: 20,
  SYNC: 21,
  CONTINUITY_BROKEN: 22,
  KICK: 23,
  GO_AWAY: 24,
  ERROR: 25,
  RECEIPT: 26,
  SIGNAL: 27,
  SUBSCRIBE: 28,
};

/**
 * Writes a frame, without a length in front, which a WebSocket does not need.
 * @param {object} frame
 */
export const encode = (frame) => Uint8Array.from(write(schemas.Frame, frame));

/** @param {Field[]} fields @param {any} message @returns {number[]} */
function write(fields, message) {
  /** @type {number[]} */
  const out = [];
  fields.forEach(({ name, type, isList }, i) => {
    const part = (/** @type {ArrayLike<number>} */ bytes) => {
      varint(varint(out, (i + 1) * 8 + 2), bytes.length);
      for (let at = 0; at < bytes.length; at++) out.push(bytes[at]);
    };
    const value = message[name];
    if (value === undefined) return;
    if (type === "map") {
      Object.entries(value).forEach(([key, text]) => part(write(schemas.Entry, { key, value: text })));
    } else if (isList && type === "long") {
      if (value.length > 0) part(value.reduce(varint, []));
    } else {
      for (const one of isList ? value : [value]) {
        if (typeof type === "object") part(write(type, one));
        else if (type === "text" || type === "bytes") (one.length || isList) && part(type === "text" ? toUtf8.encode(one) : one);
        else if (Number(one)) varint(varint(out, (i + 1) * 8), one);
      }
    }
  });
  return out;
}

/** @param {number[]} out @param {number | bigint | boolean} value */
function varint(out, value) {
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) out.push(Number(rest & 127n) | 128);
  out.push(Number(rest));
  return out;
}

/**
 * Reads a frame. Passes over fields that it does not know.
 * @param {Uint8Array} bytes without a length in front
 * @returns {any}
 * @throws {RangeError} for bytes that are no frame
 */
export const decode = (bytes) => read(schemas.Frame, bytes);

/** @param {Field[]} fields @param {Uint8Array} bytes */
function read(fields, bytes) {
  /** @type {any} */
  const message = {};
  for (const { name, type, isList } of fields) message[name] = isList ? [] : scalar(type);
  const next = reader(bytes);
  while (next.isMore()) {
    const tag = Number(next.varint());
    const wire = tag & 7;
    const value = wire === 0 ? next.varint() : next.part(wire === 1 ? 8 : wire === 5 ? 4 : wire === 2 ? next.varint() : NaN);
    const field = fields[(tag >>> 3) - 1];
    if (field) take(message, field, value);
  }
  return message;
}

/** @param {any} message @param {Field} field @param {bigint | Uint8Array} value */
function take(message, { name, type, isList }, value) {
  const isNumber = type === "long" || type === "int" || type === "bool";
  if (value instanceof Uint8Array && isNumber && isList) {
    for (const next = reader(value); next.isMore(); ) message[name].push(scalar(type, next.varint()));
  } else if (value instanceof Uint8Array !== isNumber) {
    const one = scalar(type, value);
    if (isList) message[name].push(one);
    else if (type === "map") message[name][one.key] = one.value;
    else message[name] = one;
  }
}

/** A value of a type; without bytes or a number its default. @param {Field["type"]} type @param {any} [value] */
function scalar(type, value) {
  if (typeof type === "object") return value && read(type, value);
  if (type === "map") return value ? read(schemas.Entry, value) : Object.create(null);
  if (type === "text") return value ? utf8.decode(value) : "";
  if (type === "bytes") return value?.slice() ?? new Uint8Array(); // else each keeps the whole frame
  if (type === "long") return BigInt.asIntN(64, value ?? 0n);
  return type === "int" ? Number(BigInt.asIntN(32, value ?? 0n)) : Boolean(value);
}

/** @param {Uint8Array} bytes */
function reader(bytes) {
  let at = 0;
  const part = (/** @type {number | bigint} */ length) => {
    const end = at + Number(length);
    if (!(end <= bytes.length)) throw new RangeError("the frame ends too early");
    const begin = at;
    at = end;
    return bytes.subarray(begin, end);
  };
  return {
    part,
    isMore: () => at < bytes.length,
    varint() {
      let value = 0n;
      for (let shift = 0n; shift < 70n; shift += 7n) {
        const [byte] = part(1);
        value |= BigInt(byte & 127) << shift;
        if (byte < 128) return value;
      }
      throw new RangeError("a number of more than 10 bytes");
    },
  };
}
