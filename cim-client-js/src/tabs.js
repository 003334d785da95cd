import { Client } from "./client.js";
import { newId, systemClock } from "./clock.js";
import { CimError, cimError, unavailable } from "./error.js";
import { Recent } from "./recent.js";

const SILENT = 2_000;

/** So many ids of messages are remembered: more than a tab may have taken that dies. */
const REMEMBERED = 1_000;

/**
 * @typedef {import("../tabs.js").SharedOptions} SharedOptions
 * @typedef {import("../types.js").ReceivedMessage} ReceivedMessage
 * @typedef {import("../types.js").State} State
 * @typedef {{ name: string, values: any[], resolve: (value: any) => void, reject: (e: unknown) => void, cancel: () => void, isTaken: boolean }} Call
 */

/**
 * A client whose connection is shared by all tabs of a browser: the tab that holds a lock connects, the others talk
 * to it. A tab that others find silent loses the lock to one that is seen.
 *
 * @param {SharedOptions} options
 * @param {any} [env] for tests
 * @returns {any} a client, or where the browser has no locks one for this tab alone
 */
export function shared(options, env = globalThis) {
  if (!env.navigator?.locks || !env.BroadcastChannel) return new Client(options, env.client);
  return new Tab(options, env);
}

class Tab {
  /** @type {State} */
  state = "INITIALIZED";
  user;
  /** @type {string | undefined} */
  token;
  groups = this.#part("groups");
  preferences = this.#part("preferences");

  #id = newId();
  #options;
  #env;
  /** @type {import("./clock.js").Clock} */
  #clock;
  #name;
  #channel;
  /** @type {Client | undefined} */
  #client;
  /** @type {Map<string, Call>} */
  #calls = new Map();
  /** What the calls of other tabs came to, so that a call that comes twice is carried out once. */
  #results = /** @type {Map<string, Promise<any>>} */ (new Map());
  #watched = /** @type {Map<string, number[]>} */ (new Map());
  /** @type {number[]} */
  #watches = [];
  #positions = /** @type {WeakMap<ReceivedMessage, string>} */ (new WeakMap());
  #given = Promise.resolve();
  /** Which messages this tab has had, from its own connection or from the tab that led before. */
  #had = new Recent(REMEMBERED);
  #release = () => {};
  #abort = new AbortController();
  #wasReady = false;
  #isClosed = false;
  /** @type {CimError | undefined} */
  #cause;
  /** @type {Promise<void> | undefined} */
  #started;
  /** @type {(e?: CimError) => void} */
  #settleStart = () => {};
  #cancelDoubt = /** @type {(() => void) | undefined} */ (undefined);
  #seen = () => this.#env.document?.visibilityState === "visible" && this.#doubt();
  #gone = () => this.#post({ gone: true });

  /** @param {SharedOptions} options @param {any} env */
  constructor(options, env) {
    this.#options = options;
    this.#env = env;
    this.#clock = env.client?.clock ?? systemClock;
    this.#name = `cim ${[options.routeUrl].flat()[0].replace(/\/+$/, "")} ${options.user.userName}`;
    this.#channel = new env.BroadcastChannel(this.#name);
    this.#channel.onmessage = (/** @type {any} */ { data }) => this.#heard(data);
    this.user = { ...options.user };
    this.token = options.token;
  }

  /** Whether this tab holds the connection. */
  get leads() {
    return this.#client !== undefined;
  }

