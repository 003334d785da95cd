/**
 * Calls the listeners of an application, one at a time and in order.
 *
 * @typedef {import("../types.js").ClientOptions} ClientOptions
 * @typedef {import("../types.js").ReceivedMessage} ReceivedMessage
 */

/** So much may wait that no inbox holds; what is more is dropped. Of an inbox the server sends no more than its window. */
const MOST_LIVE = 1_000;
const BATCH = 100;

export class Delivery {
  #options;
  #done;
  /** @type {({ message: ReceivedMessage } | { task: () => unknown, live: boolean })[]} */
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
    if (message.seq === 0 && this.#live >= MOST_LIVE) return;
    if (message.seq === 0) this.#live++;
    this.#add({ message });
  }

  /**
   * Calls something in order with the messages.
   * @param {() => unknown} task
   * @param {boolean} live whether it may be dropped
   */
  call(task, live = false) {
    if (live && this.#live >= MOST_LIVE) return;
    if (live) this.#live++;
    this.#add({ task, live });
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

  /** @param {{ message: ReceivedMessage } | { task: () => unknown, live: boolean }} entry */
  #add(entry) {
    if (this.#isDropping) return;
    this.#waiting.push(entry);
    this.#running ??= this.#run();
  }

  async #run() {
    await undefined;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      if ("task" in next) {
        if (next.live) this.#live--;
        try {
          await next.task();
        } catch (e) {
          console.error("a listener of the CIM client threw", e);
        }
      } else {
        await this.#take(next.message);
      }
    }
    this.#running = undefined;
  }

  /** @param {ReceivedMessage} first */
  async #take(first) {
    const { onBatch, onMessage } = this.#options;
    const messages = [first];
    while (onBatch && messages.length < BATCH && this.#waiting[0] && "message" in this.#waiting[0]) {
      messages.push(this.#waiting[0].message);
      this.#waiting.shift();
    }
    for (const { seq } of messages) if (seq === 0) this.#live--;
    await this.#try(() => (onBatch ? onBatch(messages) : onMessage?.(first)), first);
    if (!this.#options.manualAcknowledgement) messages.forEach((message) => this.#done(message));
  }

  /**
   * @param {() => unknown} listener
   * @param {ReceivedMessage} first
   */
  async #try(listener, first) {
    for (let tries = 0; tries <= (this.#options.repeats ?? 0); tries++) {
      try {
        return await listener();
      } catch (e) {
        this.#failed(first, e);
      }
    }
  }

  /**
   * @param {ReceivedMessage} first
   * @param {unknown} cause
   */
  #failed(first, cause) {
    try {
      if (this.#options.onError) return this.#options.onError(first, cause);
    } catch (e) {
      console.error("onError threw", e);
    }
    console.error("the message listener threw", cause);
  }
}
