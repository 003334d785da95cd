import assert from "node:assert/strict";
import test from "node:test";
import { Command } from "../src/codec.js";
import { settle } from "./fake-clock.js";
import { connected, fixture } from "./fixture.js";

/** What a page tells its scripts. */
function fakePage() {
  const page = new EventTarget();
  page.document = new EventTarget();
  page.document.visibilityState = "visible";
  page.tell = (name) => page.dispatchEvent(new Event(name));
  page.show = (state) => {
    page.document.visibilityState = state;
    page.document.dispatchEvent(new Event("visibilitychange"));
  };
  return page;
}

test("attempts go on with growing pauses, and each is told", async () => {
  const told = [];
  const it = fixture({ onAttemptFailed: (n, cause, delay) => told.push([n, cause.code, delay]) });
  it.cluster.isReachable = false;
  it.client.start().catch(() => {});
  await it.clock.advance(60_000);
  assert.deepEqual(told.slice(0, 4), [[1, "4000", 250], [2, "4000", 500], [3, "4000", 1_000], [4, "4000", 2_000]]);
  assert.equal(told.at(-1)[2], 15_000);
  it.cluster.isReachable = true;
  await it.clock.advance(15_000);
  assert.equal(it.client.state, "READY");
});

test("a short connection does not begin the pauses anew, one of ten seconds does", async () => {
  const it = await connected();
  for (let i = 0; i < 4; i++) {
    it.cluster.last.fail();
    await it.clock.advance(250 * 2 ** i);
    assert.equal(it.client.state, "READY");
  }
  await it.clock.advance(10_000);
  it.cluster.last.fail();
  await it.clock.advance(250);
  assert.equal(it.client.state, "READY");
});

test("after the allowed attempts it gives up and says why", async () => {
  const it = fixture({ maxReconnects: 2 });
  it.cluster.isReachable = false;
  const started = it.client.start();
  const refused = assert.rejects(started, { code: "7200", message: /after 2 attempts.*closed \(1006\)/ });
  await it.clock.advance(10_000);
  await refused;
  assert.equal(it.client.state, "FAILED");
});

for (const code of ["9100", "3000", "9101"]) {
  test(`a login refused with ${code} by the route or the server is final`, async () => {
    const byRoute = fixture();
    byRoute.cluster.answers["/login"] = { json: { code, message: "no" } };
    await assert.rejects(byRoute.client.start(), { code, message: "no" });
    const byServer = fixture();
    byServer.cluster.refusal = { code, text: "no" };
    await assert.rejects(byServer.client.start(), { code, message: "no" });
    assert.deepEqual(byServer.states, ["CONNECTING", "FAILED"]);
  });
}

test("5000 may be the page of before its reload: it is final after 15 s only", async () => {
  const it = fixture();
  it.cluster.refusal = { code: "5000", text: "logged in already" };
  const started = it.client.start();
  started.catch(() => {});
  await it.clock.advance(14_000);
  assert.equal(it.client.state, "CONNECTING");
  it.cluster.refusal = undefined;
  await it.clock.advance(15_000);
  assert.equal(it.client.state, "READY");

  const other = fixture();
  other.cluster.refusal = { code: "5000", text: "logged in already" };
  const failed = assert.rejects(other.client.start(), { code: "5000" });
  await other.clock.advance(35_000);
  await failed;
});

test("after a loss 5000 is its own old session: it is tried again", async () => {
  const it = await connected();
  it.cluster.refusal = { code: "5000", text: "logged in already" };
  it.cluster.last.fail();
  await it.clock.advance(60_000);
  assert.equal(it.client.state, "RECONNECTING");
  it.cluster.refusal = undefined;
  await it.clock.advance(15_000);
  assert.equal(it.client.state, "READY");
});

