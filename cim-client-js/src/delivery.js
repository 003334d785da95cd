/**
 * Calls the listeners of an application, one at a time and in order.
 *
 * @typedef {import("../types.js").ClientOptions} ClientOptions
 * @typedef {import("../types.js").ReceivedMessage} ReceivedMessage
 */

/** So much may wait that no inbox holds; what is more is dropped. Of an inbox the server sends no more than its window. */
const MOST_LIVE = 1_000;
const BATCH = 100;

/** @typedef {{ message?: ReceivedMessage, task?: () => unknown, isLive: boolean }} Entry */

export class Delivery {
  #options;
  #done;
  /** @type {Entry[]} */
  #waiting = [];
  #live = 0;
  #isDropping = false;
  /** @type {Promise<void> | undefined} */
  #running;

  /**
   * @param {ClientOptions} options
   * @param {(message: ReceivedMessage) => void} done told of each message whose listener has ended
   */
  constructor(options, done) {
    this.#options = options;
    this.#done = done;
  }

  /** @param {ReceivedMessage} message */
  give(message) {
    this.#add({ message, isLive: message.seq === 0 });
  }

  /**
   * Calls something in order with the messages.
   * @param {() => unknown} task
   * @param {boolean} isLive whether it may be dropped
   */
  call(task, isLive = false) {
    this.#add({ task, isLive });
  }

  /** Waits until nothing waits. */
  async idle() {
    await this.#running;
  }

  /** Forgets what waits, and takes no more. */
  drop() {
    this.#isDropping = true;
    this.#waiting = [];
  }

  /** @param {Entry} entry */
  #add(entry) {
    if (this.#isDropping || (entry.isLive && this.#live >= MOST_LIVE)) return;
    if (entry.isLive) this.#live++;
    this.#waiting.push(entry);
    this.#running ??= this.#run();
  }

  async #run() {
    await undefined;
    for (let next = this.#next(); next; next = this.#next()) {
      if (next.message) {
        await this.#take(next.message);
      } else {
        try {
          await next.task?.();
        } catch (e) {
          console.error("a listener of the CIM client threw", e);
        }
      }
    }
    this.#running = undefined;
  }

  #next() {
    const next = this.#waiting.shift();
    if (next?.isLive) this.#live--;
    return next;
  }

  /** @param {ReceivedMessage} first */
  async #take(first) {
    const { onBatch, onMessage } = this.#options;
    const messages = [first];
    while (onBatch && messages.length < BATCH && this.#waiting[0]?.message) {
      messages.push(this.#waiting[0].message);
      this.#next();
    }
    await this.#try(() => (onBatch ? onBatch(messages) : onMessage?.(first)), first);
    if (!this.#options.manualAcknowledgement) messages.forEach((message) => this.#done(message));
  }

  /**
   * @param {() => unknown} listener
   * @param {ReceivedMessage} first
   */
  async #try(listener, first) {
    const { repeats = 0, onError = (_, e) => console.error("the message listener threw", e) } = this.#options;
    for (let tries = 0; tries <= repeats; tries++) {
      try {
        return await listener();
      } catch (e) {
        try {
          onError(first, e);
        } catch (again) {
          console.error(again);
        }
      }
    }
  }
}
