/** What a conversation looks like: messages of one sender and moment together, days between them. */

/** Within this time messages of a sender stand together. */
const TOGETHER_MS = 5 * 60_000;

/** So many messages are in the page at a time. */
export const MOST_ROWS = 200;

const dayOf = (at) => new Date(at).toDateString();

/**
 * The rows of a list: `{ type: 'day', at }`, `{ type: 'new' }`, and for each message
 * `{ type: 'message', message, first, last }`, first and last of those that stand together.
 *
 * @param newFrom the id of the first message that was not read when the conversation was opened
 */
export function rows(list, newFrom) {
  const found = [];
  list.forEach((message, i) => {
    const before = list[i - 1];
    const after = list[i + 1];
    if (before === undefined || dayOf(before.at) !== dayOf(message.at)) {
      found.push({ type: "day", at: message.at, id: `day ${dayOf(message.at)} ${message.id}` });
    }
    if (message.id === newFrom) {
      found.push({ type: "new", id: "new" });
    }
    found.push({
      type: "message",
      id: message.id,
      message,
      first: !isTogether(before, message) || message.id === newFrom,
      last: !isTogether(message, after) || after.id === newFrom,
    });
  });
  return found;
}

function isTogether(a, b) {
  return (
    a !== undefined &&
    b !== undefined &&
    a.kind === "text" &&
    b.kind === "text" &&
    a.from === b.from &&
    (a.state === "failed") === (b.state === "failed") &&
    b.at - a.at < TOGETHER_MS &&
    dayOf(a.at) === dayOf(b.at)
  );
}

/**
 * The part of a list that is shown: it ends at `end`, or with the last message where that is null.
 */
export function part(list, end) {
  const until = end === null ? list.length : Math.min(end, list.length);
  return { from: Math.max(0, until - MOST_ROWS), until };
}
