import { userKey } from "./keys.js";
import { isOnline, nameOf, sorted } from "./conversations.js";
import { placeOf } from "./text.js";

const MOST = 8;

/** Conversations and people whose name has the word in it; without a word the last conversations. */
export function search(state, word) {
  const wanted = word.trim();
  const fits = (name) => placeOf(name, wanted) >= 0;
  const chats = sorted(state)
    .map(({ key }) => ({
      id: `chat ${key}`,
      section: "resultsChats",
      key,
      name: nameOf(state, key),
      online: isOnline(state, key),
    }))
    .filter(({ name }) => fits(name))
    .slice(0, MOST);
  return [...chats, ...people(state, wanted, chats)];
}

function people(state, wanted, chats) {
  const known = new Set(chats.map(({ key }) => key));
  return everybody(state)
    .filter(({ userId, userName }) => !known.has(userKey(userId)) && placeOf(userName, wanted) >= 0)
    .slice(0, MOST)
    .map(({ userId, userName, isOnline }) => ({
      id: `person ${userId}`,
      section: "resultsPeople",
      key: userKey(userId),
      name: userName,
      online: isOnline,
    }));
}

/** Whom the page knows by name, those who are online first; never oneself. */
export function everybody(state) {
  const all = new Map(
    Object.entries(state.names).map(([id, userName]) => [
      Number(id),
      { userId: Number(id), userName, isOnline: state.online[id] === true },
    ]),
  );
  state.people.forEach((person) => all.set(person.userId, { ...person, isOnline: true }));
  return [...all.values()]
    .filter(({ userId }) => userId !== state.me?.userId && userId > 0)
    .sort((a, b) => b.isOnline - a.isOnline || a.userName.localeCompare(b.userName));
}
