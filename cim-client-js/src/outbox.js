import { Command, encode } from "./codec.js";
import { CimError, invalid, unavailable } from "./error.js";
import { idOf } from "./messages.js";

const MOST = 10_000;
const MOST_UNDER_WAY = 1_024;
const MOST_BYTES = 4 << 20;

/**
 * @typedef {{
 *   number: number, message: any, bytes: Uint8Array, tried: boolean, isUnderWay: boolean, result: Promise<import("../types.js").SendResult>, resolve: (result: any) => void,
 *   reject: (e: CimError) => void, cancel: () => void,
 * }} Entry
 */

/**
 * The sends of one client. They leave in the order of the calls, without waiting for each other. What has no answer
 * when the connection is lost, and what the server had no room for, leaves again, in order and under the same ids.
 */
export class Outbox {
  /** @type {Map<string, Entry>} in the order of the calls */
  #all = new Map();
  /** @type {Entry[]} */
  #unwritten = [];
  #numbers = 0;
  #clock;
  #timeout;
  #backoff;
  #settled;
  /** @type {((bytes: Uint8Array) => void) | undefined} */
  #write;
  #maxFrame = 0;
  /** @type {CimError | undefined} */
  #end;

  // What may be under way. After a refusal for want of room nothing leaves until all is answered and a pause is over.
  #limit = MOST_UNDER_WAY;
  #messages = 0;
  #bytes = 0;
  #isHeld = false;
  #pauses = 0;
  #cancelPause = () => {};
  #isPauseOver = false;
  #whenIdle = () => {};

  /**
   * @param {import("./clock.js").Clock} clock
   * @param {number} timeout in ms; then a send is UNKNOWN, or fails when nothing of it has left
   * @param {(pause: number) => number} backoff the wait in ms before the n-th repetition, from 1
   * @param {(id: string) => void} settled told of each send that has an outcome
   */
  constructor(clock, timeout, backoff, settled) {
    this.#clock = clock;
    this.#timeout = timeout;
    this.#backoff = backoff;
    this.#settled = settled;
  }

