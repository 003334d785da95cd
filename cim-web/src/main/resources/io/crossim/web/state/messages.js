/**
 * The messages of one conversation as a list in order, oldest first. Lists and messages are never
 * changed: every function answers a new list, or the same one where nothing is new.
 *
 * A message: `{ id, key, seq, at, from, name, text, type, kind, ... }`. `id` is the message's own;
 * `seq` its place in the log of the conversation, 0 where there is none; `at` milliseconds;
 * `kind` is `text` or `event`; `state` of one's own messages is `waiting`, `stored`, `delivered`,
 * `read` or `failed`.
 */

export const isPending = (message) => message.state === "waiting" || message.state === "failed";

/** Logs count places, everything else stands where its time puts it; what waits comes last. */
function compare(a, b) {
  if (isPending(a) !== isPending(b)) {
    return isPending(a) ? 1 : -1;
  }
  if (a.seq > 0 && b.seq > 0) {
    return a.seq - b.seq;
  }
  return a.at - b.at || (a.id < b.id ? -1 : 1);
}

function isSame(a, b) {
  return (
    a.id === b.id ||
    (a.seq > 0 && a.seq === b.seq) ||
    (a.clientMsgId !== undefined && a.clientMsgId === b.clientMsgId && a.from === b.from)
  );
}

/** Both, where the newer one knows less of a message than the list does. */
function merge(old, found) {
  const merged = { ...old, ...found, id: old.id };
  if (old.edited && !found.edited && !found.fromLog) {
    merged.text = old.text;
    merged.edited = true;
  }
  if (old.recalled) {
    merged.recalled = true;
    merged.text = "";
  }
  if (old.state && !isPending(old) && RANK[old.state] > (RANK[found.state] ?? 0)) {
    merged.state = old.state;
  }
  merged.reactions = found.reactions ? keepMine(old.reactions, found.reactions) : old.reactions;
  return merged;
}

function keepMine(old = {}, found) {
  return Object.fromEntries(
    Object.entries(found).map(([sign, { count, mine }]) => [
      sign,
      { count, mine: mine || (old[sign]?.mine ?? false) },
    ]),
  );
}

const RANK = { failed: 0, waiting: 0, stored: 1, delivered: 2, read: 3 };

/** The list with these messages in their places; one that is there already is brought up to date. */
export function insert(list, found) {
  if (found.length === 0) {
    return list;
  }
  const next = [...list];
  for (const message of found) {
    const place = next.findLastIndex((each) => isSame(each, message));
    if (place >= 0) {
      next[place] = merge(next[place], message);
    } else {
      next.push(message);
    }
  }
  return next.sort(compare);
}

/** The same messages in order, after one of them was given its place. */
export const ordered = (list) => [...list].sort(compare);

/** The list with other fields in the message that passes the test. */
export function change(list, test, fields) {
  const place = list.findLastIndex(test);
  if (place < 0) {
    return list;
  }
  const next = [...list];
  next[place] = { ...next[place], ...(typeof fields === "function" ? fields(next[place]) : fields) };
  return next;
}

/** The list after an edit, a recall or a reaction that came in for the message at `refersTo`. */
export function apply(list, { kind, refersTo, text, recalled, isMine }) {
  const test = (message) => message.seq === refersTo && message.seq > 0;
  switch (kind) {
    case "EDIT":
      return change(list, test, (old) => (old.recalled ? {} : { text, edited: true }));
    case "RECALL":
      return change(list, test, { text: "", recalled: true, reactions: undefined });
    case "REACTION":
      return change(list, test, ({ reactions = {} }) => ({
        reactions: react(reactions, text, recalled, isMine),
      }));
    default:
      return list;
  }
}

function react(reactions, sign, isTakenBack, isMine) {
  const { count = 0, mine = false } = reactions[sign] ?? {};
  if (isMine && mine !== isTakenBack) {
    return reactions; // it is known already
  }
  const left = { ...reactions };
  const next = count + (isTakenBack ? -1 : 1);
  if (next > 0) {
    left[sign] = { count: next, mine: isMine ? !isTakenBack : mine };
  } else {
    delete left[sign];
  }
  return left;
}

/** Whether a mark of the others brings one's own messages up to it into a further state. */
export function mark(list, me, upTo, state) {
  let changed = false;
  const next = list.map((message) => {
    const rises =
      message.from === me &&
      message.state !== undefined &&
      message.seq > 0 &&
      message.seq <= upTo &&
      RANK[message.state] < RANK[state];
    changed ||= rises;
    return rises ? { ...message, state } : message;
  });
  return changed ? next : list;
}
