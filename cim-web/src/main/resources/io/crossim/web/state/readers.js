import { isGroup, isUser } from "./keys.js";
import { mark } from "./messages.js";
import { withList } from "./conversations.js";

const NONE = [];
const names = new WeakMap();

/** The names of members; the same list for the same members. */
export function namesOf(members) {
  if (members === undefined) {
    return NONE;
  }
  if (!names.has(members)) {
    names.set(
      members,
      members.map(({ userName }) => userName),
    );
  }
  return names.get(members);
}

/** How many members of a group are known to have read a message. */
export function readersOf(state, key, message) {
  if (!isGroup(key) || message.seq === 0) {
    return 0;
  }
  return Object.entries(state.receipts?.[key] ?? {}).filter(
    ([id, { read }]) => Number(id) !== state.me.userId && read >= message.seq,
  ).length;
}

/**
 * The state with how far others have come: `{ userId, delivered, read }` each. Marks only rise. In
 * a group one reader is not all of them, so there a message is not read; its readers are counted.
 */
export function withMarks(state, key, marks) {
  const others = marks.filter(({ userId }) => userId !== state.me?.userId && userId > 0);
  if (others.length === 0) {
    return state;
  }
  const known = { ...state.receipts?.[key] };
  for (const { userId, delivered, read } of others) {
    const old = known[userId] ?? { delivered: 0, read: 0 };
    known[userId] = { delivered: Math.max(old.delivered, delivered), read: Math.max(old.read, read) };
  }
  return brought({ ...state, receipts: { ...state.receipts, [key]: known } }, key);
}

/** Who says something has read what was said before: their mark may come late, or not at all. */
export function withSpeakers(state, key, messages) {
  const marks = messages
    .filter(({ seq, kind }) => seq > 0 && kind === "text")
    .map(({ from, seq }) => ({ userId: from, delivered: seq, read: seq }));
  return withMarks(state, key, marks);
}

/** The state with one's own messages as far as the known marks bring them. */
export function brought(state, key) {
  const marks = Object.values(state.receipts?.[key] ?? {});
  const list = state.messages[key];
  if (marks.length === 0 || list === undefined) {
    return state;
  }
  const highest = (name) => Math.max(...marks.map((each) => each[name]));
  const me = state.me?.userId;
  const here = mark(list, me, Math.max(highest("delivered"), highest("read")), "delivered");
  return withList(state, key, isUser(key) ? mark(here, me, highest("read"), "read") : here);
}
