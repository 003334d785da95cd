import { Recent } from "./recent.js";

/** @param {any} conversation */
const named = (conversation) => `${conversation?.type ?? 0}/${conversation?.id ?? 0}/`;

/**
 * How far a client has got in its inbox: what it was given, so that nothing is given twice, and what it has done
 * with, so that the cluster may forget it.
 */
export class Inbox {
  epoch = "";
  #seq = 0;
  #id = 0n;
  #done = 0;
  #doneId = 0n;
  #isClaim = false;

  /** What was given and is not done with: its id, and whether nobody waits for it. */
  #given = /** @type {Map<number, { id: bigint, passed: boolean }>} */ (new Map());

  /** By their ids in conversations. Collected anew, a message comes under another id of the inbox. */
  #placed = new Recent(1024);

  /** By what senders call them; and whether a store has gone back since, which may have taken it a second time. */
  #sent = new Recent(1024);

  /** Messages to everyone, which no inbox holds, and the connection of each: two may bring the same one. */
  #live = new Recent(256);
  #connection = 0;

  /**
   * Begins behind a position that was kept from an earlier life.
   * @param {string} position
   * @param {boolean} isOurs whether it may be older than what this device has acknowledged
   */
  startAfter(position, isOurs) {
    const [, epoch, seq, id] = /^([^:]+):(\d+):(\d+)$/.exec(position) ?? [];
    if (epoch === undefined) return false;
    this.epoch = epoch;
    this.#seq = this.#done = Number(seq);
    this.#id = this.#doneId = BigInt(id);
    this.#isClaim = isOurs;
    return true;
  }

  /** @param {any} ack of a login; without a place of our own it says where to begin */
  loggedIn(ack) {
    this.#connection++;
    const acked = Number(ack.ackedSeq);
    const wasLate = this.#isClaim && this.epoch === ack.epoch && acked > this.#seq;
    this.#isClaim = false;
    if (this.epoch !== "" && !wasLate) return;
    this.epoch = ack.epoch;
    this.#seq = this.#done = acked;
    this.#id = this.#doneId = 0n;
  }

  /**
   * A message came. What is to be given counts as given.
   * @param {any} message
   * @returns {"GIVE" | "REPEATED" | "KNOWN" | "GAP"} KNOWN: it was given from another place of the inbox
   */
  arrived(message) {
    const seq = Number(message.seq);
    if (seq <= this.#seq) return "REPEATED";
    if (seq > this.#seq + 1) return "GAP";
    this.#seq = seq;
    this.#id = message.messageId;
    this.#given.set(seq, { id: message.messageId, passed: false });
    return this.#isKnown(message) ? "KNOWN" : "GIVE";
  }

  /** @param {any} message */
  #isKnown(message) {
    const place = named(message.conversation);
    if (message.conversationMessageId !== 0n) {
      const key = place + message.conversationMessageId;
      if (this.#placed.has(key)) return true;
      this.#placed.set(key, true);
      if (message.clientMsgId === "") return false; // CIM itself has written it
    }
    const key = `${place}${message.senderId}/${message.batchIndex}/${message.clientMsgId}`;
    const isKnown = this.#sent.get(key) === true;
    this.#sent.set(key, false);
    return isKnown;
  }

  /**
   * Whether an earlier connection has brought a message to everyone.
   * @param {any} message
   */
  isKnownLive(message) {
    if (message.conversation?.type !== 2) return false;
    const hash = message.body.reduce((/** @type {number} */ all, /** @type {number} */ byte) => (31 * all + byte) | 0, 0);
    const key = [message.senderId, message.clientMsgId, message.sentAt, hash].join("/");
    const before = this.#live.get(key);
    this.#live.set(key, this.#connection);
    return before !== undefined && before !== this.#connection;
  }

  /** @param {any} broken what follows does not join on */
  broken({ restart, conversation }) {
    for (const key of this.#sent.keys()) {
      if (!conversation || key.startsWith(named(conversation))) Map.prototype.set.call(this.#sent, key, true);
    }
    if (conversation) return;
    this.epoch = restart?.epoch ?? this.epoch;
    this.#seq = Number(restart?.seq ?? 0);
    this.#id = restart?.messageId ?? 0n;
    for (const seq of this.#given.keys()) if (seq > this.#seq) this.#given.delete(seq);
    if (this.#given.size === 0 || this.#done >= this.#seq) {
      this.#done = this.#seq;
      this.#doneId = this.#id;
    }
  }

  /**
   * A message that came is given to nobody: it is done with as soon as all before it are.
   * @param {any} message
   */
  passOver(message) {
    const given = this.#given.get(Number(message.seq));
    if (given) given.passed = true;
    return this.#advance(this.#done);
  }

  /**
   * Everything up to a message is done with. Answers whether that is more than before.
   * @param {{ seq: number, messageId: string }} message
   */
  done({ seq, messageId }) {
    const given = this.#given.get(seq);
    return String(given?.id) === messageId && this.#advance(seq);
  }

  /** @param {number} to */
  #advance(to) {
    const before = this.#done;
    while (this.#done < to || this.#given.get(this.#done + 1)?.passed) {
      const next = this.#given.get(++this.#done);
      this.#given.delete(this.#done);
      this.#doneId = next?.id ?? this.#doneId;
    }
    return this.#done > before;
  }

  /** What is acknowledged. */
  acknowledgement() {
    return { epoch: this.epoch, seq: this.#done };
  }

  /** The message that was given last. */
  position() {
    return { epoch: this.epoch, seq: this.#seq, messageId: this.#id };
  }

  /** What a new login goes on behind, after a life that ends now. */
  kept() {
    return `${this.epoch}:${this.#done}:${this.#doneId}`;
  }
}
