import assert from "node:assert/strict";
import { test } from "node:test";
import en from "../../main/resources/io/crossim/web/i18n/en.js";
import zh from "../../main/resources/io/crossim/web/i18n/zh.js";
import { preferred, speak, t } from "../../main/resources/io/crossim/web/i18n/index.js";
import { fromHistory, received, written } from "../../main/resources/io/crossim/web/state/convert.js";
import { MOST_ROWS, part, rows } from "../../main/resources/io/crossim/web/state/rows.js";
import { createStore } from "../../main/resources/io/crossim/web/state/store.js";
import { createDrafts } from "../../main/resources/io/crossim/web/store/drafts.js";
import { createSettings } from "../../main/resources/io/crossim/web/store/settings.js";

globalThis.navigator ??= { languages: ["en"] }; // Node 20 has none

const fields = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test("both languages have the same sentences, with the same gaps", () => {
  assert.deepEqual(Object.keys(zh), Object.keys(en));
  for (const [name, text] of Object.entries(en)) {
    assert.deepEqual(fields(zh[name]), fields(text), name);
  }
});

test("sentences count, and fall back", async () => {
  assert.equal(t("unread", { count: 1 }), "1 unread message");
  assert.equal(t("unread", { count: 3 }), "3 unread messages");
  assert.equal(t("remove", { name: "{name}" }), "Remove {name}");
  await speak("zh");
  assert.equal(t("unread", { count: 1 }), "1 条未读消息");
  await speak("xx");
  assert.equal(t("send"), "Send");
  assert.equal(preferred(["de", "zh-TW", "en"]), "zh");
  assert.equal(preferred(["de"]), "en");
});

const push = (more) => ({
  conversation: { type: "USER", id: 2 },
  messageId: "7",
  seq: 3,
  senderId: 2,
  senderName: "bob",
  contentType: "text/plain",
  text: "hi",
  body: new Uint8Array(2),
  sentAt: 9,
  clientMsgId: "c",
  kind: "CONTENT",
  conversationSeq: 4,
  conversationMessageId: "77",
  conversationName: "",
  refersTo: 0,
  mentions: [],
  mentionsAll: false,
  recalled: false,
  users: [],
  ...more,
});

test("what is pushed and what the log has are the same message", () => {
  const pushed = received(push(), 1).message;
  const logged = fromHistory(
    {
      seq: 4,
      messageId: "77",
      sentAt: 9,
      kind: "CONTENT",
      senderId: 2,
      senderName: "bob",
      clientMsgId: "c",
      msg: "hi",
    },
    "u2",
    1,
  );
  for (const name of ["id", "key", "seq", "at", "from", "name", "text", "kind", "type", "refersTo"]) {
    assert.deepEqual(logged[name], pushed[name], name);
  }
});

test("another kind of content shows its type and size, never its bytes", () => {
  const { message } = received(push({ contentType: "text/html", text: "<b>", body: new Uint8Array(3) }), 1);
  assert.deepEqual([message.type, message.text, message.size], ["text/html", "", 3]);
});

test("an edit is a change of another message", () => {
  const { change, message } = received(push({ kind: "EDIT", refersTo: 2, text: "new" }), 1);
  assert.equal(message, undefined);
  assert.deepEqual([change.kind, change.refersTo, change.text], ["EDIT", 2, "new"]);
  assert.equal(fromHistory({ kind: "REACTION" }, "u2", 1), null);
});

const at = (minutes, more) => ({
  ...written("u2", { userId: 2, userName: "bob" }, "x", { clientMsgId: `m${minutes}`, at: minutes * 60_000 }),
  state: "stored",
  ...more,
});

test("messages of one sender and moment stand together", () => {
  const found = rows([at(1), at(2), at(3, { from: 3 }), at(20, { from: 3 })]).filter(
    ({ type }) => type === "message",
  );
  assert.deepEqual(
    found.map(({ first, last }) => [first, last]),
    [
      [true, false],
      [false, true],
      [true, true],
      [true, true],
    ],
  );
});

test("days and the line of new messages stand between", () => {
  const found = rows([at(1), at(2), at(2 * 24 * 60)], "m2");
  assert.deepEqual(
    found.map(({ type }) => type),
    ["day", "message", "new", "message", "day", "message"],
  );
});

test("a part of a long list is shown", () => {
  const list = Array.from({ length: 1000 }, (_, i) => at(i));
  assert.deepEqual(part(list, null), { from: 1000 - MOST_ROWS, until: 1000 });
  assert.deepEqual(part(list, 300), { from: 300 - MOST_ROWS, until: 300 });
});

test("a store tells once for many changes", async () => {
  const store = createStore({ a: 0 });
  const told = [];
  store.subscribe((state) => told.push(state.a));
  store.update({ a: 1 });
  store.update((state) => ({ ...state, a: state.a + 1 }));
  store.update((state) => state);
  await undefined;
  assert.deepEqual(told, [2]);
});

class Storage extends Map {
  getItem = (name) => this.get(name) ?? null;
  setItem = (name, value) => this.set(name, value);
  removeItem = (name) => this.delete(name);
  key = (i) => [...this.keys()][i];
  get length() {
    return this.size;
  }
}

test("drafts are kept by account and conversation", () => {
  const storage = new Storage();
  createDrafts("alice", storage).set("u2", "half a sen");
  createDrafts("alice b", storage).set("u2", "other");
  assert.deepEqual(createDrafts("alice", storage).all(), { u2: "half a sen" });
  createDrafts("alice", storage).erase();
  assert.deepEqual(createDrafts("alice", storage).all(), {});
});

test("a storage that is refused or broken stops nothing", () => {
  const refusing = {
    getItem: () => {
      throw new Error("refused");
    },
    setItem: () => {
      throw new Error("full");
    },
  };
  const settings = createSettings(refusing);
  settings.set({ theme: "dark" });
  assert.equal(settings.get().theme, "dark");
  assert.equal(createSettings({ getItem: () => '{"theme"' }).get().theme, "system");
});
