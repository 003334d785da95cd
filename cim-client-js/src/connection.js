import { Command, decode, encode } from "./codec.js";
import { CimError, cimError, unavailable } from "./error.js";

const LOGIN_TIMEOUT = 10_000;
const ANSWER_WITHIN = 10_000;
const ANSWER_SOON = 3_000;

/**
 * One socket: logs in, pings, and ends once. What ends it acts at once; the socket's own end may come much later.
 *
 * @typedef {{ accepted(ack: any): void, frame(frame: any): void, ended(cause: CimError): void }} Events
 */
export class Connection {
  isAccepted = false;
  isOver = false;
  #socket;
  #clock;
  #events;
  #userId;
  /** @type {CimError | undefined} */
  #problem;
  #lastRead = 0;
  #lastWrite = 0;
  #interval = ANSWER_WITHIN;
  #cancelTick = () => {};
  /** @type {(() => void) | undefined} */
  #cancelDeadline;
  #deadline = 0;

  /**
   * @param {import("../types.js").SocketLike} socket
   * @param {object} login the frame that logs in
   * @param {import("./clock.js").Clock} clock
   * @param {Events} events
   */
  constructor(socket, login, clock, events) {
    this.#socket = socket;
    this.#clock = clock;
    this.#events = events;
    this.#userId = /** @type {any} */ (login).id;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.write(login);
      this.write(this.#ping());
    };
    socket.onmessage = ({ data }) => this.#read(data);
    socket.onerror = () => {}; // a close follows, which says more
    socket.onclose = ({ code, reason }) =>
      this.end(this.#problem ?? unavailable(`the connection was closed (${code ?? 1006}${reason ? ` ${reason}` : ""})`));
    this.#cancelDeadline = clock.after(LOGIN_TIMEOUT, () =>
      this.end(unavailable(`the server did not accept the login within ${LOGIN_TIMEOUT / 1000} s`)),
    );
  }

  #ping() {
    return { cmd: Command.PING, id: this.#userId, text: "ping" };
  }

  /** @param {object} frame */
  write(frame) {
    this.writeBytes(encode(frame));
  }

  /** @param {Uint8Array} bytes */
  writeBytes(bytes) {
    if (this.isOver) return;
    this.#lastWrite = this.#clock.now();
    this.#socket.send(bytes);
  }

  /** @param {unknown} data */
  #read(data) {
    if (this.isOver) return;
    try {
      if (!(data instanceof ArrayBuffer)) throw new CimError("4000", "the server sent a text, not a frame");
      this.#take(decode(new Uint8Array(data)));
    } catch (e) {
      this.end(e instanceof CimError ? e : new CimError("4000", `the server sent what is no frame (${e})`, { cause: e }));
    }
  }

  /** @param {any} frame */
  #take(frame) {
    if (!this.isAccepted) {
      if (frame.cmd === Command.LOGIN_ACK) this.#answered(frame.loginAck);
      return;
    }
    this.#lastRead = this.#clock.now();
    this.#cancelDeadline?.();
    this.#cancelDeadline = undefined;
    if (frame.cmd === Command.PING) {
      if (frame.text !== "pong") this.write({ cmd: Command.PING, id: this.#userId, text: "pong" });
    } else if (frame.cmd === Command.ERROR) {
      this.#problem = new CimError(frame.problem?.code ?? "4000", frame.problem?.text ?? "failure");
    } else {
      this.#events.frame(frame);
    }
  }

  /** @param {any} ack */
  #answered(ack) {
    if (ack?.code !== "9000") {
      this.end(new CimError(ack?.code || "4000", ack?.text || "the server refused the login"));
      return;
    }
    this.#cancelDeadline?.();
    this.#cancelDeadline = undefined;
    this.isAccepted = true;
    this.#interval = ack.pingIntervalMs || this.#interval;
    this.#lastRead = this.#clock.now();
    this.#tick();
    this.#events.accepted(ack);
  }

  /** Pings when nothing was written or read for a while. A timer that comes late has slept with the machine or page. */
  #tick() {
    const due = this.#clock.now() + this.#interval / 2;
    this.#cancelTick = this.#clock.after(this.#interval / 2, () => {
      const now = this.#clock.now();
      if (now - due > ANSWER_SOON) this.probe();
      else if (now - Math.min(this.#lastWrite, this.#lastRead) >= this.#interval) this.#probe(ANSWER_WITHIN);
      if (!this.isOver) this.#tick();
    });
  }

  /** Finds out soon whether the connection still lives. */
  probe() {
    if (this.isAccepted) this.#probe(ANSWER_SOON);
  }

  /**
   * @param {number} within
   * @param {boolean} [isLast]
   */
  #probe(within, isLast = false) {
    const due = this.#clock.now() + within;
    if (!this.#cancelDeadline || this.#deadline > due) {
      this.#cancelDeadline?.();
      this.#deadline = due;
      this.#cancelDeadline = this.#clock.after(within, () => {
        this.#cancelDeadline = undefined;
        // After a sleep the answer may stand behind this timer.
        if (!isLast && this.#clock.now() - due > ANSWER_SOON / 3) this.#probe(ANSWER_SOON, true);
        else this.end(unavailable(`nothing came from the server within ${within} ms after a ping`));
      });
    }
    if (!isLast) this.write(this.#ping());
  }

  /**
   * Ends the connection.
   * @param {unknown} cause
   */
  end(cause) {
    if (this.isOver) return;
    this.isOver = true;
    this.#cancelTick();
    this.#cancelDeadline?.();
    const socket = this.#socket;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close(1000);
    this.#events.ended(cimError(cause));
  }
}
