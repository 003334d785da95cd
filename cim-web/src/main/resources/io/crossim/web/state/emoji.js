/**
 * Turns aliases such as `:smile:` into emoji, as the console does. The table comes later than the
 * page: `load` fetches it once.
 */

const NAME = /(?<!\d):[^\s:]+:(?!\d)/g;
let table;

/** The table as a list of `[emoji, alias, ...]`; the same promise for every call that works. */
export function load(url = new URL("../emoji.json", import.meta.url), get = fetch) {
  table ??= get(url)
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText))))
    .then((groups) => ({ groups, byAlias: index(groups) }))
    .catch((failure) => {
      table = undefined;
      throw failure;
    });
  return table;
}

function index(groups) {
  const byAlias = new Map();
  for (const { emoji } of groups) {
    for (const [sign, ...aliases] of emoji) {
      aliases.forEach((alias) => byAlias.set(`:${alias}:`, sign));
    }
  }
  return byAlias;
}

export const mayHaveAlias = (text) => text.match(NAME) !== null;

/** The text with its aliases turned into emoji; what is no alias stays. */
export function replace(text, byAlias) {
  let out = "";
  let from = 0;
  let done = 0;
  const pattern = new RegExp(NAME.source, "g");
  for (;;) {
    pattern.lastIndex = from;
    const match = pattern.exec(text);
    if (match === null) {
      return out + text.slice(done);
    }
    const sign = byAlias.get(match[0]);
    const end = match.index + match[0].length;
    if (sign) {
      out += text.slice(done, match.index) + sign;
      done = end;
      from = end;
    } else {
      from = Math.max(match.index + 1, end - 1); // the colon at its end may begin an alias
    }
  }
}

/** The emoji of which an alias has the word in it; the shortest aliases first. */
export function find(groups, word, most = 64) {
  const wanted = word.toLowerCase().replaceAll(":", "").replaceAll(" ", "_");
  return groups
    .flatMap(({ emoji }) => emoji)
    .filter(([, ...aliases]) => aliases.some((alias) => alias.includes(wanted)))
    .sort((a, b) => a[1].length - b[1].length)
    .slice(0, most);
}
