import { Command } from "./codec.js";
import { Recent } from "./recent.js";

const REMEMBERED = 100;
const MOST_IN_FRAME = 64;
const MOST_TYPING = 16;

/**
 * Tells the cluster what the user is doing: how far they have read, that they are typing, whom they watch. Nobody
 * answers that, and it leaves seldom enough for the cluster.
 *
 * @typedef {{ type: number, id: number }} WireConversation
 */
export class Notices {
  /** @type {Map<string, { conversation: WireConversation, read: number, told: number, isPausing: boolean }>} */
  #marks = new Recent(REMEMBERED);
  #typing = new Set();
  /** @type {number[]} */
  #watched = [];
  #isDue = false;
  #isPausing = false;
  /** @type {((frame: object) => void) | undefined} */
  #write;
  #clock;

  /** @param {import("./clock.js").Clock} clock */
  constructor(clock) {
    this.#clock = clock;
  }

  /** @param {(frame: object) => void} [write] of another connection */
  connected(write) {
    this.#write = write;
    if (!write) return;
    const marks = [...this.#marks.values()];
    marks.forEach((mark) => (mark.told = mark.read));
    for (let i = 0; i < marks.length; i += MOST_IN_FRAME) {
      write({ cmd: Command.RECEIPT, receipts: marks.slice(i, i + MOST_IN_FRAME) });
    }
    this.#isDue ||= this.#watched.length > 0;
    this.#subscribe();
  }

  /**
   * The user has read everything up to a place. A lower one than before changes nothing.
   * @param {WireConversation} conversation
   * @param {number} seq
   */
  read(conversation, seq) {
    const key = `${conversation.type}/${conversation.id}`;
    const mark = this.#marks.get(key) ?? { conversation, read: 0, told: 0, isPausing: false };
    this.#marks.set(key, mark);
    mark.read = Math.max(mark.read, seq);
    this.#tell(mark);
  }

  /** @param {{ conversation: WireConversation, read: number, told: number, isPausing: boolean }} mark */
  #tell(mark) {
    if (!this.#write || mark.isPausing || mark.told >= mark.read) return;
    mark.told = mark.read;
    mark.isPausing = true;
    this.#write({ cmd: Command.RECEIPT, receipts: [{ conversation: mark.conversation, read: mark.read }] });
    this.#clock.after(1_000, () => {
      mark.isPausing = false;
      this.#tell(mark);
    });
  }

  /** @param {WireConversation} conversation in which the user is typing */
  typing(conversation) {
    const key = `${conversation.type}/${conversation.id}`;
    if (!this.#write || this.#typing.size >= MOST_TYPING || this.#typing.has(key)) return;
    this.#typing.add(key);
    this.#write({ cmd: Command.SIGNAL, signals: [{ conversation }] });
    this.#clock.after(3_000, () => this.#typing.delete(key));
  }

  /** @param {number[]} users whose presence is to be told from now on */
  watch(users) {
    this.#watched = users;
    this.#isDue = true;
    this.#subscribe();
  }

  #subscribe() {
    if (!this.#write || this.#isPausing || !this.#isDue) return;
    this.#isDue = false;
    this.#isPausing = true;
    this.#write({ cmd: Command.SUBSCRIBE, subscription: { presence: this.#watched } });
    this.#clock.after(1_100, () => {
      this.#isPausing = false;
      this.#subscribe();
    });
  }
}
