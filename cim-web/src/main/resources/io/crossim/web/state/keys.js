/**
 * A conversation is known by a key: `all`, `u42` (the user 42) or `g43` (the group 43). Keys are
 * the names under which messages, drafts and marks are kept.
 */

export const EVERYONE = "all";

export const userKey = (id) => `u${id}`;
export const groupKey = (id) => `g${id}`;

/** What a key stands for: `{ type: 'ALL' | 'USER' | 'GROUP', id }`. */
export function conversationOf(key) {
  if (key === EVERYONE) {
    return { type: "ALL", id: 0 };
  }
  return { type: key[0] === "g" ? "GROUP" : "USER", id: Number(key.slice(1)) };
}

/** The key of a conversation as the SDK names it. */
export function keyOf({ type, id }) {
  return type === "GROUP" ? groupKey(id) : type === "USER" ? userKey(id) : EVERYONE;
}

export const isGroup = (key) => key[0] === "g";
export const isUser = (key) => key[0] === "u";