test("a kick ends the client, and tells why", async () => {
  let cause;
  const it = await connected({ onState: (change) => (cause = change.cause) });
  it.cluster.last.write({ cmd: Command.KICK, problem: { code: "5000", text: "logged in again elsewhere" } });
  assert.equal(it.client.state, "FAILED");
  assert.equal(cause.code, "5000");
  await it.clock.advance(60_000);
  assert.equal(it.cluster.connections.length, 1);
  await assert.rejects(it.client.send(9, "x"), { code: "5000" });
});

test("a token that nobody can renew is final, with a password it is not", async () => {
  const it = fixture({ token: "old" });
  it.cluster.answers["/login"] = { status: 401, json: { code: "9102", message: "expired" } };
  await assert.rejects(it.client.start(), { code: "9102" });
  assert.equal(it.cluster.calls[0].headers.Authorization, "Bearer old");
  const other = fixture({ password: "secret" });
  other.cluster.refusal = { code: "9102", text: "expired" };
  other.client.start();
  await other.clock.advance(1_000);
  other.cluster.refusal = undefined;
  await other.clock.advance(15_000);
  assert.equal(other.client.state, "READY");
});

test("a server that asks to be left is left when the next one has accepted", async () => {
  const it = await connected();
  const [before] = it.cluster.connections;
  it.cluster.store(7, { text: "one" });
  before.write({ cmd: Command.GO_AWAY, goAway: { delayMs: 250 } });
  await it.clock.advance(240);
  assert.equal(it.cluster.connections.length, 1);
  it.cluster.intercept = (frame) => frame.cmd === Command.LOGIN;
  await it.clock.advance(20);
  assert.equal(it.cluster.connections.length, 2);
  assert.equal(before.isClosed, false);
  it.cluster.store(7, { text: "two" });
  it.cluster.intercept = () => false;
  it.cluster.last.handle(it.cluster.last.frames[0]);
  await settle();
  assert.equal(before.isClosed, true);
  it.cluster.store(7, { text: "three" });
  await it.clock.advance(10);
  assert.deepEqual(it.texts(), ["one", "two", "three"]);
  assert.deepEqual(it.states, ["CONNECTING", "READY"]);
});

test("a message to everyone that both connections bring is given once", async () => {
  const it = await connected();
  const [before] = it.cluster.connections;
  const live = { cmd: Command.PUSH, messages: [{ conversation: { type: 2 }, senderId: 9, clientMsgId: "x", sentAt: 5, body: Uint8Array.of(65) }] };
  before.write(live);
  before.write({ cmd: Command.GO_AWAY, goAway: { delayMs: 0 } });
  await it.clock.advance(10);
  it.cluster.last.write(live);
  await settle();
  assert.deepEqual(it.texts(), ["A"]);
  it.cluster.last.write(live); // over one connection it is two messages
  await settle();
  assert.deepEqual(it.texts(), ["A", "A"]);
});

test("a URL of its own that is chosen again means to stay", async () => {
  const it = fixture();
  it.cluster.wsUrl = "wss://im-1.test/im";
  it.client.start();
  await it.clock.advance(10);
  assert.equal(it.cluster.last.url, "wss://im-1.test/im");
  it.cluster.last.write({ cmd: Command.GO_AWAY, goAway: { delayMs: 0 } });
  await it.clock.advance(100);
  assert.equal(it.cluster.connections.length, 1);
  it.cluster.wsUrl = "wss://im-2.test/im";
  it.cluster.last.write({ cmd: Command.GO_AWAY, goAway: { delayMs: 0 } });
  await it.clock.advance(100);
  assert.equal(it.cluster.open.length, 1);
  assert.equal(it.cluster.last.url, "wss://im-2.test/im");
});

test("the kick that a move brings about, and a loss during it, are not final", async () => {
  const it = await connected();
  const [before] = it.cluster.connections;
  it.cluster.intercept = (frame) => frame.cmd === Command.LOGIN;
  before.write({ cmd: Command.GO_AWAY, goAway: { delayMs: 0 } });
  await it.clock.advance(10);
  before.write({ cmd: Command.KICK, problem: { code: "5000", text: "logged in again" } });
  assert.equal(it.client.state, "RECONNECTING");
  it.cluster.intercept = () => false;
  it.cluster.last.handle(it.cluster.last.frames[0]);
  await settle();
  assert.equal(it.client.state, "READY");
  assert.equal(it.cluster.connections.length, 2);
});

