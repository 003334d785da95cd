import { isUser, keyOf } from "../state/keys.js";
import { apply } from "../state/messages.js";
import { withMarks, withSpeakers } from "../state/readers.js";
import { changed, named, withList, withMessages } from "../state/conversations.js";
import { received } from "../state/convert.js";

/** A typist who says nothing more is forgotten after this. */
const TYPING_MS = 6_000;

/** What comes from the cluster. */
export function incoming(app) {
  /** Takes a message; it is acknowledged when this is done. */
  const receive = (m) => take(m, app.keep, isStored);

  /** Another tab has taken it, and has it in the database. */
  const copy = (m) =>
    take(
      m,
      async () => {},
      async () => false,
    );

  async function take(m, keep, isOld) {
    const me = app.client.user.userId;
    const { key, isOwn, message, change } = received(m, me);
    if (m.kind === "LEFT" && isOwn && m.users.includes(me)) {
      await app.forgetGroup(key); // left here a moment ago, or on another device
      return;
    }
    app.store.update((state) => {
      const next = named(state, [{ userId: m.senderId, userName: m.senderName }]);
      return m.conversationName ? changed(next, key, { name: m.conversationName }) : next;
    });
    if (change) {
      await takeChange(key, change, keep);
      return;
    }
    const isFirst = app.state().conversations[key] === undefined;
    const isNew = !isOwn && message.kind === "text" && !isCounted(key, message) && !(await isOld(message));
    app.store.update((state) =>
      withSpeakers(
        stopTyping(
          withMessages(state, key, [message], isNew ? 1 : 0, isNew && message.mentionsMe ? 1 : 0),
          key,
          message.from,
        ),
        key,
        [message],
      ),
    );
    await keep(key, { messages: [message] });
    if (isNew) {
      app.announce(key, message);
    }
    if (isFirst && isUser(key)) {
      app.watch();
    }
    if (message.kind === "event") {
      app.groupChanged(key, message);
    }
  }

  const isStored = (message) => app.db.has(message).catch(() => false);

  /** What is on the screen, or what the list of conversations has counted, is not counted again. */
  function isCounted(key, message) {
    const { messages, conversations } = app.state();
    return (
      (messages[key] ?? []).some(({ id }) => id === message.id) ||
      (message.seq > 0 && message.seq <= (conversations[key]?.counted ?? 0))
    );
  }

  /** Changes an earlier message, and answers it as it is now. */
  async function takeChange(key, change, keep) {
    app.store.update((state) =>
      withList(state, key, state.messages[key] && apply(state.messages[key], change)),
    );
    const now = app.state().messages[key]?.find(({ seq }) => seq === change.refersTo);
    await keep(key, { messages: now ? [now] : [] });
    return now;
  }

  function marked({ conversation, userId, delivered, read }) {
    const key = keyOf(conversation);
    const me = app.state().me?.userId;
    if (userId === me) {
      readElsewhere(key, read);
      return;
    }
    app.store.update((state) => withMarks(state, key, [{ userId, delivered, read }]));
  }

  function readElsewhere(key, read) {
    const conversation = app.state().conversations[key];
    if (conversation && read > conversation.readSeq) {
      const list = app.state().messages[key] ?? [];
      const unread = list.filter(
        ({ seq, from, kind }) => seq > read && kind === "text" && from !== app.state().me?.userId,
      ).length;
      app.store.update((state) =>
        changed(state, key, {
          readSeq: read,
          unread: Math.min(unread, conversation.unread),
          mentions: unread === 0 ? 0 : conversation.mentions,
        }),
      );
      app.keep(key);
    }
  }

  function signalled({ conversation, userId, type }) {
    if (type === "ONLINE" || type === "OFFLINE") {
      app.store.update((state) => ({ ...state, online: { ...state.online, [userId]: type === "ONLINE" } }));
      return;
    }
    const key = keyOf(conversation);
    if (type === "STOPPED") {
      app.store.update((state) => stopTyping(state, key, userId));
    } else if (userId !== app.state().me?.userId) {
      app.store.update((state) => ({
        ...state,
        typing: { ...state.typing, [key]: { ...state.typing[key], [userId]: Date.now() + TYPING_MS } },
      }));
      setTimeout(() => app.store.update((state) => forgetTypist(state, key, userId)), TYPING_MS + 50);
    }
  }

  function forgetTypist(state, key, userId) {
    return (state.typing[key]?.[userId] ?? Infinity) <= Date.now() ? stopTyping(state, key, userId) : state;
  }

  function stopTyping(state, key, userId) {
    if (state.typing[key]?.[userId] === undefined) {
      return state;
    }
    const { [userId]: stopped, ...left } = state.typing[key];
    return { ...state, typing: { ...state.typing, [key]: left } };
  }

  return { receive, copy, takeChange, marked, signalled };
}
