import assert from "node:assert/strict";
import test from "node:test";
import "../src/groups.js"; // else they are loaded at their first use, which takes time
import "../src/notices.js";
import { CimError, memoryStore } from "../src/index.js";
import { shared } from "../src/tabs.js";
import { Command } from "../src/codec.js";
import { FakeBrowser } from "./fake-browser.js";
import { FakeClock } from "./fake-clock.js";
import { FakeCluster } from "./fake-cluster.js";
import { generator } from "./random.js";

function browser() {
  const clock = new FakeClock();
  const cluster = new FakeCluster();
  const fake = new FakeBrowser();
  const store = memoryStore();
  return {
    clock,
    cluster,
    fake,
    store,
    /** Opens a tab with a client. */
    async open(options = {}) {
      const tab = fake.tab({ clock });
      const received = [];
      const states = [];
      const client = shared(
        {
          routeUrl: "http://route.test/",
          user: { userName: "alice" },
          store,
          fetch: cluster.fetch,
          socket: cluster.socket,
          onMessage: (message) => void received.push(message.text),
          onState: ({ after }) => states.push(after),
          ...options,
        },
        tab,
      );
      const started = client.start();
      started.catch(() => {});
      await clock.advance(10);
      return { tab, client, received, states, started };
    },
  };
}

test("tabs share one connection, and each gets every message", async () => {
  const it = browser();
  const one = await it.open();
  const two = await it.open();
  await Promise.all([one.started, two.started]);
  assert.equal(it.cluster.open.length, 1);
  assert.deepEqual([one.client.leads, two.client.leads], [true, false]);
  assert.deepEqual([one.client.state, two.client.state], ["READY", "READY"]);
  assert.equal(two.client.user.userId, 7);
  it.cluster.store(7, { text: "a" });
  it.cluster.store(7, { text: "b" });
  await it.clock.advance(10);
  assert.deepEqual([one.received, two.received], [["a", "b"], ["a", "b"]]);
  assert.equal((await two.client.send(9, "from two")).status, "PUSHED");
  assert.equal((await one.client.send(9, "from one")).status, "PUSHED");
  assert.deepEqual(it.cluster.stored.map(({ text }) => text), ["from two", "from one"]);
});

test("a tab that only copies is not asked to keep messages", async () => {
  const it = browser();
  await it.open();
  const copied = [];
  const two = await it.open({ onCopy: (message) => void copied.push(message.text) });
  it.cluster.store(7, { text: "a" });
  await it.clock.advance(10);
  assert.deepEqual([copied, two.received], [["a"], []]);
});

test("when the tab that leads is closed another one connects, as the same device", async () => {
  const it = browser();
  const one = await it.open();
  const two = await it.open();
  await one.client.close();
  await it.clock.advance(1_000);
  assert.equal(two.client.leads, true);
  assert.equal(two.client.state, "READY");
  assert.equal(it.cluster.open.length, 1);
  const devices = it.cluster.logins.map(({ properties }) => properties.device);
  assert.equal(devices.length, 2);
  assert.equal(devices[0], devices[1]);
  assert.match(devices[0], /^js-[0-9a-f]{32}$/);
  it.cluster.store(7, { text: "a" });
  await it.clock.advance(10);
  assert.deepEqual([one.received, two.received], [[], ["a"]]);
});

test("what a tab has sent when the tab that leads dies is stored once", async () => {
  const it = browser();
  const one = await it.open();
  const two = await it.open();
  it.cluster.intercept = (frame, connection) => {
    if (frame.cmd !== Command.SEND || connection !== it.cluster.connections[0]) return false;
    connection.write = () => {}; // it is stored, and nobody hears of it
    return false;
  };
  const sent = two.client.send(9, "once");
  await it.clock.advance(10);
  it.fake.kill(one.tab);
  one.tab.isFrozen = true;
  it.cluster.connections[0].fail();
  await it.clock.advance(1_000);
  assert.equal((await sent).status, "PUSHED");
  assert.deepEqual(it.cluster.stored.map(({ text }) => text), ["once"]);
});

test("what the tab that led before was done with comes to the one that leads now, once", async () => {
  const it = browser();
  const one = await it.open();
  const copied = [];
  const two = await it.open({ onCopy: (message) => void copied.push(message.text) });
  two.tab.isFrozen = true; // the lock is faster than the channel
  it.cluster.store(7, { text: "a" });
  await it.clock.advance(10);
  it.fake.kill(one.tab);
  await it.clock.advance(1_000);
  assert.equal(two.client.leads, true);
  two.tab.thaw();
  await it.clock.advance(10);
  assert.deepEqual([one.received, copied, two.received], [["a"], ["a"], []]);
});

test("what a tab has copied is not given to it again when the one that led could not note it", async () => {
  const it = browser();
  let isLost = false;
  const set = (...of) => (isLost ? new Promise(() => {}) : it.store.set(...of));
  const one = await it.open({ store: { ...it.store, set } });
  const two = await it.open();
  isLost = true;
  it.cluster.store(7, { text: "a" });
  await it.clock.advance(10);
  it.fake.kill(one.tab);
  one.tab.isFrozen = true;
  it.cluster.connections[0].fail();
  await it.clock.advance(1_000);
  it.cluster.store(7, { text: "b" });
  await it.clock.advance(10);
  assert.equal(two.client.leads, true);
  assert.deepEqual([one.received, two.received], [["a"], ["a", "b"]]);
});

