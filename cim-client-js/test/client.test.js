import assert from "node:assert/strict";
import test from "node:test";
import { Command } from "../src/codec.js";
import { settle } from "./fake-clock.js";
import { connected, fixture } from "./fixture.js";

test("it logs in, takes what waits, and acknowledges it", async () => {
  const it = fixture();
  it.cluster.store(7, { text: "one" });
  it.cluster.store(7, { text: "two" });
  await Promise.all([it.client.start(), settle()]);
  await settle();
  assert.deepEqual(it.texts(), ["one", "two"]);
  assert.deepEqual(it.states, ["CONNECTING", "READY"]);
  assert.equal(it.cluster.user(7).devices.get("js"), 2);
  assert.deepEqual(it.cluster.calls[0].body, { userId: 7, userName: "alice", transport: "ws" });
  assert.equal(it.cluster.calls[0].headers["CIM-Proto"], "3");
  assert.equal(it.cluster.last.url, "ws://route.test:8083/im");
  assert.deepEqual(it.cluster.last.protocols, ["cim.v3"]);
  const [login, ping] = it.cluster.last.frames;
  assert.equal(login.cmd, Command.LOGIN);
  assert.deepEqual({ ...login.properties }, { proto: "3", device: "js", client: "cim-js", features: "conversations" });
  assert.equal(ping.text, "ping");
});

test("a name alone is enough to log in", async () => {
  const it = await connected({ user: { userName: "alice" } });
  assert.deepEqual(it.client.user, { userName: "alice", userId: 7 });
  assert.equal(it.cluster.last.frames[0].id, 7n);
});

test("a message is acknowledged when its listener's promise resolves, and not before", async () => {
  let release;
  const it = await connected({ onMessage: () => new Promise((resolve) => (release = resolve)) });
  it.cluster.store(7);
  await settle();
  assert.equal(it.cluster.user(7).devices.get("js"), 0);
  release();
  await settle();
  assert.equal(it.cluster.user(7).devices.get("js"), 1);
});

test("sends are answered with what became of them", async () => {
  const it = await connected();
  assert.deepEqual(await it.client.send(9, "hi"), { messageId: "1", seq: 1, status: "PUSHED", conversationSeq: 0 });
  assert.equal((await it.client.sendAll("hi all")).status, "SENT");
  assert.equal((await it.client.sendToGroup(5, "hi group")).conversationSeq, 3);
  assert.deepEqual(it.cluster.stored.map(({ text }) => text), ["hi", "hi all", "hi group"]);
});

test("after a loss it connects again, goes on behind the last message, and sends again what has no answer", async () => {
  const it = await connected();
  it.cluster.store(7, { text: "one" });
  await settle();
  it.cluster.intercept = (frame) => frame.cmd === Command.SEND;
  const sent = it.client.send(9, "lost");
  await settle();
  it.cluster.last.fail();
  assert.equal(it.client.state, "RECONNECTING");
  it.cluster.store(7, { text: "two" });
  it.cluster.intercept = () => false;
  await it.clock.advance(300);
  assert.equal((await sent).status, "PUSHED");
  assert.deepEqual(it.texts(), ["one", "two"]);
  assert.match(it.cluster.logins[1].properties.resume, /^e1:1:\d+$/);
});
