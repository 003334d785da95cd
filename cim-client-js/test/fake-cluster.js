import { Command, decode, encode } from "../src/codec.js";

const PAGE = 100;

/** A route and a server in one, which keeps inboxes as CIM does, and whose faults a test chooses. */
export class FakeCluster {
  users = new Map();
  connections = [];
  calls = [];
  logins = [];
  wsUrl = "/im";
  window = 200;
  maxFrame = 262_144;
  features = "conversations";
  pingIntervalMs = 10_000;
  /** Answers of paths, instead of the usual ones. */
  answers = {};
  /** Told of each frame of a client; answers true to have it passed over. */
  intercept = () => false;
  /** Whether new sockets open. */
  isReachable = true;
  refusal = undefined;
  stored = [];

  user(id) {
    if (!this.users.has(id)) {
      this.users.set(id, { id, epoch: "e1", messages: [], devices: new Map(), sent: new Map(), nextId: 1000n + BigInt(id) * 1_000_000n });
    }
    return this.users.get(id);
  }

  fetch = async (url, request) => {
    const path = url.replace(/^https?:\/\/[^/]+/, "");
    const body = request.body === undefined ? undefined : JSON.parse(request.body);
    const call = { url, path, body, headers: request.headers, method: request.method };
    this.calls.push(call);
    const answer = this.answers[path.split("?")[0]];
    const result = typeof answer === "function" ? await answer(call) : answer ?? this.#usual(call);
    if (result instanceof Error) throw result;
    return { status: result.status ?? 200, json: async () => result.json ?? { code: "9000", message: "success", dataBody: result } };
  };

  #usual({ path, body }) {
    if (path === "/login") return { ip: "127.0.0.1", cimServerPort: 1, httpPort: 2, wsUrl: this.wsUrl, userId: body.userId ?? 7 };
    if (path === "/registerAccount") return { userId: 7, userName: body.userName };
    return {};
  }

  socket = (url, protocols) => {
    const connection = new FakeConnection(this, url, protocols);
    this.connections.push(connection);
    return connection.socket;
  };

  /** The connections that are logged in and not closed. */
  get open() {
    return this.connections.filter((of) => of.device && !of.isClosed);
  }

  get last() {
    return this.connections.at(-1);
  }

  /** Stores a message in an inbox, and pushes it. */
  store(receiver, more = {}) {
    const user = this.user(receiver);
    const message = {
      conversation: { type: 0, id: more.senderId ?? 9 },
      senderId: 9,
      senderName: "nina",
      clientMsgId: `m-${user.id}-${user.nextId}`,
      sentAt: 1795514482566,
      messageId: user.nextId++,
      body: new TextEncoder().encode(more.text ?? "hello"),
      ...more,
      seq: BigInt(user.messages.length + 1),
    };
    user.messages.push(message);
    for (const connection of this.open) if (connection.userId === receiver) connection.push();
    return message;
  }
}

class FakeConnection {
  isClosed = false;
  device = undefined;
  userId = 0;
  pushed = 0;
  frames = [];

  constructor(cluster, url, protocols) {
    this.cluster = cluster;
    this.url = url;
    this.protocols = protocols;
    this.socket = {
      binaryType: "blob",
      send: (bytes) => this.#received(bytes),
      close: (code) => {
        this.closedWith = code;
        this.isClosed = true;
      },
      onopen: null,
      onmessage: null,
      onclose: null,
      onerror: null,
    };
    setImmediate(() => (cluster.isReachable ? this.socket.onopen?.() : this.fail(1006)));
  }

  #received(bytes) {
    const frame = decode(Uint8Array.from(bytes));
    if (this.isClosed) return;
    this.frames.push(frame);
    if (this.cluster.intercept(frame, this)) return;
    this.handle(frame);
  }

  handle(frame) {
    if (frame.cmd === Command.LOGIN) this.#login(frame);
    else if (frame.cmd === Command.PING) this.write({ cmd: Command.PING, id: frame.id, text: "pong" });
    else if (frame.cmd === Command.SEND) frame.messages.forEach((message) => this.#send(message));
    else if (frame.cmd === Command.ACK) this.#acknowledge(frame.position);
    else if (frame.cmd === Command.SYNC) {
      this.pushed = Number(frame.position.seq);
      this.push();
    }
  }

  #login(frame) {
    const { cluster } = this;
    cluster.logins.push(frame);
    if (cluster.refusal) {
      this.write({ cmd: Command.LOGIN_ACK, loginAck: cluster.refusal });
      this.fail(1008);
      return;
    }
    this.userId = Number(frame.id);
    this.device = frame.properties.device;
    const user = cluster.user(this.userId);
    const acked = user.devices.get(this.device) ?? 0;
    if (!user.devices.has(this.device)) user.devices.set(this.device, acked);
    const [epoch, seq] = (frame.properties.resume ?? "").split(":");
    this.pushed = epoch === user.epoch ? Number(seq) : acked;
    this.write({
      cmd: Command.LOGIN_ACK,
      loginAck: {
        code: "9000", sessionId: "1", epoch: user.epoch, ackedSeq: acked, headSeq: user.messages.length,
        pingIntervalMs: cluster.pingIntervalMs, maxFrame: cluster.maxFrame, window: cluster.window, features: cluster.features,
      },
    });
    this.push();
  }

  #acknowledge({ epoch, seq }) {
    const user = this.cluster.user(this.userId);
    if (epoch !== user.epoch || Number(seq) > this.pushed) return;
    user.devices.set(this.device, Math.max(user.devices.get(this.device), Number(seq)));
    this.push();
  }

  push() {
    const user = this.cluster.user(this.userId);
    const acked = user.devices.get(this.device);
    const to = Math.min(user.messages.length, acked + this.cluster.window);
    while (!this.isClosed && this.pushed < to) {
      const messages = user.messages.slice(this.pushed, Math.min(to, this.pushed + PAGE));
      this.pushed += messages.length;
      this.write({ cmd: Command.PUSH, messages });
    }
  }

  #send(message) {
    const { cluster } = this;
    const user = cluster.user(this.userId);
    let answer = user.sent.get(message.clientMsgId);
    if (!answer) {
      cluster.stored.push({ ...message, senderId: this.userId, text: new TextDecoder().decode(message.body) });
      answer = { clientMsgId: message.clientMsgId, code: "9000", messageId: BigInt(cluster.stored.length), seq: cluster.stored.length, status: 1 };
      if (message.conversation.type === 1) Object.assign(answer, { seq: 0, status: 0, conversationSeq: cluster.stored.length });
      if (message.conversation.type === 2) Object.assign(answer, { messageId: 0n, seq: 0, status: 0 });
      user.sent.set(message.clientMsgId, answer);
    }
    this.write({ cmd: Command.SEND_ACK, sendAcks: [answer] });
  }

  write(frame) {
    if (this.isClosed) return;
    const bytes = encode(frame);
    this.socket.onmessage?.({ data: bytes.buffer });
  }

  /** The connection is gone, and the client hears of it. */
  fail(code = 1006, reason = "") {
    if (this.isClosed) return;
    this.isClosed = true;
    this.socket.onclose?.({ code, reason });
  }

  of(command) {
    return this.frames.filter((frame) => frame.cmd === command);
  }
}
