import { isGroup } from "./keys.js";

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
