/** What stands in for a picture: letters and a colour that always belong to the same name. */

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

function firstLetter(word) {
  for (const { segment } of segmenter.segment(word)) {
    return segment;
  }
  return "";
}

/** One or two letters: of the first and the last word, or the first one of Chinese names. */
export function initials(name) {
  const words = name.trim().split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    return "?";
  }
  const first = firstLetter(words[0]);
  const isWide = /[\u2e80-\u9fff\uac00-\ud7af\u{1f000}-\u{1faff}]/u.test(first);
  const last = words.length > 1 && !isWide ? firstLetter(words[words.length - 1]) : "";
  return (first + last).toUpperCase();
}

/** An angle of the colour wheel. Neighbouring names lie far apart. */
export function hue(name) {
  let hash = 2166136261;
  for (const char of name) {
    hash = Math.imul(hash ^ char.codePointAt(0), 16777619);
  }
  return (((hash >>> 0) % 24) * 15 + 8) % 360;
}
