import { systemClock } from "./clock.js";
import { CimError, invalid, unavailable } from "./error.js";

const TIMEOUT = 5_000;

/** Asks a route of the cluster over HTTP. When one of several does not answer, the next is asked. */
export class Route {
  /** @type {string | undefined} */
  token;
  /** @type {number | undefined} */
  userId;
  /** @type {string | undefined} */
  password;
  /** @param {string} token */
  onToken = (token) => {};
  #oldAt = Infinity;
  #cancelRefresh = () => {};
  #urls;
  #current = 0;
  #fetch;
  #clock;

  /**
   * @param {string | string[]} urls
   * @param {typeof fetch} [fetchLike]
   * @param {import("./clock.js").Clock} [clock]
   */
  constructor(urls, fetchLike = (...request) => fetch(...request), clock = systemClock) {
    this.#urls = [urls].flat().map((url) => {
      if (!/^https?:\/\/./.test(url)) throw invalid("routeUrl", url, "a URL such as http://host:8083/");
      return url.replace(/\/+$/, "");
    });
    this.#fetch = fetchLike;
    this.#clock = clock;
  }

  /**
   * Logs in and remembers the token. The answer's `url` is where the socket connects to; `place` is the server, or
   * empty where the same URL is for all of them.
   * @param {{ userId?: number, userName?: string }} user
   */
  async login(user) {
    const body = { ...user, password: this.password, transport: "ws" };
    const server = await this.#ask("/login", body, { anonymous: this.password !== undefined });
    this.userId = user.userId ?? server.userId;
    if (this.userId === undefined) throw invalid("userId", undefined, "an id; this cluster knows no login by name");
    if (server.token) this.#keep(server);
    if (!server.wsUrl) throw new CimError("4000", "this cluster takes no WebSocket (see cim.server.ws-url)");
    const origin = this.#urls[this.#current].replace(/^http(s?:\/\/[^/]+).*/, "ws$1");
    if (server.wsUrl.startsWith("/")) return { url: origin + server.wsUrl, place: "" };
    return { url: server.wsUrl, place: server.ip + server.cimServerPort + server.wsUrl };
  }

  /** @param {{ token: string, tokenSeconds: number }} answer */
  #keep({ token, tokenSeconds }) {
    this.token = token;
    const young = Math.min(tokenSeconds * 800, 2 ** 31 - 1);
    this.#oldAt = this.#clock.now() + young;
    this.#cancelRefresh();
    this.#cancelRefresh = this.#clock.after(young, () => this.refresh());
    this.onToken(token);
  }

  /** Exchanges a token that becomes old. One that cannot be exchanged now stays, as it may have some time left. */
  async refresh() {
    if (this.#clock.now() < this.#oldAt) return;
    this.#oldAt = this.#clock.now() + 10_000;
    const { userId, password } = this;
    try {
      this.#keep(await this.#ask("/token", { userId, password }, { anonymous: password !== undefined }));
    } catch {
      this.#cancelRefresh();
      this.#cancelRefresh = this.#clock.after(10_000, () => this.refresh());
    }
  }

  close() {
    this.#cancelRefresh();
    this.#oldAt = Infinity;
  }

  /**
   * @param {string} path
   * @param {Record<string, unknown>} body
   * @param {{ once?: boolean }} [how] `once`: a repetition would do something again
   * @returns {Promise<any>}
   */
  async post(path, body, how) {
    await this.refresh();
    return this.#ask(path, { userId: this.userId, ...body }, how);
  }

  /**
   * @param {string} path
   * @param {Record<string, unknown>} query
   * @returns {Promise<any>}
   */
  async get(path, query) {
    await this.refresh();
    const pairs = Object.entries({ userId: this.userId, ...query }).filter(([, value]) => value !== undefined && value !== null);
    return this.#ask(`${path}?${pairs.map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`).join("&")}`);
  }

  /**
   * @param {string} path
   * @param {object} [body] none for GET
   * @param {{ once?: boolean, anonymous?: boolean }} [how]
   */
  async #ask(path, body, { once = false, anonymous = false } = {}) {
    for (let left = once ? 1 : this.#urls.length; ; left--) {
      const at = this.#current;
      try {
        return await this.#send(this.#urls[at], path, body, anonymous ? undefined : this.token);
      } catch (e) {
        if (!(e instanceof CimError && e.unavailable)) throw e;
        if (this.#current === at) this.#current = (at + 1) % this.#urls.length;
        if (left <= 1) throw e;
      }
    }
  }

  /**
   * @param {string} url
   * @param {string} path
   * @param {object} [body]
   * @param {string} [token]
   */
  async #send(url, path, body, token) {
    /** @type {Record<string, string>} */
    const headers = { "CIM-Proto": "3" };
    if (body) headers["Content-Type"] = "application/json";
    if (token) headers.Authorization = `Bearer ${token}`;
    const abort = new AbortController();
    const cancel = this.#clock.after(TIMEOUT, () => abort.abort());
    let status = 0;
    let answer;
    try {
      const response = await this.#fetch(url + path, {
        method: body ? "POST" : "GET",
        headers,
        body: body && JSON.stringify(body),
        credentials: "omit",
        signal: abort.signal,
      });
      status = response.status;
      answer = await response.json();
    } catch (e) {
      throw unavailable(status ? `${url} answered HTTP ${status}, not CIM` : `${url} does not answer (${e})`, e);
    } finally {
      cancel();
    }
    if (answer.code === "9000") return answer.dataBody;
    throw new CimError(String(answer.code ?? "4000"), answer.message ?? `${url} answered HTTP ${status}`);
  }
}

/**
 * Makes an account. A name that exists answers its own account, so that a repeat changes nothing.
 * @param {string} routeUrl
 * @param {string} name
 * @param {string} [password]
 * @returns {Promise<{ userId: number, userName: string }>}
 */
export function register(routeUrl, name, password) {
  return new Route(routeUrl).post("/registerAccount", { userName: name, password });
}
