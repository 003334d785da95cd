import { newId, systemClock } from "./clock.js";
import { Command } from "./codec.js";
import { Delivery } from "./delivery.js";
import { CimError, cimError, invalid } from "./error.js";
import { Inbox } from "./inbox.js";
import { Link } from "./link.js";
import { conversationOf, isShown, outgoing, placeOf, receiptOf, received, signalOf, toWire } from "./messages.js";
import { Outbox } from "./outbox.js";
import { Recent } from "./recent.js";
import { Route } from "./route.js";
import { memoryStore, onFirstUse } from "./stores.js";

const GRACE = 3_000;
const REASONS = ["STORE_CHANGED", "EXPIRED", "STORE_WENT_BACK"];

/**
 * @typedef {import("../types.js").ClientOptions} ClientOptions
 * @typedef {import("../types.js").Conversation} Conversation
 * @typedef {import("../types.js").OutgoingMessage} OutgoingMessage
 * @typedef {import("../types.js").ReceivedMessage} ReceivedMessage
 * @typedef {import("../types.js").SendResult} SendResult
 * @typedef {import("../types.js").State} State
 */

/** One user's connection to a cluster. types.d.ts says what each method does. */
export class Client {
  /** @type {State} */
  #state = "INITIALIZED";
  #options;
  #clock;
  #route;
  #store;
  #prefix;
  #user;
  #device = "";
  #inbox = new Inbox();
  #delivery;
  #outbox;
  /** @type {Promise<import("./notices.js").Notices> | undefined} */
  #notices;
  /** @type {((frame: object) => void) | undefined} */
  #writeNotice;
  #link;
  #forgetPage = () => {};

  /** @type {Promise<void> | undefined} */
  #started;
  /** @type {(e?: CimError) => void} */
  #settleStart = () => {};
  #cause = new CimError("4000", "the client is closed");
  #isClosing = false;

  #restored = Promise.resolve();
  #sends = 0;

  /** The last sends to users, so that they are not taken for those of another device. */
  #own = new Recent(10_000);
  /** @type {string | undefined} */
  #kept;
  #acknowledgement = /** @type {{ epoch: string, seq: number } | undefined} */ (undefined);
  #isKeeping = false;
  #isSyncing = false;

  /**
   * @param {ClientOptions} options
   * @param {{ clock?: import("./clock.js").Clock, random?: () => number, page?: any }} [env] for tests
   */
  constructor(options, { clock = systemClock, random = Math.random, page = globalThis } = {}) {
    const { user, backoff: { first = 250, longest = 15_000 } = {}, sendTimeout = 60_000 } = options;
    if (!user?.userName) throw invalid("user.userName", user?.userName, "the name of an account");
    const backoff = (/** @type {number} */ step) => Math.min(longest, first * 2 ** (step - 1)) * random();
    this.#options = options;
    this.#clock = clock;
    this.#route = new Route(options.routeUrl, options.fetch, clock);
    this.#route.token = options.token;
    this.#route.password = options.password;
    this.#route.onToken = (token) => this.#tell(() => options.onToken?.(token));
    this.#user = { ...user };
    this.#store = options.store ?? memoryStore();
    this.#prefix = `${options.routeUrl} ${user.userName} `;
    this.#delivery = new Delivery(options, (message) => this.acknowledge(message));
    this.#outbox = new Outbox(clock, sendTimeout, backoff, (id) => this.#save(`unsent ${id}`, undefined));
    /** @type {import("../types.js").Groups} */
    this.groups = onFirstUse(async () => new (await import("./groups.js")).Groups(this.#route));
    /** @type {import("../types.js").Preferences} */
    this.preferences = onFirstUse(async () => new (await import("./groups.js")).Preferences(this.#route));
    this.#link = new Link({
      clock,
      backoff,
      maxReconnects: options.maxReconnects ?? Infinity,
      hasPassword: options.password !== undefined,
      server: async () => {
        const server = await this.#route.login(this.#user);
        this.#user.userId = this.#route.userId;
        return server;
      },
      socket: options.socket ?? ((url, protocols) => new WebSocket(url, protocols)),
      login: () => this.#loginFrame(),
      accepted: (connection, ack) => this.#accepted(connection, ack),
      frame: (frame) => this.#take(frame),
      lost: (cause) => this.#lost(cause),
      attemptFailed: (attempt, cause, delay) => this.#tell(() => options.onAttemptFailed?.(attempt, cause, delay)),
      gaveUp: (cause) => this.#finish("FAILED", cause),
    });
    if (page.document && page.addEventListener) this.#watch(page);
  }

  /** @param {any} page */
  #watch(page) {
    const wake = () => page.document.visibilityState !== "hidden" && this.#link.wake();
    const leave = () => this.#link.leave();
    const online = () => this.#link.wake();
    const on = (/** @type {string} */ to) => {
      page[to]("online", online);
      page[to]("pageshow", wake);
      page[to]("pagehide", leave);
      page.document[to]("visibilitychange", wake);
    };
    on("addEventListener");
    this.#forgetPage = () => on("removeEventListener");
  }

  get state() {
    return this.#state;
  }

  /** The user; their id is known once the client was ready. */
  get user() {
    return { ...this.#user };
  }

  get token() {
    return this.#route.token;
  }

  start() {
    this.#started ??= new Promise((resolve, reject) => {
      this.#settleStart = (e) => (e ? reject(e) : resolve());
      if (this.#state === "INITIALIZED") {
        this.#move("CONNECTING");
        this.#restored = this.#restore();
        this.#restored.then(
          () => this.#isClosing || this.#link.start(),
          (e) => this.#finish("FAILED", cimError(e)),
        );
      } else {
        reject(this.#cause);
      }
    });
    return this.#started;
  }

