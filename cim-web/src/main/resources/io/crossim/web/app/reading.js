import { EVERYONE, conversationOf, isGroup } from "../state/keys.js";
import { changed, named, sorted, withMessages } from "../state/conversations.js";
import { fromHistory } from "../state/convert.js";
import { withSpeakers } from "../state/readers.js";

const PAGE = 50;
const KEPT_PAGE = 100;
const MOST_LOOKED_THROUGH = 5_000;

/** What is in conversations, and what of it was read. */
export function reading(app) {
  /** Shows a conversation, at a message where one is named. */
  function open(key, messageId) {
    const state = app.state();
    const isNew = state.open !== key;
    app.store.update((now) => ({
      ...changed(now, key, {}),
      open: key,
      panel: null,
      target: null,
      find: messageId ?? null,
      ...(isNew ? { newFrom: {}, newCount: now.conversations[key]?.unread ?? 0 } : {}),
    }));
    if (isNew || messageId) {
      show(key, messageId);
    }
  }

  /** The line above the first message that was not read when the conversation was opened stays. */
  function withNewLine(state, key) {
    if (state.open !== key || !(state.newCount > 0)) {
      return state;
    }
    const theirs = (state.messages[key] ?? []).filter(
      ({ from, kind }) => from !== state.me?.userId && kind === "text",
    );
    const first = theirs[theirs.length - state.newCount];
    return first ? { ...state, newCount: 0, newFrom: { [key]: first.id } } : state;
  }

  async function show(key, messageId) {
    const { me } = app.state();
    const kept = await fromBrowser(key, messageId);
    app.store.update((state) => withNewLine(withMessages(state, key, kept), key));
    if (me !== null) {
      await refresh(key);
    }
    if (isGroup(key)) {
      app.loadMembers(key);
      app.loadReaders(key);
    }
  }

  /** The last messages that this browser keeps; all of them up to one that is looked for. */
  async function fromBrowser(key, messageId) {
    const all = [];
    for (let before = Infinity; ; before = all[0].at) {
      const page = await app.db.messages(key, before, KEPT_PAGE).catch(() => []);
      all.unshift(...page);
      if (
        page.length < KEPT_PAGE ||
        !messageId ||
        all.length >= MOST_LOOKED_THROUGH ||
        page.some(({ id }) => id === messageId)
      ) {
        return all;
      }
    }
  }

  /** What the log has at its end. */
  async function refresh(key) {
    if (hasLog(key)) {
      await page(key, { limit: PAGE });
    }
  }

  const hasLog = (key) => key !== EVERYONE && (isGroup(key) || app.state().keepsPrivate === true);

  async function page(key, range) {
    const me = app.client?.user.userId;
    try {
      const { messages, floor } = await app.client.history(conversationOf(key), range);
      const found = messages.map((entry) => fromHistory(entry, key, me)).filter(Boolean);
      app.store.update((state) => {
        const people = found.map(({ from, name }) => ({ userId: from, userName: name }));
        const next = changed(named(withMessages(state, key, found), people), key, {
          isComplete: messages.length === 0 || messages[0].seq <= floor + 1,
        });
        return withNewLine(withSpeakers(next, key, found), key);
      });
      await app.keep(key, { messages: found });
    } catch {
      // what this browser keeps is shown, and the next connection asks again
    }
  }

  /** More of the past: from the log where there is one, else from this browser. */
  async function loadEarlier(key) {
    const state = app.state();
    const list = state.messages[key] ?? [];
    if (state.conversations[key].isComplete || state.conversations[key].loading || list.length === 0) {
      return;
    }
    app.store.update((now) => changed(now, key, { loading: true }));
    const first = list.find(({ seq }) => seq > 0);
    if (hasLog(key) && first) {
      await page(key, { before: first.seq, limit: PAGE });
    } else {
      const kept = await app.db.messages(key, list[0].at, KEPT_PAGE).catch(() => []);
      app.store.update((now) =>
        changed(withMessages(now, key, kept), key, { isComplete: kept.length === 0 }),
      );
    }
    app.store.update((now) => changed(now, key, { loading: false }));
  }

  /** The end of a conversation is before the reader's eyes. */
  function seen(key) {
    const { conversations, messages, isLooking, open: shown } = app.state();
    const conversation = conversations[key];
    const last = (messages[key] ?? []).findLast(({ seq }) => seq > 0);
    const isRead =
      conversation.unread === 0 && conversation.mentions === 0 && (last?.seq ?? 0) <= conversation.readSeq;
    const isLoading = last === undefined && conversation.head > 0;
    if (!isLooking || shown !== key || isRead || isLoading) {
      return;
    }
    if (last) {
      app.client?.markRead({ conversation: conversationOf(key), conversationSeq: last.seq });
    }
    app.store.update((state) =>
      changed(state, key, {
        unread: 0,
        mentions: 0,
        readSeq: Math.max(conversation.readSeq, last?.seq ?? 0),
      }),
    );
    app.keep(key);
    app.tellTabs({ seen: key });
  }

  /** Back to the list, where there is room for one of both only. */
  function leave() {
    const { open: left } = app.state();
    app.store.update({ open: null, details: false, target: null });
    // The list may be drawn with the next frame only.
    const focus = () => document.querySelector(`[data-key="${CSS.escape(left ?? "")}"]`)?.focus();
    requestAnimationFrame(() => requestAnimationFrame(focus));
  }

  /** The conversation before or behind the one that is open. */
  function step(by) {
    const state = app.state();
    const keys = sorted(state).map(({ key }) => key);
    const at = keys.indexOf(state.open);
    const next = at < 0 ? keys[0] : keys[(at + by + keys.length) % keys.length];
    open(next);
  }

  return { open, refresh, loadEarlier, seen, leave, step };
}
