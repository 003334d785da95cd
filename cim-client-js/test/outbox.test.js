import assert from "node:assert/strict";
import test from "node:test";
import { decode } from "../src/codec.js";
import { CimError } from "../src/index.js";
import { outgoing } from "../src/messages.js";
import { Outbox } from "../src/outbox.js";
import { FakeClock, settle } from "./fake-clock.js";
import { generator } from "./random.js";

const bob = { type: "USER", id: 9 };
const group = { type: "GROUP", id: 5 };

function outbox(timeout = 60_000) {
  const clock = new FakeClock();
  const settled = [];
  const written = [];
  const box = new Outbox(clock, timeout, (n) => 200 * n, (id) => settled.push(id));
  return {
    clock,
    box,
    settled,
    written,
    open: (maxFrame = 1_000) => box.open((bytes) => written.push(decode(bytes).messages[0].clientMsgId), maxFrame),
    send: (id, { to = bob, text = "x" } = {}) => box.submit(outgoing(to, { text }, id)),
    ack: (id, more = {}) =>
      box.acknowledged({ clientMsgId: id, code: "9000", text: "", messageId: 1n, seq: 1n, status: 0, conversationSeq: 0n, ...more }),
  };
}

test("sends wait for a connection and leave in the order of the calls", async () => {
  const it = outbox();
  const sent = ["a", "b", "c"].map((id) => it.send(id));
  it.open();
  assert.deepEqual(it.written, ["a", "b", "c"]);
  it.ack("b", { status: 1 });
  it.ack("a");
  it.ack("c", { code: "7300", text: "the inbox is full" });
  assert.equal((await sent[0]).status, "STORED");
  assert.equal((await sent[1]).status, "PUSHED");
  await assert.rejects(sent[2], { code: "7300", message: "the inbox is full" });
  assert.deepEqual(it.settled, ["b", "a", "c"]);
});

test("what has no answer leaves again over the next connection", async () => {
  const it = outbox();
  it.open();
  it.send("a");
  it.send("b");
  it.ack("a");
  it.box.hold();
  it.send("c");
  it.open();
  assert.deepEqual(it.written, ["a", "b", "b", "c"]);
});

test("under an id without an outcome nothing is added", async () => {
  const it = outbox();
  it.open();
  const [first, second] = [it.send("a"), it.send("a", { text: "y" })];
  it.ack("a");
  assert.deepEqual(await first, await second);
  assert.deepEqual(it.written, ["a"]);
});

test("what the server gives back leaves after a pause, in order, one at first", async () => {
  const it = outbox();
  it.open();
  for (const id of ["a", "b", "c", "d"]) it.send(id);
  for (const id of ["b", "c", "d"]) it.ack(id, { code: "4000" });
  it.send("e");
  await it.clock.advance(1_000);
  assert.deepEqual(it.written.splice(0), ["a", "b", "c", "d"]); // a is still under way
  it.ack("a");
  assert.deepEqual(it.written.splice(0), ["b"]);
  it.ack("b");
  assert.deepEqual(it.written.splice(0), ["c", "d"]);
  it.ack("c");
  assert.deepEqual(it.written.splice(0), ["e"]);
});

test("what is given back goes before what has waited, in whatever order the answers come", async () => {
  const it = outbox();
  it.open();
  for (const id of ["a", "b", "c"]) it.send(id);
  it.ack("c", { code: "4000" });
  it.send("d");
  it.ack("a", { code: "4000" });
  it.ack("b", { code: "4000" });
  await it.clock.advance(200);
  for (const id of ["a", "b", "c", "d"]) it.ack(id);
  assert.deepEqual(it.written.slice(3), ["a", "b", "c", "d"]);
});

test("one pause is for all of a pass, and the next one is longer", async () => {
  const it = outbox();
  it.open();
  it.send("a");
  it.ack("a", { code: "4000" });
  await it.clock.advance(199);
  assert.deepEqual(it.written, ["a"]);
  await it.clock.advance(1);
  assert.deepEqual(it.written, ["a", "a"]);
  it.ack("a", { code: "4000" });
  await it.clock.advance(399);
  assert.equal(it.written.length, 2);
  await it.clock.advance(1);
  assert.equal(it.written.length, 3);
});

test("so many are under way and no more", async () => {
  const it = outbox();
  it.open();
  for (let i = 0; i < 1_100; i++) it.send(`m${i}`);
  assert.equal(it.written.length, 1_024);
  it.ack("m0");
  assert.equal(it.written.length, 1_025);
});

test("so many wait and no more", async () => {
  const it = outbox();
  const sent = [];
  for (let i = 0; i < 10_000; i++) sent.push(it.send(`m${i}`));
  await assert.rejects(it.send("more"), { code: "6000" });
  sent.forEach((one) => one.catch(() => {}));
  it.box.end(new CimError("4000", "over"));
});