test("a tab that is seen takes over from one that is frozen, which then stands back", async () => {
  const it = browser();
  const one = await it.open();
  const two = await it.open();
  one.tab.isFrozen = true;
  two.tab.show("hidden");
  two.tab.show("visible");
  await it.clock.advance(1_900);
  assert.equal(two.client.leads, false);
  await it.clock.advance(200);
  assert.equal(two.client.leads, true);
  await it.clock.advance(1_000);
  it.cluster.store(7, { text: "a" });
  await it.clock.advance(10);
  one.tab.thaw();
  await it.clock.advance(10);
  assert.equal(one.client.leads, false);
  assert.equal(one.client.state, "READY");
  assert.equal(it.cluster.open.length, 1);
  assert.equal((await Promise.all([one.client.send(9, "x"), it.clock.advance(100)]))[0].status, "PUSHED");
  it.cluster.store(7, { text: "b" });
  await it.clock.advance(10);
  assert.deepEqual(two.received, ["a", "b"]);
});

test("a hidden tab takes nothing over from one that is silent", async () => {
  const it = browser();
  const one = await it.open();
  const two = await it.open();
  two.tab.show("hidden");
  one.tab.isFrozen = true;
  const sent = two.client.send(9, "later");
  await it.clock.advance(10_000);
  assert.equal(two.client.leads, false);
  two.tab.show("visible");
  await it.clock.advance(5_000);
  assert.equal((await sent).status, "PUSHED");
});

test("errors keep their code on the way between tabs", async () => {
  const it = browser();
  await it.open();
  const two = await it.open();
  it.cluster.answers["/group"] = { json: { code: "9301", message: "not a member" } };
  const refused = assert.rejects(two.client.groups.get(5), (e) => e instanceof CimError && e.code === "9301");
  await it.clock.advance(10);
  await refused;
  it.cluster.answers["/group/create"] = (call) => ({ groupId: 5, version: 1, refused: [], id: call.body.clientMsgId });
  const made = two.client.groups.create("climbers", [9]);
  await it.clock.advance(10);
  assert.equal((await made).id.length, 32);
});

test("the users that all tabs watch are watched", async () => {
  const it = browser();
  const one = await it.open();
  const two = await it.open();
  one.client.watchPresence([3]);
  two.client.watchPresence([4]);
  await it.clock.advance(3_000);
  assert.deepEqual(it.cluster.last.of(Command.SUBSCRIBE).at(-1).subscription.presence, [3n, 4n]);
});

test("a tab that takes over with a refused login tells it to all", async () => {
  const it = browser();
  it.cluster.answers["/login"] = { json: { code: "9101", message: "the password is wrong" } };
  const one = await it.open();
  const two = await it.open();
  await assert.rejects(one.started, { code: "9101" });
  await assert.rejects(two.started, { code: "9101" });
  assert.deepEqual([one.client.state, two.client.state], ["FAILED", "FAILED"]);
});

test("a browser without locks gets a client of its own", async () => {
  const client = shared({ routeUrl: "http://route.test/", user: { userName: "alice" } }, {});
  assert.equal(client.state, "INITIALIZED");
  assert.equal("leads" in client, false);
});

for (let seed = 1; seed <= 40; seed++) {
  test(`whichever tab dies, each message is taken once and each text is stored once (${seed})`, async () => {
    const random = generator(seed);
    const it = browser();
    const taken = [];
    const given = [];
    const tabs = [];
    const outcomes = [];
    let sent = 0;
    const open = async () => {
      const copies = [];
      tabs.push({ copies, ...(await it.open({ onMessage: ({ text }) => void taken.push(text), onCopy: ({ text }) => void copies.push(text) })) });
    };
    await open();
    for (let step = 0; step < 80; step++) {
      const roll = random();
      const tab = tabs[Math.floor(random() * tabs.length)];
      if (roll < 0.35) {
        given.push(`m${given.length}`);
        it.cluster.store(7, { text: given.at(-1), clientMsgId: given.at(-1) });
      } else if (roll < 0.6) {
        const text = `s${sent++}`;
        tab.client.send(9, text).then(() => outcomes.push(text), () => {});
      } else if (roll < 0.7 && tabs.length < 4) {
        await open();
      } else if (roll < 0.8 && tabs.length > 1) {
        await it.clock.advance(0); // what was taken is kept
        it.fake.kill(tab.tab);
        tabs.splice(tabs.indexOf(tab), 1);
      } else if (roll < 0.85 && tabs.length > 1) {
        tabs.splice(tabs.indexOf(tab), 1);
        tab.client.close();
      } else if (roll < 0.9) {
        it.cluster.last?.fail();
      } else {
        await it.clock.advance(random() * 3_000);
      }
    }
    await it.clock.advance(60_000);
    assert.deepEqual(taken, given);
    const stored = it.cluster.stored.map(({ text }) => text);
    assert.equal(new Set(stored).size, stored.length);
    for (const text of outcomes) assert.ok(stored.includes(text), text);
    assert.equal(tabs.filter(({ client }) => client.leads).length, 1);
    assert.equal(it.cluster.open.length, 1);
    for (const { copies } of tabs) assert.equal(new Set(copies).size, copies.length);
  });
}