  start() {
    this.#started ??= new Promise((resolve, reject) => {
      this.#settleStart = (e) => (e ? reject(e) : resolve());
      this.#env.document?.addEventListener("visibilitychange", this.#seen);
      this.#env.addEventListener?.("pagehide", this.#gone);
      this.#move("CONNECTING");
      this.#request();
      this.#doubt();
    });
    return this.#started;
  }

  /** Waits for the lock, or takes it away from a tab that does not answer. */
  #request(steal = false) {
    if (this.#isClosed) return;
    this.#abort.abort();
    this.#abort = new AbortController();
    const how = steal ? { steal } : { signal: this.#abort.signal };
    const hold = () => {
      if (this.#isClosed) return undefined;
      this.#lead();
      return new Promise((resolve) => (this.#release = () => resolve(undefined)));
    };
    this.#env.navigator.locks.request(this.#name, how, hold).catch((/** @type {any} */ e) => {
      if (!this.#client) return; // the wait was given up
      this.#client.abandon();
      this.#client = undefined;
      this.#request();
      this.#doubt();
      for (const [id, call] of this.#calls) this.#begin(id, call);
    });
  }

  #lead() {
    this.#trust();
    const { onMessage, onBatch } = this.#options;
    /** @type {any} */
    const tell = (/** @type {string} */ event) => (/** @type {any[]} */ ...values) => {
      if (this.#client !== client) return;
      this.#post({ event, values: values.map(plain) });
      return this.#event(event, values);
    };
    const give = (/** @type {ReceivedMessage[]} */ messages) => {
      if (this.#client === client) this.#post({ messages: messages.map((m) => [m, m.seq > 0 ? client.positionAfter(m) : ""]) });
    };
    const client = new Client(
      {
        ...this.#options,
        user: this.user,
        token: this.token,
        onMessage: async (message) => {
          if (this.#isNew(message)) await onMessage?.(message);
          give([message]);
        },
        onBatch: onBatch && (async (messages) => {
          const fresh = messages.filter((message) => this.#isNew(message));
          if (fresh.length > 0) await onBatch(fresh);
          give(messages);
        }),
        onState: ({ after, cause }) => {
          // A tab that slept hears that it was put out before it hears that it has lost the lock.
          this.#clock.after(cause?.code === "5000" ? 200 : 0, () => {
            if (this.#client !== client) return;
            this.#tellState(after, cause);
          });
        },
        onAttemptFailed: tell("onAttemptFailed"),
        onContinuityBroken: tell("onContinuityBroken"),
        onReceipt: tell("onReceipt"),
        onSignal: tell("onSignal"),
        onToken: tell("onToken"),
      },
      this.#env.client,
    );
    this.#client = client;
    this.#results.clear();
    this.#watched.clear();
    client.start().catch(() => {}); // its state tells
    this.#post({ leads: true });
    this.#watchAll(this.#id, this.#watches);
    for (const [id, call] of this.#calls) this.#begin(id, call);
  }

  /** @param {State} after @param {CimError} [cause] */
  #tellState(after, cause) {
    this.user = this.#client?.user ?? this.user;
    this.#cause = cause;
    this.#move(after, cause);
    this.#postState();
  }

  /** @param {string} [to] all without it */
  #postState(to) {
    this.#post({ to, state: this.state, cause: plain(this.#cause), user: this.user, token: this.token });
  }

  /** @param {any} data */
  #post(data) {
    if (!this.#isClosed) this.#channel.postMessage({ from: this.#id, ...data });
  }

  /** @param {any} data from another tab */
  #heard(data) {
    if (this.#client) this.#heardAsLeader(data);
    else this.#heardFromLeader(data);
  }

  /** @param {any} data */
  #heardAsLeader({ from, ask, id, name, values, watch, gone, messages }) {
    this.#copy(messages); // of the tab that led before
    if (ask) this.#postState(from);
    if (watch) this.#watchAll(from, watch);
    if (gone) this.#watchAll(from, []);
    if (!id) return;
    this.#post({ to: from, taken: id });
    const client = this.#client;
    const result = this.#results.get(id) ?? this.#carryOut(name, values);
    this.#results.set(id, result);
    const done = (/** @type {object} */ answer) => {
      if (this.#client === client) this.#post({ to: from, done: id, ...answer });
      this.#clock.after(60_000, () => this.#results.delete(id));
    };
    result.then((value) => done({ value }), (e) => done({ error: plain(cimError(e)) }));
  }

  /** @param {any} data */
  #heardFromLeader({ from, to, leads, state, cause, user, token, taken, done, value, error, event, values, messages }) {
    if (to !== undefined && to !== this.#id) return;
    if (leads) {
      this.#post({ watch: this.#watches });
      for (const [id, call] of this.#calls) this.#begin(id, call);
    }
    if (leads || state) this.#trust();
    if (state) {
      this.user = user;
      this.token = token;
      this.#move(state, revive(cause));
    }
    const call = this.#calls.get(taken ?? done);
    if (call && taken) {
      call.cancel();
      call.isTaken = true;
    } else if (call) {
      this.#settle(done, error ? { error: revive(error) } : { value });
    }
    if (event) this.#event(event, values.map(revive));
    this.#copy(messages);
  }

  /** Takes what the tab that leads is done with. @param {[ReceivedMessage, string][]} [messages] */
  #copy(messages = []) {
    for (const [message, position] of messages) {
      if (!this.#isNew(message)) continue;
      this.#positions.set(message, position);
      const { onCopy, onMessage, onBatch } = this.#options;
      const listener = onCopy ?? onMessage ?? ((/** @type {ReceivedMessage} */ m) => onBatch?.([m]));
      this.#given = this.#given.then(() => listener(message)).catch((e) => console.error("the message listener threw", e));
    }
  }

  /** Whether this tab has not had a message; that of an inbox it has had from now on. @param {ReceivedMessage} message */
  #isNew({ seq, messageId }) {
    if (seq > 0 && this.#had.has(messageId)) return false;
    if (seq > 0) this.#had.set(messageId, true);
    return true;
  }

  /** @param {string} event @param {any[]} values */
  #event(event, values) {
    if (event === "onToken") this.token = values[0];
    return /** @type {any} */ (this.#options)[event]?.(...values);
  }

  /** Finds out whether the tab that leads still answers; if not, one that is seen takes over. */
  #doubt() {
    if (this.#client || this.#isClosed || this.#cancelDoubt) return;
    this.#post({ ask: true });
    this.#cancelDoubt = this.#clock.after(SILENT, () => {
      this.#cancelDoubt = undefined;
      if (!this.#client && this.#env.document?.visibilityState === "visible") this.#request(true);
    });
  }

  /** There is a tab that leads. */
  #trust() {
    this.#cancelDoubt?.();
    this.#cancelDoubt = undefined;
  }

  /** @param {State} after @param {CimError} [cause] */
  #move(after, cause) {
    const before = this.state;
    const now = after === "CONNECTING" && this.#wasReady ? "RECONNECTING" : after;
    if (now === "READY") {
      this.#wasReady = true;
      this.#settleStart();
    }
    if (now === "FAILED") this.#settleStart(cause);
    if (now === before) return;
    this.state = now;
    this.#options.onState?.({ before, after: now, cause });
  }

  /** @param {string} name @param {any[]} values @returns {Promise<any>} */
  #call(name, ...values) {
    if (this.#isClosed) return Promise.reject(new CimError("4000", "the client is closed"));
    if (!this.#started) return Promise.reject(new CimError("4000", "the client is not started; call start() first"));
    const id = newId();
    return new Promise((resolve, reject) => {
      const call = { name, values, resolve, reject, cancel: () => {}, isTaken: false };
      this.#calls.set(id, call);
      this.#begin(id, call);
    });
  }

  /** @param {string} id @param {Call} call */
  #begin(id, call) {
    call.cancel();
    if (this.#client) {
      const client = this.#client;
      const done = (/** @type {any} */ outcome) => this.#client === client && this.#settle(id, outcome);
      this.#carryOut(call.name, call.values).then((value) => done({ value }), (error) => done({ error }));
    } else if (call.isTaken && call.values[1]?.expectedVersion !== undefined) {
      this.#settle(id, { error: unavailable("the tab that made the call is gone") });
    } else {
      this.#post({ id, name: call.name, values: call.values });
      call.cancel = this.#clock.after(SILENT, () => this.#doubt());
    }
  }

  /** @param {string} id @param {{ value?: any, error?: any }} outcome */
  #settle(id, { value, error }) {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    call?.cancel();
    if (error) call?.reject(error);
    else call?.resolve(value);
  }

  /** @param {string} name @param {any[]} values */
  async #carryOut(name, values) {
    const [part, method] = name.split(".");
    const of = /** @type {any} */ (this.#client);
    return method ? of[part][method](...values) : of[part](...values);
  }

  /** @param {string} from @param {number[]} users */
  #watchAll(from, users) {
    this.#watched.set(from, users);
    const all = [...new Set([...this.#watched.values()].flat())].slice(0, 500);
    this.#client?.watchPresence(all);
  }

  /** @param {string} part @returns {any} */
  #part(part) {
    return new Proxy(
      {},
      {
        get: (_, name) => name === "then" ? undefined : (/** @type {any[]} */ ...values) => {
          if (name === "create") values[3] ??= newId();
          return this.#call(`${part}.${String(name)}`, ...values);
        },
      },
    );
  }

  /** @param {any} to @param {any} message @param {string} [id] */
  send(to, message, id = message?.clientMsgId ?? newId()) {
    return this.#call("send", to, message, id);
  }

  /** @param {number} groupId @param {string} text @param {string} [id] */
  sendToGroup(groupId, text, id) {
    return this.send({ type: "GROUP", id: groupId }, text, id);
  }

  /** @param {string} text */
  sendAll(text) {
    return this.send({ type: "ALL", id: 0 }, text);
  }

  unsent() {
    const own = [...this.#calls.values()].filter(({ name }) => name === "send").map(({ values }) => values[2]);
    return [...new Set([...(this.#client?.unsent() ?? []), ...own])];
  }

  /** @param {ReceivedMessage} message */
  acknowledge(message) {
    this.#call("acknowledge", message).catch(() => {});
  }

  /** @param {ReceivedMessage} message */
  positionAfter(message) {
    return this.#positions.get(message) ?? this.#client?.positionAfter(message);
  }

  /** @param {any} of @param {any} [range] */
  history(of, range) {
    return this.#call("history", of, range);
  }

  /** @param {any} [page] */
  conversations(page) {
    return this.#call("conversations", page);
  }

  /** @param {any} [page] */
  onlineUsers(page) {
    return this.#call("onlineUsers", page);
  }

  logoutEverywhere() {
    return this.#call("logoutEverywhere");
  }

  /** @param {any} message */
  markRead({ conversation, conversationSeq }) {
    this.#call("markRead", { conversation, conversationSeq }).catch(() => {});
  }

  /** @param {any} conversation */
  typing(conversation) {
    this.#call("typing", conversation).catch(() => {});
  }

  /** @param {number[]} userIds */
  watchPresence(userIds) {
    this.#watches = [...userIds];
    if (this.#client) this.#watchAll(this.#id, this.#watches);
    else this.#post({ watch: this.#watches });
  }

  async close() {
    if (this.#isClosed) return;
    this.#post({ gone: true });
    await this.#client?.close();
    this.#isClosed = true;
    this.#client = undefined;
    this.#cancelDoubt?.();
    this.#abort.abort();
    this.#release();
    this.#channel.close();
    this.#env.document?.removeEventListener("visibilitychange", this.#seen);
    this.#env.removeEventListener?.("pagehide", this.#gone);
    const cause = new CimError("4000", "the client is closed");
    for (const id of [...this.#calls.keys()]) this.#settle(id, { error: cause });
    this.#move("CLOSED");
    this.#settleStart(cause);
  }
}

/** What a channel can carry. @param {any} value */
const plain = (value) =>
  value instanceof CimError ? { cimError: [value.code, value.message, { unavailable: value.unavailable }] } : value;

/** @param {any} value @returns {any} */
function revive(value) {
  if (!value?.cimError) return value;
  const [code, message, more] = value.cimError;
  return new CimError(code, message, more);
}
