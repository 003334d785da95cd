/** Lets everything that is ready run. */
export async function settle() {
  for (let i = 0; i < 4; i++) await new Promise((resolve) => setImmediate(resolve));
}

/** Time that a test moves on. */
export class FakeClock {
  #now = 1_000_000;
  #timers = new Map();
  #ids = 0;

  now() {
    return this.#now;
  }

  after(ms, task) {
    const id = ++this.#ids;
    this.#timers.set(id, { at: this.#now + ms, task });
    return () => this.#timers.delete(id);
  }

  /** Moves on, and runs each timer when its time comes. */
  async advance(ms) {
    const to = this.#now + ms;
    await settle();
    for (;;) {
      let next;
      for (const [id, timer] of this.#timers) if (timer.at <= to && !(next?.timer.at <= timer.at)) next = { id, timer };
      if (!next) break;
      this.#timers.delete(next.id);
      this.#now = Math.max(this.#now, next.timer.at);
      next.timer.task();
      await settle();
    }
    this.#now = to;
    await settle();
  }

  /** The machine sleeps: time goes on, and no timer runs. */
  sleep(ms) {
    this.#now += ms;
  }

  get waiting() {
    return this.#timers.size;
  }
}
