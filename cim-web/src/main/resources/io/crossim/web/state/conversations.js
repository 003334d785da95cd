import { EVERYONE, conversationOf, isUser } from "./keys.js";
import { insert, isPending } from "./messages.js";
import { t } from "../i18n/index.js";

/**
 * What the page knows of all conversations. State to state; nothing here waits or stores.
 *
 * A conversation: `{ key, name, unread, mentions, last, head, readSeq, mutedUntil, role, ... }`.
 */

export const emptyState = () => ({
  me: null,
  conversations: { [EVERYONE]: conversation(EVERYONE, "") },
  messages: {},
  open: null,
  newFrom: {},
  newCount: 0,
  find: null,
  drafts: {},
  typing: {},
  online: {},
  names: {},
  people: [],
  members: {},
  link: { state: "INITIALIZED" },
  keepsPrivate: null,
});

export function conversation(key, name) {
  return { key, name, unread: 0, mentions: 0, last: null, head: 0, readSeq: 0, mutedUntil: 0 };
}

/** The state with other fields in a conversation, which is made where there is none. */
export function changed(state, key, fields) {
  const old = state.conversations[key] ?? conversation(key, state.names[conversationOf(key).id] ?? "");
  return {
    ...state,
    conversations: { ...state.conversations, [key]: { ...old, ...fields } },
  };
}

export function gone(state, key) {
  const { [key]: left, ...conversations } = state.conversations;
  return left ? { ...state, conversations, open: state.open === key ? null : state.open } : state;
}

/** The names that stand for ids, from whatever told them. */
export function named(state, accounts) {
  const fresh = accounts.filter(({ userId, userName }) => userName && state.names[userId] !== userName);
  return fresh.length === 0
    ? state
    : {
        ...state,
        names: {
          ...state.names,
          ...Object.fromEntries(fresh.map(({ userId, userName }) => [userId, userName])),
        },
      };
}

/**
 * The state with messages of one conversation.
 *
 * @param unread how many of them nobody has seen yet
 */
export function withMessages(state, key, found, unread = 0, mentions = 0) {
  const list = insert(state.messages[key] ?? [], found);
  const old = state.conversations[key] ?? conversation(key, "");
  const next = changed({ ...state, messages: { ...state.messages, [key]: list } }, key, {
    unread: old.unread + unread,
    mentions: old.mentions + mentions,
    last: lastOf(list) ?? old.last,
    head: Math.max(old.head, ...found.map((message) => message.seq)),
  });
  const isFirstNew = unread > 0 && old.unread === 0 && state.open === key && !state.isLooking;
  return isFirstNew ? { ...next, newFrom: { [key]: found[0].id } } : next;
}

/** The state with another list of messages, after an edit or a mark. */
export function withList(state, key, list) {
  const old = state.messages[key];
  return list === old || list === undefined
    ? state
    : changed({ ...state, messages: { ...state.messages, [key]: list } }, key, {
        last: lastOf(list) ?? state.conversations[key]?.last ?? null,
      });
}

function lastOf(list) {
  return list[list.length - 1] ?? null;
}

/** Everyone first, then what was said last. */
export function sorted(state) {
  return Object.values(state.conversations).sort(
    (a, b) =>
      (b.key === EVERYONE) - (a.key === EVERYONE) ||
      (b.last?.at ?? b.madeAt ?? 0) - (a.last?.at ?? a.madeAt ?? 0) ||
      (a.key < b.key ? -1 : 1),
  );
}

export function nameOf(state, key) {
  if (key === EVERYONE) {
    return t("everyone");
  }
  const known = state.conversations[key]?.name ?? "";
  return isUser(key) ? (state.names[conversationOf(key).id] ?? known) : known;
}

/** Whether the other one of a private conversation is online. */
export const isOnline = (state, key) => isUser(key) && state.online[conversationOf(key).id] === true;

export const isMuted = (conversation, now = Date.now()) => conversation.mutedUntil > now;

/** All unread messages of conversations that may make a sound. */
export function unreadOf(state) {
  return Object.values(state.conversations)
    .filter((each) => !isMuted(each))
    .reduce((sum, each) => sum + each.unread, 0);
}

/** The last of one's own messages that can be edited still, for the arrow key. */
export function lastOwn(state, key) {
  return (state.messages[key] ?? []).findLast(
    (message) =>
      message.from === state.me?.userId &&
      message.kind === "text" &&
      message.seq > 0 &&
      !message.recalled &&
      !isPending(message),
  );
}

/** Who is typing in a conversation, by name. */
export function typists(state, key, now = Date.now()) {
  return Object.entries(state.typing[key] ?? {})
    .filter(([, until]) => until > now)
    .map(([id]) => state.names[id] ?? `#${id}`);
}
