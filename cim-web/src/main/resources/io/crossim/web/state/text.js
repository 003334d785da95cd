/** Takes the text of a message apart for the eye: links and names that it mentions. */

const LINK = /\bhttps?:\/\/[^\s<>"'\u3000-\u303f\uff00-\uffef]+/giu;
const TRAILING = /[.,;:!?)\]}'"]+$/;

/** A list of `{ text }`, `{ text, href }` and `{ text, mention: true }` that makes up the text. */
export function parts(text, names = []) {
  const found = [];
  let done = 0;
  for (const match of text.matchAll(LINK)) {
    const url = match[0].replace(TRAILING, "");
    if (isWebAddress(url)) {
      found.push(...mentions(text.slice(done, match.index), names), { text: url, href: url });
      done = match.index + url.length;
    }
  }
  found.push(...mentions(text.slice(done), names));
  return found.filter((part) => part.text !== "");
}

function isWebAddress(url) {
  try {
    const { protocol, hostname } = new URL(url);
    return (protocol === "http:" || protocol === "https:") && hostname !== "";
  } catch {
    return false;
  }
}

function mentions(text, names) {
  const longestFirst = names.filter(Boolean).sort((a, b) => b.length - a.length);
  if (longestFirst.length === 0) {
    return [{ text }];
  }
  const pattern = new RegExp(`@(?:${longestFirst.map(escape).join("|")})(?![\\p{L}\\p{N}])`, "gu");
  const found = [];
  let done = 0;
  for (const match of text.matchAll(pattern)) {
    found.push({ text: text.slice(done, match.index) }, { text: match[0], mention: true });
    done = match.index + match[0].length;
  }
  found.push({ text: text.slice(done) });
  return found;
}

function escape(name) {
  return name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Whether a name stands in the text behind an `@`. */
export const isMentioned = (text, name) => mentions(text, [name]).some((part) => part.mention);

/** The ids of members whom the text mentions. */
export function mentioned(text, members) {
  return members.filter(({ userName }) => isMentioned(text, userName)).map(({ userId }) => userId);
}

/** Whether a message is nothing but one to three emoji, which then are shown large. */
export function isOnlyEmoji(text) {
  return (
    text.length <= 40 &&
    /^(?:[\p{Extended_Pictographic}\p{Regional_Indicator}][\p{Emoji_Modifier}\p{Regional_Indicator}\ufe0f\u20e3]*(?:\u200d\p{Extended_Pictographic}[\p{Emoji_Modifier}\ufe0f]*)*\s*){1,3}$/u.test(
      text,
    )
  );
}

/** The place of a word in a text, whatever its case; -1 where it is not. */
export function placeOf(text, word) {
  return text.toLocaleLowerCase().indexOf(word.toLocaleLowerCase());
}
