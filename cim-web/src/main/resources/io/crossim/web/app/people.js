import { conversationOf, isGroup, isUser } from "../state/keys.js";
import { changed, nameOf, named } from "../state/conversations.js";

/** The server tells of so many users at most. */
const MOST_WATCHED = 500;

const FOR_GOOD = 2 ** 53 - 1;

/** Other users: who is online, and whom one wants to hear of. */
export function people(app) {
  async function lookForPeople() {
    const people = await app.try(() => app.client.onlineUsers({ limit: 200 }));
    if (people) {
      app.store.update((state) => ({ ...named(state, people), people }));
    }
  }

  /** Asks to be told who of those with a conversation, and of the group that is open, is online. */
  function watch() {
    const { conversations, members, open, me } = app.state();
    const peers = Object.keys(conversations)
      .filter(isUser)
      .map((key) => conversationOf(key).id);
    const others = (members[open] ?? []).map(({ userId }) => userId);
    const all = [...new Set([...peers, ...others])].filter((id) => id > 0 && id !== me?.userId);
    app.client?.watchPresence(all.slice(0, MOST_WATCHED));
  }

  /** A conversation with somebody to whom nothing was written yet. */
  function begin(key, userName) {
    const { id } = conversationOf(key);
    app.store.update((state) => {
      const known = userName.startsWith("#") ? state : named(state, [{ userId: id, userName }]);
      return changed(known, key, {
        name: known.names[id] ?? userName,
        madeAt: state.conversations[key]?.madeAt ?? Date.now(),
      });
    });
    app.keep(key);
    app.watch();
    app.open(key);
  }

  async function mute(key, muted) {
    await app.try(async () => {
      await (muted
        ? app.client.preferences.mute(conversationOf(key))
        : app.client.preferences.unmute(conversationOf(key)));
      app.store.update((state) => changed(state, key, { mutedUntil: muted ? FOR_GOOD : 0 }));
      await app.keep(key);
    });
  }

  async function block(id, blocked) {
    await app.try(async () => {
      await app.client.preferences.block(id, blocked);
      app.store.update({ blocked: await app.client.preferences.blocked() });
    });
  }

  async function findMessages(word) {
    const wanted = word.trim();
    if (wanted === "") {
      return [];
    }
    const found = await app.db.search(wanted).catch(() => []);
    return found.map((message) => ({
      id: `message ${message.key} ${message.id}`,
      section: "resultsMessages",
      key: message.key,
      name: nameIn(message),
      message,
    }));
  }

  /** Who is found: whom one writes with, or who has said it where. */
  function nameIn({ key, name }) {
    const place = nameOf(app.state(), key);
    if (isUser(key)) {
      return place || name;
    }
    return isGroup(key) ? `${place} · ${name}` : name;
  }

  return { lookForPeople, watch, begin, mute, block, findMessages };
}
