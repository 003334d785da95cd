// Reads and writes the messages of cim.proto. Every int64 is a bigint, because a number is not exact.
// What a message does not carry has its default when it is read: 0n, 0, "", false, [], or undefined for a message.

/**
 * @typedef {"text" | "bytes" | "int64" | "int32" | "bool" | "map"} Scalar
 * @typedef {{ name: string, type: Scalar | Schema, repeated: boolean }} Field
 * @typedef {Map<number, Field>} Schema
 */

const utf8 = new TextDecoder();
const toUtf8 = new TextEncoder();

/**
 * Makes a schema of lines such as `7 messages *Message`: number, name, and type; `*` for repeated.
 * @param {string} lines
 * @param {Record<string, Schema>} [parts]
 * @returns {Schema}
 */
function schema(lines, parts = {}) {
  return new Map(
    lines.split(",").map((line) => {
      const [number, name, type] = line.trim().split(" ");
      const single = type.replace("*", "");
      return [
        Number(number),
        { name, type: parts[single] ?? /** @type {Scalar} */ (single), repeated: type !== single },
      ];
    }),
  );
}

const Conversation = schema("1 type int32, 2 id int64");
const Position = schema("1 epoch text, 2 seq int64, 3 messageId int64");
const Message = schema(
  `1 conversation Conversation, 2 contentType text, 3 body bytes, 4 clientMsgId text, 5 senderId int64,
  6 senderName text, 7 messageId int64, 8 seq int64, 9 sentAt int64, 10 trace text, 11 batchSize int32,
  12 batchIndex int32, 13 kind int32, 14 refersTo int64, 15 mentions *int64, 16 mentionsAll bool,
  17 conversationSeq int64, 18 conversationMessageId int64, 19 conversationName text, 20 recalled bool,
  21 users *int64`,
  { Conversation },
);
const LoginAck = schema(
  `1 code text, 2 text text, 3 sessionId text, 4 epoch text, 5 ackedSeq int64, 6 headSeq int64,
  7 pingIntervalMs int32, 8 maxFrame int32, 9 window int32, 10 features text`,
);
const SendAck = schema(
  "1 clientMsgId text, 2 code text, 3 text text, 4 messageId int64, 5 seq int64, 6 status int32, 7 conversationSeq int64",
);
const ContinuityBroken = schema("1 reason int32, 2 restart Position, 3 conversation Conversation", {
  Position,
  Conversation,
});
const Problem = schema("1 code text, 2 text text");
const GoAway = schema("1 delayMs int32");
const Receipt = schema("1 conversation Conversation, 2 userId int64, 3 delivered int64, 4 read int64", { Conversation });
const Signal = schema("1 conversation Conversation, 2 userId int64, 3 type int32", { Conversation });
const Subscription = schema("1 presence *int64");
const Frame = schema(
  `1 text text, 2 id int64, 3 cmd int32, 4 properties map, 5 batch *text, 6 loginAck LoginAck, 7 messages *Message,
  8 sendAcks *SendAck, 9 position Position, 10 continuityBroken ContinuityBroken, 11 problem Problem,
  12 goAway GoAway, 13 receipts *Receipt, 14 signals *Signal, 15 subscription Subscription`,
  { LoginAck, Message, SendAck, Position, ContinuityBroken, Problem, GoAway, Receipt, Signal, Subscription },
);
const Entry = schema("1 key text, 2 value text");

/** The commands of frames. */
export const Command = Object.freeze({
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
});

/**
 * Writes a frame, without the length in front of it, which a WebSocket does not need.
 * @param {Record<string, any>} frame
 */
export function encode(frame) {
  return Uint8Array.from(write([], Frame, frame));
}

/**
 * @param {number[]} out
 * @param {Schema} fields
 * @param {Record<string, any>} message
 */
function write(out, fields, message) {
  for (const [number, { name, type, repeated }] of fields) {
    const value = message[name];
    if (value === undefined || value === null) continue;
    if (type === "map") {
      for (const [key, text] of Object.entries(value)) part(out, number, write([], Entry, { key, value: text }));
    } else if (repeated && type === "int64") {
      if (value.length) part(out, number, value.reduce(varint, []));
    } else {
      for (const one of repeated ? value : [value]) field(out, number, type, one, repeated);
    }
  }
  return out;
}

/**
 * @param {number[]} out
 * @param {number} number
 * @param {Scalar | Schema} type
 * @param {any} value
 * @param {boolean} always also where it is the default
 */