test("a text that is too large fails, at once or when it is known", async () => {
  const it = outbox();
  const early = it.send("a", { text: "x".repeat(2_000) });
  early.catch(() => {});
  const behind = it.send("b");
  it.open();
  await assert.rejects(early, { code: "3000", message: /bytes \(expected: at most 1000/ });
  await assert.rejects(it.send("c", { text: "x".repeat(2_000) }), { code: "3000" });
  assert.deepEqual(it.written, ["b"]);
  it.ack("b");
  await behind;
});

test("a send without an answer is unknown after its time, one that never left has failed", async () => {
  const it = outbox(1_000);
  const never = it.send("a");
  const refused = assert.rejects(never, { code: "4000", message: /no way to the cluster/ });
  await it.clock.advance(1_000);
  await refused;
  it.open();
  const lost = it.send("b");
  const all = assert.rejects(it.send("c", { to: { type: "ALL", id: 0 } }), { unavailable: true });
  await it.clock.advance(1_000);
  assert.equal((await lost).status, "UNKNOWN");
  await all;
  it.ack("b"); // too late
});

test("an answer to everyone says whether somebody is there", async () => {
  const it = outbox();
  it.open();
  const to = { type: "ALL", id: 0 };
  const sent = [it.send("a", { to }), it.send("b", { to })];
  it.ack("a", { seq: 0n, messageId: 0n });
  it.ack("b", { seq: 0n, messageId: 0n, status: 2 });
  assert.deepEqual((await Promise.all(sent)).map(({ status }) => status), ["SENT", "NOBODY"]);
});

test("what can't be sent is refused before anything leaves", () => {
  const bad = [
    [() => outgoing(bob, { text: "x" }, ""), /clientMsgId/],
    [() => outgoing(bob, { text: "x" }, "x".repeat(65)), /clientMsgId/],
    [() => outgoing(bob, { text: "x" }, "\ud800"), /clientMsgId/],
    [() => outgoing(bob, { text: "x", kind: "SHOUT" }, "i"), /kind/],
    [() => outgoing(bob, { kind: "RECALL", refersTo: "4" }, "i"), /refersTo/],
    [() => outgoing({ type: "ROOM", id: 1 }, {}, "i"), /conversation.type/],
    [() => outgoing({ type: "USER", id: "9" }, {}, "i"), /conversation.id/],
    [() => outgoing({ type: "USER", id: 2 ** 53 }, {}, "i"), /conversation.id/],
  ];
  for (const [make, field] of bad) assert.throws(make, (e) => e.code === "3000" && field.test(e.message));
  outgoing(bob, { text: "x" }, "😀".repeat(64));
});

for (let seed = 1; seed <= 200; seed++) {
  test(`whatever happens, each text is stored once and in order (${seed})`, async () => {
    const random = generator(seed);
    const it = outbox();
    const stored = [];
    const taken = new Set();
    let open = false;
    let wire = [];
    let answers = [];
    const outcomes = [];
    let blocked; // the first message that was given back, until it comes again
    const box = it.box;
    for (let step = 0, sent = 0; step < 300 || outcomes.length < sent; step++) {
      const roll = step < 300 ? random() : 0.3 + random() * 0.6;
      if (roll < 0.3 && sent < 60) {
        const id = `m${sent++}`;
        it.send(id).then(() => outcomes.push(id));
      } else if (roll < 0.4) {
        wire = [];
        answers = [];
        open = true;
        blocked = undefined;
        box.open((bytes) => wire.push(decode(bytes).messages[0].clientMsgId), 1_000);
      } else if (roll < 0.45 && step < 300) {
        open = false;
        wire = [];
        answers = [];
        box.hold();
      } else if (roll < 0.75 && open && wire.length > 0) {
        const id = wire.shift();
        if (blocked === id) blocked = undefined;
        if (blocked !== undefined || (step < 300 && random() < 0.15)) {
          blocked ??= id;
          answers.push([id, { code: "4000" }]);
        } else {
          if (!taken.has(id)) stored.push(id);
          taken.add(id);
          answers.push([id, {}]);
        }
      } else if (roll < 0.9 && answers.length > 0) {
        it.ack(...answers.splice(Math.floor(random() * Math.min(3, answers.length)), 1)[0]);
      } else {
        await it.clock.advance(random() * 30);
      }
      if (step >= 300 && !open) box.open((bytes) => wire.push(decode(bytes).messages[0].clientMsgId), 1_000), (open = true);
      await undefined;
    }
    assert.deepEqual(stored, [...stored].sort((a, b) => a.slice(1) - b.slice(1)));
    assert.equal(new Set(outcomes).size, outcomes.length);
    assert.equal(stored.length, outcomes.length);
    await settle();
  });
}
