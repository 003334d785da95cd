import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import vm from "node:vm";
import { Client } from "../src/index.js";
import { settle } from "./fake-clock.js";
import { FakeCluster } from "./fake-cluster.js";

const example = (name) => readFileSync(new URL(`../examples/${name}`, import.meta.url), "utf8");
const library = new URL("../src/index.js", import.meta.url).href;
const AsyncFunction = (async () => {}).constructor;

// Nothing ends the clients of the examples: their timers must not keep this test alive.
const { setTimeout: lasting } = globalThis;
globalThis.setTimeout = (...of) => lasting(...of).unref();

/** Runs a program that finds its cluster and its socket where a browser has them. */
async function run(code, more) {
  const cluster = new FakeCluster();
  const { fetch, WebSocket } = globalThis;
  Object.assign(globalThis, {
    fetch: cluster.fetch,
    WebSocket: function (url, protocols) {
      return cluster.socket(url, protocols);
    },
  });
  try {
    await new AsyncFunction(...Object.keys(more), code)(...Object.values(more));
    await settle();
  } finally {
    Object.assign(globalThis, { fetch, WebSocket });
  }
  return cluster;
}

test("the page of ten lines shows what comes and sends what is typed", async () => {
  const script = /<script type="module">([^]*)<\/script>/.exec(example("page.html"))[1].replace(/import\(`.*?`\)/, `import("${library}")`);
  assert.ok(script.trim().split("\n").length <= 10);
  const lines = [];
  const text = { value: "hello all" };
  const form = {};
  const cluster = await run(script, {
    list: { append: ({ textContent }) => lines.push(textContent) },
    document: { forms: [form], createElement: () => ({}) },
    prompt: () => "alice",
    text,
  });
  cluster.store(7, { text: "hi alice" });
  await settle();
  const sending = form.onsubmit();
  await settle();
  await sending;
  assert.deepEqual(lines, ["nina: hi alice", "I: hello all"]);
  assert.deepEqual(cluster.stored.map(({ text: sent }) => sent), ["hello all"]);
  assert.equal(text.value, "");
  cluster.last.fail();
});

/** A program that imports the library. */
const inside = (code) => code.replace(/import (\{.*?\}) from "@crossim\/client";/, `const $1 = await import("${library}");`);

for (const [where, code] of [
  ["the example", example("echo-bot.mjs")],
  ["the README", /```js\n(import[^]*?)```/.exec(readFileSync(new URL("../README.md", import.meta.url), "utf8"))[1]],
]) {
  test(`the echo bot of ${where} answers who writes to it`, async () => {
    const said = [];
    const cluster = await run(inside(code), { process: { argv: [] }, console: { log: (line) => said.push(line) } });
    cluster.store(7, { text: "hello", senderId: 9 });
    cluster.store(7, { text: "not for it", conversation: { type: 1, id: 5 }, conversationSeq: 1, conversationMessageId: 1 });
    for (let i = 0; i < 3; i++) await settle();
    assert.deepEqual(said, ["write to echo, and it answers", "nina: hello", "nina: not for it"]);
    assert.deepEqual(cluster.stored.map((message) => [Number(message.conversation.id), message.text]), [[9, "you said hello"]]);
    assert.ok(code.trim().split("\n").length < 20);
    cluster.last.isClosed = true;
  });
}

test("the adapter for mini-programs brings what they lack", async () => {
  const cluster = new FakeCluster();
  const wx = {
    connectSocket({ url, protocols }) {
      const socket = cluster.socket(url, protocols);
      return {
        onOpen: (task) => (socket.onopen = task),
        onMessage: (task) => (socket.onmessage = task),
        onClose: (task) => (socket.onclose = task),
        onError: (task) => (socket.onerror = task),
        send: ({ data }) => socket.send(new Uint8Array(data)),
        close: ({ code }) => socket.close(code),
      };
    },
    request({ url, method, header, data, success, fail }) {
      cluster.fetch(url, { method, headers: header, body: data }).then(
        async ({ status, json }) => success({ statusCode: status, data: JSON.stringify(await json()) }),
        (e) => fail({ errMsg: String(e) }),
      );
      return { abort: () => fail({ errMsg: "request:fail abort" }) };
    },
  };
  const code = example("wechat.js");
  assert.ok(code.trim().split("\n").length <= 50);
  const bare = vm.createContext({ wx, JSON, Promise, Uint8Array, unescape, encodeURIComponent, decodeURIComponent });
  const { wechat, encoder, decoder } = vm.runInContext(
    `${code.replace("export const wechat", "const wechat")}; ({ wechat, encoder: new TextEncoder(), decoder: new TextDecoder() })`,
    bare,
  );
  const client = new Client({ ...wechat, routeUrl: "https://chat.test/", user: { userName: "alice" } });
  const started = client.start();
  for (let i = 0; i < 3; i++) await settle();
  await started;
  const sent = client.send(9, "你好 😀");
  await settle();
  assert.equal((await sent).status, "PUSHED");
  assert.equal(cluster.stored[0].text, "你好 😀");
  assert.equal(decoder.decode(encoder.encode("你好 😀")), "你好 😀");
  cluster.answers["/group"] = new Error("offline");
  await assert.rejects(client.groups.get(5), { unavailable: true });
  await client.close();
});
