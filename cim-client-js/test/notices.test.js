import assert from "node:assert/strict";
import test from "node:test";
import { Command } from "../src/codec.js";
import "../src/notices.js"; // else it is loaded at its first use
import { settle } from "./fake-clock.js";
import { connected } from "./fixture.js";

const group = { type: "GROUP", id: 5 };
const reads = (it) => it.cluster.last.of(Command.RECEIPT).flatMap(({ receipts }) => receipts.map(({ read }) => Number(read)));

test("at most one mark per second and conversation leaves, the highest, and again after a loss", async () => {
  const it = await connected();
  for (const seq of [3, 5, 4, 9]) it.client.markRead({ conversation: group, conversationSeq: seq });
  it.client.markRead({ conversation: group, conversationSeq: 0 });
  await it.clock.advance(10);
  assert.deepEqual(reads(it), [3]);
  await it.clock.advance(1_000);
  assert.deepEqual(reads(it), [3, 9]);
  it.cluster.last.fail();
  await it.clock.advance(500);
  assert.deepEqual(reads(it), [9]);
});

test("marks of a hundred conversations are remembered, in frames of 64", async () => {
  const it = await connected();
  for (let id = 1; id <= 120; id++) it.client.markRead({ conversation: { type: "GROUP", id }, conversationSeq: 1 });
  await settle();
  it.cluster.last.fail();
  await it.clock.advance(500);
  assert.deepEqual(it.cluster.last.of(Command.RECEIPT).map(({ receipts }) => receipts.length), [64, 36]);
});

test("typing leaves once in three seconds, in 16 conversations at most", async () => {
  const it = await connected();
  for (let key = 0; key < 5; key++) it.client.typing(group);
  await it.clock.advance(2_900);
  it.client.typing(group);
  await settle();
  assert.equal(it.cluster.last.of(Command.SIGNAL).length, 1);
  await it.clock.advance(200);
  it.client.typing(group);
  for (let id = 10; id < 40; id++) it.client.typing({ type: "GROUP", id });
  await settle();
  assert.equal(it.cluster.last.of(Command.SIGNAL).length, 17);
});

test("who is watched is told once on each connection, and at most once a second", async () => {
  const it = await connected();
  for (let id = 1; id <= 3; id++) it.client.watchPresence([id, id + 1, id]);
  await it.clock.advance(2_000);
  const watched = () => it.cluster.last.of(Command.SUBSCRIBE).map(({ subscription }) => subscription.presence.map(Number));
  assert.deepEqual(watched(), [[1, 2], [3, 4]]);
  it.cluster.last.fail();
  await it.clock.advance(500);
  assert.deepEqual(watched(), [[3, 4]]);
  it.client.watchPresence([]);
  await it.clock.advance(2_000);
  assert.deepEqual(watched(), [[3, 4], []]);
  assert.throws(() => it.client.watchPresence(Array.from({ length: 501 }, (_, i) => i + 1)), { code: "3000" });
  assert.throws(() => it.client.watchPresence([0]), { code: "3000" });
});

test("receipts and signals come in order with the messages", async () => {
  const told = [];
  const it = await connected({
    onMessage: ({ text }) => void told.push(text),
    onReceipt: (receipt) => told.push(receipt),
    onSignal: (signal) => told.push(signal),
  });
  it.cluster.store(7, { text: "a" });
  it.cluster.last.write({ cmd: Command.RECEIPT, receipts: [{ conversation: { type: 1, id: 5 }, userId: 9, delivered: 43, read: 42 }] });
  it.cluster.last.write({ cmd: Command.SIGNAL, signals: [{ conversation: { type: 1, id: 5 }, userId: 9, type: 1 }, { userId: 9, type: 2 }, { userId: 9, type: 77 }] });
  it.cluster.store(7, { text: "b" });
  await settle();
  assert.deepEqual(told, [
    "a",
    { conversation: group, userId: 9, delivered: 43, read: 42 },
    { conversation: group, userId: 9, type: "STOPPED" },
    { conversation: { type: "USER", id: 9 }, userId: 9, type: "ONLINE" },
    "b",
  ]);
});