function field(out, number, type, value, always) {
  if (typeof type === "object") {
    part(out, number, write([], type, value));
  } else if (type === "text" || type === "bytes") {
    if (value.length || always) part(out, number, type === "text" ? toUtf8.encode(value) : value);
  } else if (Number(value)) {
    varint(varint(out, number << 3), value);
  }
}

/**
 * @param {number[]} out
 * @param {number} number
 * @param {ArrayLike<number>} bytes
 */
function part(out, number, bytes) {
  varint(varint(out, (number << 3) | 2), bytes.length);
  for (let i = 0; i < bytes.length; i++) out.push(bytes[i]);
}

/**
 * @param {number[]} out
 * @param {number | bigint | boolean} value
 */
function varint(out, value) {
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) out.push(Number(rest & 127n) | 128);
  out.push(Number(rest));
  return out;
}

/**
 * Reads a frame. Passes over fields that it does not know.
 * @param {Uint8Array} bytes without a length in front
 * @returns {Record<string, any>}
 * @throws {RangeError} for bytes that are no frame
 */
export function decode(bytes) {
  return read(bytes, Frame);
}

/**
 * @param {Uint8Array} bytes
 * @param {Schema} fields
 */
function read(bytes, fields) {
  /** @type {Record<string, any>} */
  const message = {};
  for (const { name, type, repeated } of fields.values()) message[name] = initial(type, repeated);
  const reader = new Reader(bytes);
  while (reader.at < bytes.length) {
    const tag = Number(reader.varint());
    const wire = tag & 7;
    const value = wire === 0 ? reader.varint() : reader.bytes(wire);
    const known = fields.get(tag >>> 3);
    if (known) take(message, known, value);
  }
  return message;
}

/**
 * @param {Scalar | Schema} type
 * @param {boolean} repeated
 */
function initial(type, repeated) {
  if (repeated) return [];
  if (typeof type === "object") return undefined;
  return { text: "", bytes: new Uint8Array(), int64: 0n, int32: 0, bool: false, map: Object.create(null) }[type];
}

/**
 * @param {Record<string, any>} message
 * @param {Field} field
 * @param {bigint | Uint8Array} value
 */
function take(message, { name, type, repeated }, value) {
  const isNumber = type === "int64" || type === "int32" || type === "bool";
  if (value instanceof Uint8Array && isNumber) {
    const reader = new Reader(value);
    while (repeated && reader.at < value.length) message[name].push(scalar(type, reader.varint()));
  } else if (value instanceof Uint8Array !== isNumber) {
    if (value instanceof Uint8Array && type === "map") {
      const entry = read(value, Entry);
      message[name][entry.key] = entry.value;
    } else if (repeated) {
      message[name].push(scalar(type, value));
    } else {
      message[name] = scalar(type, value);
    }
  }
}

/**
 * @param {Scalar | Schema} type
 * @param {any} value
 */
function scalar(type, value) {
  if (typeof type === "object") return read(value, type);
  if (type === "text") return utf8.decode(value);
  if (type === "int64") return BigInt.asIntN(64, value);
  if (type === "int32") return Number(BigInt.asIntN(32, value));
  return type === "bool" ? value !== 0n : value;
}

class Reader {
  at = 0;

  /** @param {Uint8Array} all */
  constructor(all) {
    this.all = all;
  }

  varint() {
    let low = 0;
    for (let shift = 0, byte = 128; shift < 28; shift += 7) {
      byte = this.byte();
      low |= (byte & 127) << shift;
      if (byte < 128) return BigInt(low);
    }
    let value = BigInt(low);
    for (let shift = 28n, byte = 128; byte > 127; shift += 7n) {
      if (shift > 63n) throw new RangeError("a number of more than 10 bytes");
      byte = this.byte();
      value |= BigInt(byte & 127) << shift;
    }
    return value;
  }

  byte() {
    if (this.at >= this.all.length) throw new RangeError("the frame ends too early");
    return this.all[this.at++];
  }

  /** @param {number} wire the wire type, which says how long the value is */
  bytes(wire) {
    const length = wire === 2 ? Number(this.varint()) : wire === 1 ? 8 : wire === 5 ? 4 : Infinity;
    const begin = this.at;
    this.at += length;
    if (!(this.at <= this.all.length)) throw new RangeError("the frame ends too early");
    return this.all.subarray(begin, this.at);
  }
}
