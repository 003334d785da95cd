import { Command } from "./codec.js";
import { CimError, cimError, unavailable } from "./error.js";
import { Connection } from "./connection.js";

const STEADY = 10_000;
const OURSELVES = 15_000;

/**
 * Keeps a connection: connects, connects again after a loss, moves when a server asks for it, and ends when trying
 * again is of no use.
 *
 * @typedef {{
 *   clock: import("./clock.js").Clock,
 *   backoff: (step: number) => number,
 *   maxReconnects: number,
 *   hasPassword: boolean,
 *   server: () => Promise<{ url: string, place: string }>,
 *   socket: (url: string, protocols: string[]) => import("../types.js").SocketLike,
 *   login: () => object,
 *   accepted: (connection: Connection, ack: any) => void,
 *   frame: (frame: any) => void,
 *   lost: (cause: CimError) => void,
 *   attemptFailed: (attempt: number, cause: CimError, delay: number) => void,
 *   gaveUp: (cause: CimError) => void,
 * }} LinkOptions
 */
export class Link {
  /** @type {Connection | undefined} */
  current;
  #place = "";
  #o;
  /** The attempt under way, if there is one. */
  #attempt = /** @type {{ connection?: Connection, isMove: boolean } | undefined} */ (undefined);
  #isStopped = false;
  #isAway = false;
  #wasReady = false;
  #startedAt = 0;
  #attempts = 0;
  #retries = 0;
  #step = 0;
  #cancelRetry = () => {};
  #cancelSteady = () => {};
  #cancelMove = () => {};

  /** @param {LinkOptions} options */
  constructor(options) {
    this.#o = options;
  }

  start() {
    this.#startedAt = this.#o.clock.now();
    this.#connect();
  }

  /** @param {CimError} cause */
  stop(cause) {
    this.#isStopped = true;
    this.#halt(cause);
  }

  /** @param {CimError} cause */
  #halt(cause) {
    this.#cancelRetry();
    this.#cancelSteady();
    this.#cancelMove();
    const connections = [this.#attempt?.connection, this.current];
    this.#attempt = this.current = undefined;
    for (const connection of connections) connection?.end(cause);
  }

  /** The page is hidden for good, or kept aside by the browser. */
  leave() {
    if (this.#isStopped) return;
    this.#isAway = true;
    const cause = unavailable("the page was left");
    const wasReady = this.current !== undefined;
    this.#halt(cause);
    if (wasReady) this.#o.lost(cause);
  }

  /** The page, the network or the machine is back: a connection that is dead is found soon, a pause ends. */
  wake() {
    this.#isAway = false;
    if (this.#isStopped || this.#startedAt === 0) return;
    if (this.current) {
      this.current.probe();
    } else if (!this.#attempt) {
      this.#cancelRetry();
      this.#connect();
    }
  }

  async #connect(isMove = false) {
    if (this.#isStopped || this.#attempt || this.#isAway) return;
    /** @type {{ connection?: Connection, isMove: boolean }} */
    const attempt = { isMove };
    this.#attempt = attempt;
    if (!isMove) this.#attempts++;
    try {
      const server = await this.#o.server();
      if (this.#attempt !== attempt) return;
      if (this.current && server.place && server.place === this.#place) {
        this.#attempt = undefined; // the same server is chosen: stay
        return;
      }
      const connection = new Connection(this.#o.socket(server.url, ["cim.v3"]), this.#o.login(), this.#o.clock, {
        accepted: (ack) => this.#accepted(connection, server.place, ack),
        frame: (frame) => this.#frame(connection, frame),
        ended: (cause) => this.#ended(connection, cause),
      });
      attempt.connection = connection;
    } catch (e) {
      if (this.#attempt === attempt) this.#failed(cimError(e));
    }
  }

  /**
   * @param {Connection} connection
   * @param {string} place
   * @param {any} ack
   */
  #accepted(connection, place, ack) {
    const before = this.current;
    this.current = connection;
    this.#place = place;
    this.#attempt = undefined;
    this.#wasReady = true;
    this.#attempts = this.#retries = 0;
    this.#cancelSteady();
    this.#cancelSteady = this.#o.clock.after(STEADY, () => (this.#step = 0));
    this.#o.accepted(connection, ack);
    before?.end(unavailable("the client has moved"));
  }

  /**
   * @param {Connection} connection
   * @param {any} frame
   */
  #frame(connection, frame) {
    if (frame.cmd === Command.KICK) {
      const kicked = new CimError(frame.problem?.code ?? "4000", frame.problem?.text ?? "the server ended the session");
      // While the client moves, the successor of its session is most likely its own.
      if (this.#attempt?.isMove && kicked.code === "5000") connection.end(kicked);
      else this.#giveUp(kicked);
    } else if (frame.cmd === Command.GO_AWAY) {
      this.#cancelMove();
      this.#cancelMove = this.#o.clock.after(frame.goAway?.delayMs ?? 0, () => {
        if (connection === this.current) this.#connect(true);
      });
    } else {
      this.#o.frame(frame);
    }
  }

  /**
   * @param {Connection} connection
   * @param {CimError} cause
   */
  #ended(connection, cause) {
    if (this.#attempt?.connection === connection) {
      this.#failed(cause);
    } else if (connection === this.current) {
      this.current = undefined;
      this.#cancelSteady();
      this.#o.lost(cause);
      if (!this.#attempt) this.#retry(cause); // else the attempt to move is the next one
    }
  }

  /** @param {CimError} cause */
  #failed(cause) {
    this.#attempt = undefined;
    if (this.current) return; // not moved
    if (this.#isPointless(cause.code)) {
      this.#giveUp(cause);
      return;
    }
    const attempt = this.#attempts;
    const delay = this.#retry(cause);
    if (delay !== undefined) this.#o.attemptFailed(attempt, cause, delay);
  }

  /**
   * Whether trying again is of no use. After a loss, 5000 mostly means our own old session, whose end the server has
   * not noticed yet. On a first login it means that of the page before its reload, or somebody else's.
   * @param {string} code
   */
  #isPointless(code) {
    if (code === "5000") return !this.#wasReady && this.#o.clock.now() - this.#startedAt >= OURSELVES;
    if (code === "9102" || code === "9103") return !this.#o.hasPassword;
    return code === "9100" || code === "3000" || code === "9101";
  }

  /** @param {CimError} cause */
  #retry(cause) {
    if (this.#retries >= this.#o.maxReconnects) {
      const n = this.#retries;
      this.#giveUp(n ? new CimError("7200", `gave up after ${n} attempts to connect again: ${cause.message}`, { cause }) : cause);
      return undefined;
    }
    this.#retries++;
    const delay = this.#o.backoff(++this.#step);
    this.#cancelRetry = this.#o.clock.after(delay, () => this.#connect());
    return delay;
  }

  /** @param {CimError} cause */
  #giveUp(cause) {
    this.stop(cause);
    this.#o.gaveUp(cause);
  }
}
