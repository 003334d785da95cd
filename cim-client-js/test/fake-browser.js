/** Tabs of one browser: their locks, and the channels between them. */
export class FakeBrowser {
  #held = new Map();
  #waiting = new Map();
  #channels = [];

  /** The globals of a new tab. */
  tab({ clock, ...more }) {
    const events = new EventTarget();
    const documentEvents = new EventTarget();
    const tab = {
      isFrozen: false,
      frozen: [],
      client: { clock, random: () => 1, page: Object.assign(new EventTarget(), { document: new EventTarget() }) },
      addEventListener: (...of) => events.addEventListener(...of),
      removeEventListener: (...of) => events.removeEventListener(...of),
      dispatch: (name) => events.dispatchEvent(new Event(name)),
      document: {
        visibilityState: "visible",
        addEventListener: (...of) => documentEvents.addEventListener(...of),
        removeEventListener: (...of) => documentEvents.removeEventListener(...of),
      },
      show: (visibilityState) => {
        tab.document.visibilityState = visibilityState;
        documentEvents.dispatchEvent(new Event("visibilitychange"));
      },
      thaw: () => {
        tab.isFrozen = false;
        tab.frozen.splice(0).forEach((task) => task());
      },
      run: (task) => (tab.isFrozen ? tab.frozen.push(task) : task()),
      navigator: { locks: { request: (name, how, hold) => this.#request(tab, name, how, hold) } },
      BroadcastChannel: this.#channelOf(),
      ...more,
    };
    tab.BroadcastChannel = this.#channelOf(tab);
    return tab;
  }

  #channelOf(tab) {
    const channels = this.#channels;
    return class {
      onmessage = null;
      constructor(name) {
        this.name = name;
        this.tab = tab;
        channels.push(this);
      }
      postMessage(data) {
        const copy = structuredClone(data);
        for (const other of channels) {
          if (other !== this && other.name === this.name) {
            setImmediate(() => other.tab.run(() => channels.includes(other) && other.onmessage?.({ data: structuredClone(copy) })));
          }
        }
      }
      close() {
        channels.splice(channels.indexOf(this), 1);
      }
    };
  }

  #request(tab, name, { steal = false, signal }, hold) {
    return new Promise((resolve, reject) => {
      const request = { tab, hold, resolve, reject };
      signal?.addEventListener("abort", () => {
        const waiting = this.#waiting.get(name) ?? [];
        if (waiting.includes(request)) waiting.splice(waiting.indexOf(request), 1);
        if (this.#held.get(name) !== request) reject(new DOMException("aborted", "AbortError"));
      });
      if (steal) {
        const robbed = this.#held.get(name);
        if (robbed) robbed.tab.run(() => robbed.reject(new DOMException("stolen", "AbortError")));
        this.#grant(name, request);
      } else {
        this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), request]);
        this.#next(name);
      }
    });
  }

  #next(name) {
    const next = this.#held.has(name) ? undefined : this.#waiting.get(name)?.shift();
    if (next) this.#grant(name, next);
  }

  #grant(name, request) {
    this.#held.set(name, request);
    setImmediate(async () => {
      const value = await request.hold();
      if (this.#held.get(name) === request) this.release(name);
      request.resolve(value);
    });
  }

  /** The tab that holds a lock is gone. */
  release(name) {
    this.#held.delete(name);
    this.#next(name);
  }

  /** A tab is closed without a word. */
  kill(tab) {
    tab.client.page.dispatchEvent(new Event("pagehide")); // the browser closes its sockets
    for (const channel of [...this.#channels]) if (channel.tab === tab) channel.close();
    for (const [name, request] of this.#held) if (request.tab === tab) this.release(name);
    for (const waiting of this.#waiting.values()) {
      const left = waiting.filter((request) => request.tab !== tab);
      waiting.splice(0, waiting.length, ...left);
    }
  }
}
