import assert from "node:assert/strict";
import test from "node:test";
import { Command } from "../src/codec.js";
import { CimError, memoryStore } from "../src/index.js";
import { settle } from "./fake-clock.js";
import { FakeCluster } from "./fake-cluster.js";
import { FakeClock } from "./fake-clock.js";
import { connected, fixture } from "./fixture.js";
import { generator } from "./random.js";

const acked = (it, device = "js") => it.cluster.user(7).devices.get(device);

test("messages are given one at a time, in order, also when the listener takes its time", async () => {
  let inside = 0;
  const order = [];
  const it = await connected({
    async onMessage({ text }) {
      assert.equal(++inside, 1);
      await settle();
      order.push(text);
      inside--;
    },
  });
  for (const text of ["a", "b", "c"]) it.cluster.store(7, { text });
  for (let i = 0; i < 5; i++) await settle();
  assert.deepEqual(order, ["a", "b", "c"]);
});

test("batches hold up to 100 messages and are acknowledged when they are taken", async () => {
  const batches = [];
  const it = await connected({ onMessage: undefined, onBatch: (messages) => void batches.push(messages.length) });
  for (let i = 0; i < 250; i++) it.cluster.store(7);
  for (let i = 0; i < 5; i++) await settle();
  assert.equal(batches.reduce((a, b) => a + b), 250);
  assert.ok(Math.max(...batches) === 100);
  assert.equal(acked(it), 250);
});

test("a listener that throws is told, repeated as asked, and stops nothing", async () => {
  const errors = [];
  let calls = 0;
  const it = await connected({
    repeats: 2,
    onMessage: ({ text }) => {
      if (text === "bad") throw new Error(`no ${++calls}`);
    },
    onError: (message, e) => void errors.push([message.text, e.message]),
  });
  it.cluster.store(7, { text: "bad" });
  it.cluster.store(7, { text: "good" });
  for (let i = 0; i < 3; i++) await settle();
  assert.deepEqual(errors, [["bad", "no 1"], ["bad", "no 2"], ["bad", "no 3"]]);
  assert.equal(acked(it), 2);
});

test("with manual acknowledgement only what the application says counts, once and up to there", async () => {
  const it = await connected({ manualAcknowledgement: true });
  for (let i = 0; i < 5; i++) it.cluster.store(7);
  await settle();
  assert.equal(acked(it), 0);
  it.client.acknowledge(it.received[2]);
  await settle();
  assert.equal(acked(it), 3);
  it.client.acknowledge(it.received[0]);
  it.client.acknowledge({ ...it.received[4], messageId: "1" }); // not that message
  await settle();
  assert.equal(acked(it), 3);
});

test("no more is pushed than the window, and the rest follows the acknowledgement", async () => {
  const it = await connected({ manualAcknowledgement: true });
  for (let i = 0; i < 250; i++) it.cluster.store(7);
  await settle();
  assert.equal(it.received.length, 200);
  it.client.acknowledge(it.received[149]);
  await settle();
  assert.equal(it.received.length, 250);
});

test("live messages and signals beyond a bound are dropped while the listener hangs, stored ones are not", async () => {
  let release;
  const received = [];
  const it = await connected({
    onMessage: async ({ text }) => {
      received.push(text);
      if (text === "first") await new Promise((resolve) => (release = resolve));
    },
    onSignal: () => received.push("signal"),
  });
  it.cluster.store(7, { text: "first" });
  await settle();
  for (let i = 0; i < 1_500; i++) {
    it.cluster.last.write({ cmd: Command.PUSH, messages: [{ conversation: { type: 2 }, clientMsgId: `${i}`, body: Uint8Array.of(65) }] });
    it.cluster.last.write({ cmd: Command.SIGNAL, signals: [{ userId: 3 }] });
  }
  it.cluster.store(7, { text: "last" });
  release();
  for (let i = 0; i < 5; i++) await settle();
  assert.equal(received.length, 1_002);
  assert.equal(received.at(-1), "last");
});

test("what holds only a place is acknowledged and not shown, and so is the user's own message", async () => {
  const it = await connected();
  it.cluster.store(7, { contentType: "application/x-cim-event", body: new Uint8Array() });
  it.cluster.store(7, { text: "own", senderId: 7, conversation: { type: 0, id: 9 } });
  it.cluster.store(7, { text: "note to myself", senderId: 7, conversation: { type: 0, id: 7 } });
  await settle();
  assert.deepEqual(it.texts(), ["note to myself"]);
  assert.equal(acked(it), 3);
});

test("the user's own messages of another device are given to who wants them, those of this one are not", async () => {
  const it = await connected({ ownMessages: true });
  it.client.send(9, "from here", "here-1");
  await settle();
  it.cluster.store(7, { text: "from here", senderId: 7, conversation: { type: 0, id: 9 }, clientMsgId: "here-1" });
  it.cluster.store(7, { text: "from there", senderId: 7, conversation: { type: 0, id: 9 }, clientMsgId: "there-1" });
  await settle();
  assert.deepEqual(it.texts(), ["from there"]);
});

