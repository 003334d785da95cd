import { EVERYONE, conversationOf, isGroup } from "../state/keys.js";
import { change, ordered } from "../state/messages.js";
import { withList, withMessages } from "../state/conversations.js";
import { brought } from "../state/readers.js";
import { written } from "../state/convert.js";
import { isMentioned, mentioned } from "../state/text.js";
import { newId } from "./ids.js";
import { load, mayHaveAlias, replace } from "../state/emoji.js";
import { t } from "../i18n/index.js";

/** What goes to the cluster. */
export function sending(app) {
  let turn = Promise.resolve();

  /** One after the other, so that messages leave in the order in which they were written. */
  function inTurn(work) {
    turn = turn.then(work, work);
    return turn;
  }

  /** Sends a text, or saves the edit of one. */
  function send(key, text, target) {
    app.store.update({ target: null });
    if (target?.kind === "edit") {
      return inTurn(async () => app.saveEdit(key, target.message, await withEmoji(text.trim())));
    }
    draft(key, "");
    return inTurn(() => write(key, text, target));
  }

  async function write(key, text, target) {
    const message = written(key, app.state().me, await withEmoji(text.replace(/^\s*\n|\s+$/g, "")), {
      clientMsgId: newId(),
      refersTo: target?.message.seq ?? 0,
    });
    app.store.update((state) => withMessages(state, key, [message]));
    await app.keep(key, { messages: [message] });
    await deliver(message);
  }

  async function withEmoji(text) {
    try {
      return mayHaveAlias(text) ? replace(text, (await load()).byAlias) : text;
    } catch {
      return text;
    }
  }

  /** Hands a message to the SDK, which repeats it as long as it takes. */
  async function deliver(message) {
    const { key, clientMsgId, text, refersTo } = message;
    if (isGroup(key) && text.includes("@") && app.state().members[key] === undefined) {
      await app.loadMembers(key); // whom the text may name
    }
    const members = app.state().members[key] ?? [];
    const outgoing = {
      text,
      ...(refersTo > 0 ? { refersTo } : {}),
      mentions: mentioned(text, members).slice(0, 50),
      mentionsAll: members.length > 0 && ["all", t("mentionAll")].some((name) => isMentioned(text, name)),
    };
    watchOutcome(message, app.client.send(conversationOf(key), outgoing, clientMsgId));
  }

  async function watchOutcome(message, result) {
    try {
      await settle(message, outcome(await result));
    } catch (failure) {
      // What was not sent when a client ended is sent by the next one.
      if (app.client?.state === "READY" || app.client?.state === "RECONNECTING") {
        await settle(message, { state: "failed", problem: app.sentence(failure) });
      }
    }
  }

  function outcome({ status, conversationSeq = 0 }) {
    switch (status) {
      case "UNKNOWN":
        return { state: "failed" };
      case "NOBODY":
        return { state: "stored", note: "nobodyOnline" };
      case "PUSHED":
        return { state: "delivered", seq: conversationSeq };
      default:
        return { state: "stored", seq: conversationSeq };
    }
  }

  async function settle(message, fields) {
    const { key, id, clientMsgId } = message;
    const isIt = (each) => each.clientMsgId === clientMsgId;
    app.store.update((state) =>
      brought(withList(state, key, ordered(change(state.messages[key] ?? [message], isIt, fields))), key),
    );
    const now = app.state().messages[key]?.find(isIt) ?? { ...message, ...fields };
    const isMoved = now.seq > 0;
    await app.keep(key, { messages: [now], gone: isMoved ? [{ key, place: id }] : [] });
    app.tellTabs({ key, message: now });
  }

  /** What an earlier life of this page has left without an outcome. */
  async function resend() {
    const waiting = Object.values(app.state().messages).flat();
    const kept = (
      await Promise.all(
        Object.keys(app.state().conversations).map((key) =>
          app.db.messages(key, Infinity, 50).catch(() => []),
        ),
      )
    ).flat();
    const all = new Map(
      [...kept, ...waiting]
        .filter(({ state }) => state === "waiting")
        .map((message) => [message.clientMsgId, message]),
    );
    [...all.values()].sort((a, b) => a.at - b.at).forEach((message) => inTurn(() => deliver(message)));
  }

  async function retry(key, id) {
    const message = find(key, id);
    app.store.update((state) =>
      withList(
        state,
        key,
        change(state.messages[key], (each) => each.id === id, { state: "waiting", problem: undefined }),
      ),
    );
    await inTurn(() => deliver({ ...message, state: "waiting" }));
  }

  async function discard(key, id) {
    app.store.update((state) =>
      withList(
        state,
        key,
        state.messages[key].filter((each) => each.id !== id),
      ),
    );
    await app.keep(key, { gone: [{ key, place: id }] });
  }

  const find = (key, id) => (app.state().messages[key] ?? []).find((each) => each.id === id);

  function draft(key, text) {
    app.drafts?.set(key, text);
    app.store.update((state) => ({ ...state, drafts: { ...state.drafts, [key]: text } }));
  }

  function typing(key) {
    if (key !== EVERYONE) {
      app.client?.typing(conversationOf(key));
    }
  }

  return { send, resend, retry, discard, draft, typing };
}