  /** Takes up what an earlier life of this client has left. */
  async #restore() {
    const { device, resumeAfter, store } = this.#options;
    let saved = new Map();
    let isUsable = true;
    try {
      const entries = await this.#store.entries(this.#prefix);
      saved = new Map(entries.map(([key, value]) => [key.slice(this.#prefix.length), value]));
    } catch (e) {
      isUsable = false;
      this.#storeFailed(e);
    }
    this.#device = device ?? saved.get("device") ?? (store && isUsable ? `js-${newId()}` : "js");
    if (device === undefined && !saved.has("device") && store && isUsable) {
      if (!(await this.#save("device", this.#device))) this.#device = "js"; // else each life would be another device
    }
    const position = resumeAfter ?? saved.get("position");
    if (position && !this.#inbox.startAfter(position, resumeAfter === undefined) && resumeAfter) {
      throw invalid("resumeAfter", resumeAfter, "what positionAfter answered");
    }
    const unsent = [...saved].filter(([key]) => key.startsWith("unsent ")).map(([, value]) => value);
    for (const { to, message, id, at } of unsent.sort((a, b) => a.at - b.at)) {
      this.#sends = at + 1;
      this.#submit(outgoing(to, message, id)).catch(() => {});
    }
  }

  /**
   * @param {string} key
   * @param {unknown} value
   */
  async #save(key, value) {
    try {
      await this.#store.set(this.#prefix + key, value);
      return true;
    } catch (e) {
      this.#storeFailed(e);
      return false;
    }
  }

  /** @param {unknown} e */
  #storeFailed(e) {
    const cause = new CimError("4000", `the store of the client failed (${e})`, { cause: e });
    if (this.#options.onStoreFailed) this.#tell(() => this.#options.onStoreFailed?.(cause));
    else console.warn(cause.message);
  }

  #loginFrame() {
    const { epoch, seq, messageId } = this.#inbox.position();
    const properties = {
      proto: "3",
      device: this.#device,
      client: "cim-js",
      features: this.#options.earlyAnswers ? "conversations,early-ack" : "conversations",
      ...(this.#route.token && { token: this.#route.token }),
      ...(epoch && { resume: `${epoch}:${seq}:${messageId}` }),
    };
    return { cmd: Command.LOGIN, id: this.#user.userId, text: this.#user.userName, properties };
  }

  /**
   * @param {import("./connection.js").Connection} connection
   * @param {any} ack
   */
  #accepted(connection, ack) {
    this.#inbox.loggedIn(ack);
    this.#isSyncing = false;
    this.#acknowledgement ??= this.#inbox.acknowledgement();
    if (this.#acknowledgement.epoch === ack.epoch && this.#acknowledgement.seq > ack.ackedSeq) this.#writeAcknowledgement();
    this.#outbox.open((bytes) => connection.writeBytes(bytes), ack.maxFrame);
    this.#noticesTo((frame) => connection.write(frame));
    if (this.#state !== "READY") this.#move("READY");
    this.#settleStart();
  }

  /** @param {CimError} cause */
  #lost(cause) {
    this.#outbox.hold();
    this.#noticesTo();
    if (this.#state === "READY" && !this.#isClosing) this.#move("RECONNECTING", cause);
  }

  /**
   * @param {State} after
   * @param {CimError} [cause]
   */
  #move(after, cause) {
    const before = this.#state;
    this.#state = after;
    this.#tell(() => this.#options.onState?.({ before, after, cause }));
  }

  /** @param {() => unknown} listener */
  #tell(listener) {
    try {
      listener();
    } catch (e) {
      console.error("a listener of the CIM client threw", e);
    }
  }

  /** @param {any} frame */
  #take(frame) {
    const { onReceipt, onSignal } = this.#options;
    if (frame.cmd === Command.PUSH) {
      if (!this.#isClosing) frame.messages.forEach((/** @type {any} */ message) => this.#pushed(message));
    } else if (frame.cmd === Command.SEND_ACK) {
      frame.sendAcks.forEach((/** @type {any} */ ack) => this.#outbox.acknowledged(ack));
    } else if (frame.cmd === Command.CONTINUITY_BROKEN && frame.continuityBroken) {
      this.#broken(frame.continuityBroken);
    } else if (frame.cmd === Command.RECEIPT && onReceipt) {
      for (const wire of frame.receipts) this.#delivery.call(() => onReceipt(receiptOf(wire)), true);
    } else if (frame.cmd === Command.SIGNAL && onSignal) {
      for (const wire of frame.signals) {
        if (wire.type < 4) this.#delivery.call(() => onSignal(signalOf(wire)), true);
      }
    }
  }

  /** @param {any} wire */
  #broken(wire) {
    const reason = /** @type {any} */ (REASONS[wire.reason] ?? "STORE_CHANGED");
    const conversation = wire.conversation && conversationOf(wire.conversation);
    this.#inbox.broken(wire);
    this.#isSyncing = false;
    this.#delivery.call(() => this.#options.onContinuityBroken?.(reason, conversation));
    this.#delivery.call(() => this.#keep());
  }

  /** @param {any} wire a message */
  #pushed(wire) {
    if (wire.seq === 0n) {
      if (!this.#inbox.isKnownLive(wire)) this.#delivery.give(received(wire));
      return;
    }
    const verdict = this.#inbox.arrived(wire);
    const message = received(wire);
    if (verdict === "GAP") {
      if (!this.#isSyncing) this.#link.current?.write({ cmd: Command.SYNC, position: this.#inbox.position() });
      this.#isSyncing = true;
      return;
    }
    if (verdict === "REPEATED") {
      // This server does not know yet what is done with, though another one may have been told.
      this.#delivery.call(() => this.#writeAcknowledgement());
      return;
    }
    this.#isSyncing = false;
    if (verdict === "KNOWN") {
      this.#delivery.call(() => this.acknowledge(message));
    } else if (isShown(wire) && !this.#isPassedOver(message)) {
      this.#delivery.give(message);
    } else if (this.#inbox.passOver(wire)) {
      this.#keep();
    }
  }

  /** @param {ReceivedMessage} message */
  #isPassedOver({ conversation, senderId, clientMsgId }) {
    const isToAnother = conversation.type === "USER" && senderId === this.#user.userId && conversation.id !== senderId;
    return isToAnother && (!this.#options.ownMessages || this.#own.has(clientMsgId));
  }

  /** @param {ReceivedMessage} message */
  acknowledge(message) {
    if (message.seq > 0 && this.#inbox.done(message)) this.#keep();
  }

  /** Keeps what is done with, and then tells the cluster, which may forget it. */
  async #keep() {
    if (this.#isKeeping) return;
    this.#isKeeping = true;
    for (let kept = this.#inbox.kept(); kept !== this.#kept; kept = this.#inbox.kept()) {
      const acknowledgement = this.#inbox.acknowledgement();
      await this.#save("position", kept);
      this.#kept = kept;
      this.#acknowledgement = acknowledgement;
      this.#writeAcknowledgement();
    }
    this.#isKeeping = false;
  }

  #writeAcknowledgement() {
    if (this.#acknowledgement) this.#link.current?.write({ cmd: Command.ACK, position: this.#acknowledgement });
  }

  /** @param {ReceivedMessage} message */
  positionAfter({ seq, messageId }) {
    if (seq === 0) throw invalid("message.seq", 0, "that of an inbox");
    return `${this.#inbox.epoch}:${seq}:${messageId}`;
  }

  /**
   * @param {number | Conversation} to
   * @param {string | OutgoingMessage} message
   * @param {string} [clientMsgId]
   */
  async send(to, message, clientMsgId) {
    if (!this.#started) throw new CimError("4000", "the client is not started; call start() first");
    const conversation = typeof to === "number" ? { type: /** @type {const} */ ("USER"), id: to } : to;
    const whole = typeof message === "string" ? { text: message } : message;
    const id = clientMsgId ?? whole.clientMsgId ?? newId();
    const wire = outgoing(conversation, whole, id);
    await this.#restored;
    const sent = this.#submit(wire);
    if (this.#outbox.has(id) && conversation.type !== "ALL") this.#save(`unsent ${id}`, { to: conversation, message: whole, id, at: this.#sends++ });
    return sent;
  }

  /** @param {ReturnType<typeof outgoing>} message */
  #submit(message) {
    if (message.conversation.type === 0) this.#own.set(message.clientMsgId, true);
    return this.#outbox.submit(message);
  }

  /**
   * @param {number} groupId
   * @param {string} text
   * @param {string} [clientMsgId]
   */
  sendToGroup(groupId, text, clientMsgId) {
    return this.send({ type: "GROUP", id: groupId }, text, clientMsgId);
  }

  /** @param {string} text */
  sendAll(text) {
    return this.send({ type: "ALL", id: 0 }, text);
  }

  /** The ids of the messages that have no outcome yet, also those of an earlier life. */
  unsent() {
    return this.#outbox.ids();
  }

  /**
   * @param {Conversation} of
   * @param {{ before?: number, after?: number, limit?: number }} [range]
   */
  history(of, range) {
    return this.#route.get("/history", { ...placeOf(of), ...range });
  }

  /** @param {{ after?: string, limit?: number }} [page] */
  conversations(page) {
    return this.#route.get("/conversations", { ...page });
  }

  /** @param {{ limit?: number, after?: number }} [page] */
  onlineUsers(page) {
    return this.#route.get("/onlineUser", { ...page, userId: undefined });
  }

  /** @param {{ conversation: Conversation, conversationSeq: number }} message */
  markRead({ conversation, conversationSeq }) {
    const of = toWire(conversation);
    if (conversationSeq > 0) this.#notice((notices) => notices.read(of, conversationSeq));
  }

  /** @param {Conversation} conversation */
  typing(conversation) {
    const of = toWire(conversation);
    this.#notice((notices) => notices.typing(of));
  }

  /** @param {number[]} userIds */
  watchPresence(userIds) {
    const ids = [...new Set(userIds)];
    if (ids.length > 500 || !ids.every((id) => Number.isSafeInteger(id) && id > 0)) {
      throw invalid("userIds", `${ids.length} values`, "at most 500 ids of users");
    }
    this.#notice((notices) => notices.watch(ids));
  }

  /** @param {(notices: import("./notices.js").Notices) => void} work */
  #notice(work) {
    this.#notices ??= import("./notices.js").then(({ Notices }) => {
      const notices = new Notices(this.#clock);
      notices.connected(this.#writeNotice);
      return notices;
    });
    this.#notices.then(work).catch(() => (this.#notices = undefined)); // it could not be loaded now
  }

  /** @param {(frame: object) => void} [write] */
  #noticesTo(write) {
    this.#writeNotice = write;
    this.#notices?.then((notices) => notices.connected(this.#writeNotice));
  }

  logoutEverywhere() {
    return this.#route.post("/logout", {});
  }

  async close() {
    if (this.#isClosing) return;
    this.#isClosing = true;
    const underWay = Promise.all([this.#outbox.seal(this.#cause), this.#delivery.idle().then(() => this.#keep())]);
    await new Promise((resolve) => {
      const cancel = this.#clock.after(GRACE, () => resolve(0));
      underWay.then(() => (cancel(), resolve(0)));
    });
    this.#end();
  }

  /** Ends the client at once, and leaves what is unsent in the store, for a successor. */
  abandon() {
    this.#store = memoryStore();
    this.#end();
  }

  #end() {
    this.#link.stop(this.#cause);
    this.#delivery.drop();
    this.#finish("CLOSED", this.#cause);
  }

  /**
   * Makes the last change of state, and ends what still waits.
   * @param {"CLOSED" | "FAILED"} state
   * @param {CimError} cause
   */
  #finish(state, cause) {
    if (this.#state === "CLOSED" || this.#state === "FAILED") return;
    this.#isClosing = true;
    this.#cause = cause;
    this.#forgetPage();
    this.#route.close();
    this.#noticesTo();
    this.#move(state, state === "FAILED" ? cause : undefined);
    this.#outbox.end(cause);
    this.#settleStart(cause);
  }
}