test("a gap is asked for once, and a repetition is acknowledged again", async () => {
  const it = await connected();
  const user = it.cluster.user(7);
  it.cluster.last.push = () => {};
  for (const text of ["a", "b", "c", "d"]) it.cluster.store(7, { text });
  it.cluster.last.write({ cmd: Command.PUSH, messages: [user.messages[0], user.messages[2]] });
  it.cluster.last.write({ cmd: Command.PUSH, messages: [user.messages[3]] });
  await settle();
  assert.deepEqual(it.texts(), ["a"]);
  const [sync, ...more] = it.cluster.last.of(Command.SYNC);
  assert.equal(more.length, 0);
  assert.deepEqual({ ...sync.position }, { epoch: "e1", seq: 1n, messageId: user.messages[0].messageId });
  it.cluster.last.write({ cmd: Command.PUSH, messages: user.messages });
  await settle();
  assert.deepEqual(it.texts(), ["a", "b", "c", "d"]);
  const acks = it.cluster.last.of(Command.ACK).length;
  it.cluster.last.write({ cmd: Command.PUSH, messages: [user.messages[1]] });
  await settle();
  assert.equal(it.cluster.last.of(Command.ACK).length, acks + 1);
  assert.equal(it.cluster.last.of(Command.ACK).at(-1).position.seq, 4n);
});

test("after a break it goes on where the server says, and what it had is not given again", async () => {
  const breaks = [];
  const it = await connected({ onContinuityBroken: (reason, of) => void breaks.push([reason, of, it.received.length]) });
  const group = { type: 1, id: 5 };
  it.cluster.store(7, { text: "a", clientMsgId: "a" });
  it.cluster.store(7, { text: "b", clientMsgId: "b", conversation: group, conversationSeq: 3, conversationMessageId: 33 });
  await settle();
  const { messages } = it.cluster.user(7);
  Object.assign(it.cluster.user(7), { epoch: "e2", messages: [] });
  it.cluster.last.pushed = 0;
  it.cluster.user(7).devices.set("js", 0);
  it.cluster.last.write({
    cmd: Command.CONTINUITY_BROKEN,
    continuityBroken: { reason: 2, restart: { epoch: "e2", seq: 0, messageId: 0 } },
  });
  it.cluster.store(7, { ...messages[0], messageId: 5001n });
  it.cluster.store(7, { ...messages[1], messageId: 5002n });
  it.cluster.store(7, { text: "c" });
  await settle();
  assert.deepEqual(it.texts(), ["a", "b", "c"]);
  assert.deepEqual(breaks, [["STORE_WENT_BACK", undefined, 2]]);
  assert.equal(acked(it), 3);
  it.cluster.last.write({ cmd: Command.CONTINUITY_BROKEN, continuityBroken: { reason: 1, conversation: group } });
  await settle();
  assert.deepEqual(breaks[1], ["EXPIRED", { type: "GROUP", id: 5 }, 3]);
});

test("an id that a sender uses again is another message while no store has gone back", async () => {
  const it = await connected();
  it.cluster.store(7, { text: "a", clientMsgId: "same" });
  it.cluster.store(7, { text: "b", clientMsgId: "same" });
  await settle();
  assert.deepEqual(it.texts(), ["a", "b"]);
});

test("a message of before a break acknowledges nothing of after it", async () => {
  let release;
  const it = await connected({ onMessage: () => new Promise((resolve) => (release = resolve)) });
  for (let i = 0; i < 3; i++) it.cluster.store(7);
  await settle();
  it.cluster.last.write({
    cmd: Command.CONTINUITY_BROKEN,
    continuityBroken: { reason: 2, restart: { epoch: "e2", seq: 0, messageId: 0 } },
  });
  it.cluster.last.write({ cmd: Command.PUSH, messages: [1n, 2n, 3n].map((seq) => ({ seq, messageId: 9_000n + seq, clientMsgId: `n${seq}` })) });
  const before = it.cluster.last.of(Command.ACK).length;
  release();
  await settle();
  assert.deepEqual(it.cluster.last.of(Command.ACK).slice(before).map(({ position }) => position.seq), []);
});

test("positionAfter and resumeAfter carry an application over its own death", async () => {
  const it = await connected();
  it.cluster.store(7);
  await settle();
  const position = it.client.positionAfter(it.received[0]);
  assert.match(position, /^e1:1:\d+$/);
  const next = await connected({ resumeAfter: position }, { cluster: it.cluster });
  assert.equal(it.cluster.logins.at(-1).properties.resume, position);
  assert.deepEqual(next.texts(), []);
  assert.throws(() => it.client.positionAfter({ seq: 0, messageId: "" }), { code: "3000" });
  await assert.rejects(fixture({ resumeAfter: "nonsense" }).client.start(), { code: "3000", message: /resumeAfter/ });
});