test("it pings a server that says nothing, and leaves one that does not answer", async () => {
  const it = await connected();
  await it.clock.advance(60_000);
  assert.equal(it.client.state, "READY");
  assert.ok(it.cluster.last.of(Command.PING).length >= 4);
  it.cluster.intercept = (frame) => frame.cmd === Command.PING;
  await it.clock.advance(25_000);
  assert.equal(it.cluster.connections.length, 2);
  assert.equal(it.cluster.connections[0].closedWith, 1000);
});

test("a ping of the server is answered", async () => {
  const it = await connected();
  it.cluster.last.write({ cmd: Command.PING, text: "ping" });
  assert.equal(it.cluster.last.frames.at(-1).text, "pong");
});

test("after a sleep it asks at once whether the connection lives, with three seconds for the answer", async () => {
  const it = await connected();
  it.clock.sleep(600_000);
  it.cluster.intercept = (frame) => frame.cmd === Command.PING;
  await it.clock.advance(1);
  await it.clock.advance(2_900);
  assert.equal(it.cluster.connections.length, 1);
  await it.clock.advance(400);
  assert.equal(it.cluster.connections.length, 2);
});

test("an answer that stands behind a timer which came late still counts", async () => {
  const it = await connected();
  let held = [];
  it.cluster.intercept = (frame, connection) => {
    if (frame.cmd !== Command.PING) return false;
    held.push(() => connection.handle(frame));
    return true;
  };
  await it.clock.advance(10_500); // the ping has left, its deadline runs
  assert.equal(held.length > 0, true);
  it.clock.sleep(60_000);
  await it.clock.advance(0);
  held.forEach((answer) => answer());
  await it.clock.advance(1_000);
  assert.equal(it.cluster.connections.length, 1);
  assert.equal(it.client.state, "READY");
});

for (const event of ["online", "pageshow", "visibilitychange"]) {
  test(`${event} ends a pause, and asks whether a connection lives`, async () => {
    const page = fakePage();
    const it = fixture({ backoff: { first: 15_000, longest: 15_000 } }, { page });
    const tell = () => (event === "visibilitychange" ? page.show("visible") : page.tell(event));
    it.client.start();
    await settle();
    const pings = it.cluster.last.of(Command.PING).length;
    tell();
    assert.equal(it.cluster.last.of(Command.PING).length, pings + 1);
    it.cluster.last.fail();
    await it.clock.advance(100);
    tell();
    await settle();
    assert.equal(it.client.state, "READY");
    assert.equal(it.cluster.connections.length, 2);
  });
}

test("a page that is hidden does nothing at visibilitychange", async () => {
  const page = fakePage();
  const it = await connected({}, { page });
  const frames = it.cluster.last.frames.length;
  page.show("hidden");
  assert.equal(it.cluster.last.frames.length, frames);
});

test("a page that is left closes its connection, and connects when it comes back", async () => {
  const page = fakePage();
  const it = await connected({}, { page });
  page.tell("pagehide");
  assert.equal(it.cluster.last.isClosed, true);
  assert.equal(it.client.state, "RECONNECTING");
  await it.clock.advance(60_000);
  assert.equal(it.cluster.connections.length, 1);
  page.tell("pageshow");
  await settle();
  assert.equal(it.client.state, "READY");
});

test("a socket that never opens, and a server that never answers, are given up", async () => {
  const it = fixture({ random: () => 0 });
  it.cluster.intercept = () => true;
  it.client.start();
  await it.clock.advance(9_900);
  assert.equal(it.cluster.connections.length, 1);
  await it.clock.advance(1_000);
  assert.equal(it.cluster.connections.length, 2);
  assert.equal(it.cluster.connections[0].isClosed, true);
});

