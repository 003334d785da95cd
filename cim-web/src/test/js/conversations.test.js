import assert from "node:assert/strict";
import { test } from "node:test";
import {
  changed,
  emptyState,
  gone,
  named,
  sorted,
  typists,
  unreadOf,
  withMessages,
} from "../../main/resources/io/crossim/web/state/conversations.js";
import { conversationOf, keyOf } from "../../main/resources/io/crossim/web/state/keys.js";
import {
  brought,
  readersOf,
  withMarks,
  withSpeakers,
} from "../../main/resources/io/crossim/web/state/readers.js";
import { search } from "../../main/resources/io/crossim/web/state/search.js";

const me = { userId: 1, userName: "me" };
const start = () => ({ ...emptyState(), me });
const message = (id, at, fields = {}) => ({
  id,
  key: "u2",
  seq: 0,
  at,
  from: 2,
  kind: "text",
  text: id,
  ...fields,
});

test("keys stand for conversations, both ways", () => {
  for (const key of ["all", "u42", "g9007199254740991"]) {
    assert.equal(keyOf(conversationOf(key)), key);
  }
});

test("a message makes its conversation, counts as unread, and comes to the top", () => {
  let state = withMessages(start(), "u2", [message("a", 10)], 1);
  state = withMessages(state, "g3", [message("b", 20, { key: "g3" })], 1, 1);
  assert.deepEqual(
    sorted(state).map(({ key }) => key),
    ["all", "g3", "u2"],
  );
  assert.equal(state.conversations.g3.mentions, 1);
  assert.equal(unreadOf(state), 2);
});

test("a muted conversation makes no number in the title", () => {
  const state = changed(withMessages(start(), "u2", [message("a", 10)], 1), "u2", {
    mutedUntil: Date.now() + 1e6,
  });
  assert.equal(unreadOf(state), 0);
});

test("the line of new messages begins where nobody was looking", () => {
  const looking = withMessages({ ...start(), open: "u2", isLooking: true }, "u2", [message("a", 10)], 1);
  assert.deepEqual(looking.newFrom, {});
  const away = withMessages({ ...start(), open: "u2", isLooking: false }, "u2", [message("a", 10)], 1);
  assert.deepEqual(away.newFrom, { u2: "a" });
});

test("a name that is known changes nothing", () => {
  const state = named(start(), [{ userId: 2, userName: "bob" }]);
  assert.equal(named(state, [{ userId: 2, userName: "bob" }]), state);
});

test("a conversation that is gone is not open either", () => {
  const state = gone({ ...changed(start(), "g3", { name: "climbers" }), open: "g3" }, "g3");
  assert.equal(state.open, null);
  assert.equal(state.conversations.g3, undefined);
});

test("who types is forgotten after a while", () => {
  const state = { ...start(), names: { 2: "bob" }, typing: { u2: { 2: 100, 3: 50 } } };
  assert.deepEqual(typists(state, "u2", 60), ["bob"]);
});

test("search finds names in any case, people behind conversations", () => {
  const state = named(changed(start(), "g3", { name: "Climbers" }), [
    { userId: 4, userName: "Clio" },
    { userId: 5, userName: "李明" },
  ]);
  assert.deepEqual(
    search(state, "cli").map(({ name }) => name),
    ["Climbers", "Clio"],
  );
  assert.deepEqual(
    search(state, "明").map(({ key }) => key),
    ["u5"],
  );
});

const own = (key, seq, fields) => ({
  ...message(`m${seq}`, seq),
  key,
  from: 1,
  seq,
  state: "stored",
  ...fields,
});
const states = (state, key) => state.messages[key].map((each) => each.state);

test("marks bring private messages on, and count readers in groups", () => {
  let state = withMessages(start(), "u2", [own("u2", 1), own("u2", 2)]);
  state = withMarks(state, "u2", [{ userId: 2, delivered: 2, read: 1 }]);
  assert.deepEqual(states(state, "u2"), ["read", "delivered"]);
  state = withMessages(state, "g3", [own("g3", 1), own("g3", 2)]);
  state = withMarks(state, "g3", [
    { userId: 2, delivered: 2, read: 1 },
    { userId: 1, delivered: 9, read: 9 },
  ]);
  assert.deepEqual(states(state, "g3"), ["delivered", "delivered"]);
  assert.deepEqual(
    state.messages.g3.map((each) => readersOf(state, "g3", each)),
    [1, 0],
  );
});

test("marks do not fall, and count for a message that gets its place later", () => {
  let state = withMarks(start(), "u2", [{ userId: 2, delivered: 5, read: 4 }]);
  state = withMarks(state, "u2", [{ userId: 2, delivered: 0, read: 3 }]);
  state = brought(withMessages(state, "u2", [own("u2", 4)]), "u2");
  assert.deepEqual(states(state, "u2"), ["read"]);
});

test("who answers has read", () => {
  const state = withMessages(start(), "g3", [own("g3", 1)]);
  const next = withSpeakers(state, "g3", [message("x", 2, { key: "g3", seq: 2, from: 7 })]);
  assert.equal(readersOf(next, "g3", next.messages.g3[0]), 1);
});