  /**
   * Adds a message. Under an id that has no outcome yet nothing is added: the cluster would store one message.
   * @param {any} message as the wire carries it
   * @returns {Promise<import("../types.js").SendResult>}
   */
  async submit(message) {
    const same = this.#all.get(message.clientMsgId);
    if (same) return same.result;
    if (this.#end) throw this.#end;
    if (this.#all.size >= MOST) {
      throw new CimError("6000", `too many messages wait to be sent: at most ${MOST}; retry later`);
    }
    /** @type {any} */
    const entry = {
      number: this.#numbers++,
      message,
      bytes: encode({ cmd: Command.SEND, messages: [message] }),
      tried: false,
      isUnderWay: false,
    };
    const refusal = this.#write && this.#refusal(entry);
    if (refusal) throw refusal;
    entry.result = new Promise((resolve, reject) => Object.assign(entry, { resolve, reject }));
    entry.cancel = this.#clock.after(this.#timeout, () => {
      this.#finish(entry, this.#unanswered(entry));
      this.#pump();
    });
    this.#all.set(message.clientMsgId, entry);
    this.#unwritten.push(entry);
    this.#pump();
    return entry.result;
  }

  /** @param {string} id */
  has(id) {
    return this.#all.has(id);
  }

  ids() {
    return [...this.#all.keys()];
  }

  /** @param {Entry} entry */
  #refusal({ bytes }) {
    return bytes.length <= this.#maxFrame
      ? undefined
      : invalid("message", `${bytes.length} bytes`, `at most ${this.#maxFrame}, with its id and receiver`);
  }

  /** @param {Entry} entry */
  #unanswered(entry) {
    if (!entry.tried) {
      return new CimError("4000", `there was no way to the cluster for the text within ${this.#timeout / 1000} s`);
    }
    if (entry.message.conversation.type === 2) return unavailable("no answer came in time");
    return { messageId: "", seq: 0, status: "UNKNOWN", conversationSeq: 0 };
  }

  /**
   * Lets sends leave over a connection, which takes the place of the one before.
   * @param {(bytes: Uint8Array) => void} write
   * @param {number} maxFrame
   */
  open(write, maxFrame) {
    this.hold();
    this.#write = write;
    this.#maxFrame = maxFrame || Infinity;
    this.#pump();
  }

  /** Has sends wait for a connection. */
  hold() {
    this.#write = undefined;
    for (const entry of this.#all.values()) entry.isUnderWay = false;
    this.#unwritten = [...this.#all.values()];
    this.#messages = this.#bytes = 0;
    this.#isHeld = false;
    this.#cancelPause();
    this.#tellIdle();
  }

  #pump() {
    while (this.#write && this.#unwritten.length > 0) {
      const entry = this.#unwritten[0];
      if (this.#all.get(entry.message.clientMsgId) === entry) {
        if (!this.#hasRoom(entry.bytes.length)) return;
        const refusal = this.#refusal(entry);
        if (refusal) {
          this.#finish(entry, refusal);
        } else {
          entry.isUnderWay = entry.tried = true;
          this.#messages++;
          this.#bytes += entry.bytes.length;
          this.#write(entry.bytes);
        }
      }
      if (this.#unwritten[0] === entry) this.#unwritten.shift();
    }
  }

  /** @param {number} size */
  #hasRoom(size) {
    if (this.#isHeld && this.#isPauseOver && this.#messages === 0) this.#isHeld = false;
    if (this.#isHeld) return false;
    return this.#messages === 0 || (this.#messages < this.#limit && this.#bytes + size <= MOST_BYTES);
  }

  /** @param {any} ack what the server says became of a send */
  acknowledged(ack) {
    const entry = this.#all.get(ack.clientMsgId);
    if (!entry) return; // its time was over, or two connections have answered
    if (ack.code === "4000") {
      this.#giveBack(entry);
    } else if (ack.code === "9000") {
      if (!this.#isHeld) {
        this.#pauses = 0;
        this.#limit = Math.min(2 * this.#limit, MOST_UNDER_WAY);
      }
      this.#finish(entry, result(ack));
    } else {
      this.#finish(entry, new CimError(ack.code, ack.text));
    }
    this.#pump();
  }

  /** @param {Entry} entry that the server had no room for */
  #giveBack(entry) {
    if (!entry.isUnderWay) return; // a connection before this one says so
    this.#returned(entry);
    const behind = this.#unwritten.findIndex(({ number }) => number > entry.number);
    this.#unwritten.splice(behind < 0 ? this.#unwritten.length : behind, 0, entry);
    if (this.#isHeld) return;
    this.#isHeld = true;
    this.#isPauseOver = false;
    this.#limit = 1;
    this.#cancelPause = this.#clock.after(this.#backoff(++this.#pauses), () => {
      this.#isPauseOver = true;
      this.#pump();
    });
  }

  /** @param {Entry} entry */
  #returned(entry) {
    if (!entry.isUnderWay) return;
    entry.isUnderWay = false;
    this.#messages--;
    this.#bytes -= entry.bytes.length;
  }

  /**
   * @param {Entry} entry
   * @param {any} outcome
   */
  #finish(entry, outcome) {
    entry.cancel();
    this.#returned(entry);
    this.#all.delete(entry.message.clientMsgId);
    if (outcome instanceof CimError) entry.reject(outcome);
    else entry.resolve(outcome);
    this.#settled(entry.message.clientMsgId);
    this.#tellIdle();
  }

  #tellIdle() {
    if (this.#all.size === 0 || !this.#write) this.#whenIdle();
  }

  /**
   * Takes no more sends; waits for those that are there, while there is a connection.
   * @param {CimError} cause
   */
  seal(cause) {
    this.#end ??= cause;
    return new Promise((resolve) => {
      this.#whenIdle = () => resolve(undefined);
      this.#tellIdle();
    });
  }

  /**
   * Ends all sends: one that may have left as UNKNOWN, the others with the cause.
   * @param {CimError} cause
   */
  end(cause) {
    this.#end ??= cause;
    this.hold();
    for (const entry of this.#all.values()) this.#finish(entry, entry.tried ? this.#unanswered(entry) : cause);
  }
}

/** @param {any} ack */
function result(ack) {
  const isStored = ack.seq !== 0n || ack.conversationSeq !== 0n;
  const status = isStored ? ["STORED", "PUSHED"][ack.status] ?? "STORED" : ack.status === 2 ? "NOBODY" : "SENT";
  return {
    messageId: idOf(ack.messageId),
    seq: Number(ack.seq),
    status,
    conversationSeq: Number(ack.conversationSeq),
  };
}