test("what a socket says after it was given up counts for nothing", async () => {
  const it = await connected();
  const [first] = it.cluster.connections;
  const { onmessage, onclose } = first.socket;
  first.socket.onmessage({ data: Uint8Array.of(0x0a, 9).buffer });
  assert.equal(it.client.state, "RECONNECTING");
  await it.clock.advance(300);
  assert.equal(it.client.state, "READY");
  onclose?.({ code: 1006 });
  onmessage?.({ data: new ArrayBuffer(0) });
  assert.equal(it.client.state, "READY");
  assert.equal(first.socket.onclose, null);
});

test("a text frame, and what is no frame, end the connection with a clear cause", async () => {
  for (const [data, words] of [["hello", /a text, not a frame/], [Uint8Array.of(0x0a, 9).buffer, /no frame/]]) {
    const causes = [];
    const it = await connected({ onState: ({ cause }) => cause && causes.push(cause.message) });
    it.cluster.last.socket.onmessage({ data });
    assert.match(causes[0], words);
  }
});

test("a server that closes says why", async () => {
  const causes = [];
  const it = await connected({ onState: ({ cause }) => cause && causes.push(cause) });
  it.cluster.last.write({ cmd: Command.ERROR, problem: { code: "6000", text: "too slow" } });
  it.cluster.last.fail(4003, "slow");
  assert.deepEqual([causes[0].code, causes[0].message], ["6000", "too slow"]);
  await it.clock.advance(300);
  it.cluster.last.fail(1001, "stopping");
  assert.match(causes[1].message, /closed \(1001 stopping\)/);
});

test("a cluster without WebSocket, and one that knows no names, are told in words", async () => {
  const told = [];
  const it = fixture({ onAttemptFailed: (n, cause) => told.push(cause.message) });
  it.cluster.wsUrl = undefined;
  it.client.start();
  await settle();
  assert.match(told[0], /cim\.server\.ws-url/);
  const other = fixture({ user: { userName: "alice" } });
  other.cluster.answers["/login"] = { ip: "x", cimServerPort: 1, wsUrl: "/im" };
  await assert.rejects(other.client.start(), { code: "3000", message: /knows no login by name/ });
});

test("when a route does not answer the next one is asked", async () => {
  const it = fixture({ routeUrl: ["http://one.test:1", "https://two.test:2/"] });
  const { fetch } = it.cluster;
  it.cluster.answers["/login"] = ({ url }) => (url.startsWith("http://one") ? new TypeError("fetch failed") : { wsUrl: "/im" });
  it.client.start();
  await settle();
  assert.equal(it.client.state, "READY");
  assert.equal(it.cluster.last.url, "wss://two.test:2/im");
  assert.ok(fetch);
});

test("close lets what is under way end, and ends what is left over", async () => {
  const it = await connected();
  const acks = [];
  it.cluster.intercept = (frame, connection) => frame.cmd === Command.SEND && acks.push(() => connection.handle(frame)) > 0;
  const answered = it.client.send(9, "a");
  await settle();
  const closed = it.client.close();
  await settle();
  await assert.rejects(it.client.send(9, "b"), { message: /closed/ });
  acks.forEach((ack) => ack());
  await settle();
  await closed;
  assert.equal((await answered).status, "PUSHED");
  assert.equal(it.client.state, "CLOSED");
  assert.equal(it.cluster.last.isClosed, true);
  assert.equal(it.clock.waiting, 0);
  await assert.rejects(it.client.start().then(() => it.client.send(9, "x")), { message: /closed/ });
});

test("close without an answer leaves sends unknown, and a start that never ended fails", async () => {
  const it = await connected();
  it.cluster.intercept = (frame) => frame.cmd === Command.SEND;
  const sent = it.client.send(9, "a");
  await settle();
  const closed = it.client.close();
  await it.clock.advance(3_000);
  await closed;
  assert.equal((await sent).status, "UNKNOWN");
  const other = fixture();
  other.cluster.isReachable = false;
  const started = assert.rejects(other.client.start(), { message: /closed/ });
  await settle();
  await other.client.close();
  await started;
});
