import assert from "node:assert/strict";
import { test } from "node:test";
import { apply, change, insert, mark, ordered } from "../../main/resources/io/crossim/web/state/messages.js";

const message = (id, fields = {}) => ({
  id,
  key: "u2",
  seq: 0,
  at: 0,
  from: 2,
  kind: "text",
  text: id,
  ...fields,
});
const ids = (list) => list.map(({ id }) => id);

test("places of a log count more than clocks", () => {
  const list = insert([], [message("b", { seq: 2, at: 5 }), message("a", { seq: 1, at: 9 })]);
  assert.deepEqual(ids(list), ["a", "b"]);
});

test("what waits stands at the end, whatever its time", () => {
  const list = insert([message("mine", { at: 1, state: "waiting" })], [message("theirs", { at: 2 })]);
  assert.deepEqual(ids(list), ["theirs", "mine"]);
});

test("a message is there once, by its place, its id or its sender’s id", () => {
  const own = message("m", { from: 1, clientMsgId: "m", state: "waiting" });
  let list = insert([], [own]);
  list = insert(list, [
    message("17", { from: 1, clientMsgId: "m", seq: 17, at: 3, state: "stored", fromLog: true }),
  ]);
  assert.equal(list.length, 1);
  assert.equal(list[0].id, "m");
  assert.equal(list[0].state, "stored");
  list = insert(list, [message("18", { seq: 17, from: 1 })]);
  assert.equal(list.length, 1);
});

test("nothing new leaves the list as it is", () => {
  const list = [message("a")];
  assert.equal(insert(list, []), list);
  assert.equal(
    change(list, () => false, { text: "x" }),
    list,
  );
  assert.equal(mark(list, 1, 9, "read"), list);
});

test("a state does not go back when the log tells of the message", () => {
  const list = insert(
    [message("a", { from: 1, seq: 1, state: "read" })],
    [message("a", { from: 1, seq: 1, state: "stored" })],
  );
  assert.equal(list[0].state, "read");
});

test("an edit replaces the text, and a recall takes it away for good", () => {
  let list = [message("a", { seq: 4 })];
  list = apply(list, { kind: "EDIT", refersTo: 4, text: "new" });
  assert.deepEqual([list[0].text, list[0].edited], ["new", true]);
  list = apply(list, { kind: "RECALL", refersTo: 4 });
  list = apply(list, { kind: "EDIT", refersTo: 4, text: "late" });
  assert.deepEqual([list[0].text, list[0].recalled], ["", true]);
});

test("reactions are counted, and one’s own once", () => {
  const react = (list, recalled, isMine) =>
    apply(list, { kind: "REACTION", refersTo: 1, text: "👍", recalled, isMine });
  let list = [message("a", { seq: 1 })];
  list = react(react(react(list, false, false), false, true), false, true);
  assert.deepEqual(list[0].reactions, { "👍": { count: 2, mine: true } });
  list = react(react(list, true, true), true, false);
  assert.deepEqual(list[0].reactions, {});
});

test("marks rise up to their place, for one’s own messages only", () => {
  const own = (seq) => message(`m${seq}`, { from: 1, seq, state: "stored" });
  const list = mark([own(1), message("t", { seq: 2 }), own(3)], 1, 2, "read");
  assert.deepEqual(
    list.map(({ state }) => state),
    ["read", undefined, "stored"],
  );
});

test("a message that has got its place moves there", () => {
  const list = change(
    [message("a", { seq: 5 }), message("b", { at: 1, state: "waiting" })],
    ({ id }) => id === "b",
    { seq: 3, state: "stored" },
  );
  assert.deepEqual(ids(ordered(list)), ["b", "a"]);
});