test("a store keeps device, place and unsent texts over a reload", async () => {
  const store = memoryStore();
  const it = await connected({ store });
  it.cluster.store(7, { text: "a" });
  await settle();
  it.cluster.intercept = (frame) => frame.cmd === Command.SEND;
  it.client.send(9, "one", "id-1").catch(() => {});
  it.client.sendToGroup(5, "two", "id-2").catch(() => {});
  it.client.sendAll("nobody keeps this").catch(() => {});
  await settle();
  it.cluster.last.fail(); // the page is gone without a word
  it.cluster.intercept = () => false;
  it.cluster.store(7, { text: "b" });
  const next = await connected({ store }, { cluster: it.cluster });
  await settle();
  assert.deepEqual(next.texts(), ["b"]);
  const [first, second] = it.cluster.logins.map(({ properties }) => properties.device);
  assert.equal(first, second);
  assert.deepEqual(it.cluster.stored.map(({ text }) => text), ["one", "two"]);
  assert.deepEqual(next.client.unsent(), []);
  const left = (await store.entries("")).map(([key]) => key.replace(/.* /, ""));
  assert.deepEqual(left.sort(), ["device", "position"]);
});

test("a store that refuses is told in words, and nothing is lost or given twice", async () => {
  const failures = [];
  const store = {
    entries: async () => [],
    set: async () => {
      throw new DOMException("the disk is full", "QuotaExceededError");
    },
  };
  const it = await connected({ store, onStoreFailed: (e) => failures.push(e) });
  it.cluster.store(7, { text: "a" });
  await settle();
  assert.ok(failures[0] instanceof CimError && /disk is full/.test(failures[0].message));
  assert.equal(acked(it), 1);
  assert.equal((await it.client.send(9, "x")).status, "PUSHED");
  it.cluster.last.fail();
  const next = await connected({ store, onStoreFailed: () => {} }, { cluster: it.cluster });
  it.cluster.store(7, { text: "b" });
  await settle();
  assert.deepEqual(next.texts(), ["b"]);
});

test("a place in the store that is older than what this device has acknowledged brings nothing again", async () => {
  const store = memoryStore();
  const it = await connected({ store });
  it.cluster.store(7, { text: "a" });
  await settle();
  const set = store.set;
  store.set = async (key, value) => (key.endsWith("position") ? Promise.reject(new Error("full")) : set(key, value));
  it.cluster.store(7, { text: "b" });
  await settle();
  it.cluster.last.fail();
  store.set = set;
  const next = await connected({ store, onStoreFailed: () => {} }, { cluster: it.cluster });
  it.cluster.store(7, { text: "c" });
  await settle();
  assert.deepEqual(next.texts(), ["c"]);
});

test("unread messages of another user of the same browser are their own", async () => {
  const store = memoryStore();
  await connected({ store });
  const bob = await connected({ store, user: { userId: 8, userName: "bob" } });
  assert.equal((await store.entries("http://route.test:8083/ bob ")).length, 1);
  assert.equal((await store.entries("http://route.test:8083/ alice ")).length, 1);
  assert.ok(bob);
});

for (let seed = 1; seed <= 150; seed++) {
  test(`whatever the connection does, each message comes once and in order (${seed})`, async () => {
    const random = generator(seed);
    const cluster = new FakeCluster();
    const clock = new FakeClock();
    const store = memoryStore();
    const received = [];
    const sent = [];
    let it;
    const start = async () => {
      it = fixture({ store, onMessage: ({ text }) => void received.push(text) }, { cluster, clock });
      it.client.start().catch(() => {});
      await settle();
    };
    const original = new Map();
    cluster.intercept = (frame, connection) => {
      // What a bad network does to pushes: it loses some and brings some twice.
      if (!original.has(connection)) {
        original.set(connection, connection.write);
        connection.write = function (out) {
          const roll = out.cmd === Command.PUSH && sent.length < 60 ? random() : 1;
          if (roll < 0.1) return;
          if (roll < 0.2) original.get(connection).call(this, out);
          if (roll < 0.3 && out.messages?.length > 1) {
            original.get(connection).call(this, { ...out, messages: out.messages.filter(() => random() < 0.7) });
            return;
          }
          original.get(connection).call(this, out);
        };
      }
      return frame.cmd === Command.ACK && random() < 0.2;
    };
    await start();
    while (sent.length < 60) {
      const roll = random();
      if (roll < 0.6) {
        for (let i = random() * 4; i > 0 && sent.length < 60; i--) {
          sent.push(`m${sent.length}`);
          cluster.store(7, { text: sent.at(-1), clientMsgId: sent.at(-1) });
        }
      } else if (roll < 0.75) {
        cluster.last.fail();
      } else if (roll < 0.85) {
        await settle(); // what was given is kept before the page goes
        cluster.last.isClosed = true;
        it.client.abandon();
        await start();
      } else {
        await clock.advance(random() * 2_000);
      }
      if (random() < 0.5) await settle();
    }
    for (let i = 0; i < 30 && received.length < 60; i++) {
      cluster.store(7, { text: "end", clientMsgId: `end${i}` });
      await clock.advance(20_000);
      if (received.length < 60) cluster.last.fail();
    }
    assert.deepEqual(received.filter((text) => text !== "end"), sent);
  });
}
