import en from './en.js';
import zh from './zh.js';

const TEXTS = { en, zh };
let language = 'en';

export const languages = Object.keys(TEXTS);

/** The language that the reader's browser asks for, as far as there is one. */
export function preferred(wanted = navigator.languages) {
  return wanted.map((each) => each.slice(0, 2).toLowerCase()).find((each) => each in TEXTS) ?? 'en';
}

export function speak(wanted) {
  language = wanted;
}

export const spoken = () => language;

/** What dates and numbers are written by. */
export const locale = () => (language === 'zh' ? 'zh-CN' : 'en-GB');

/**
 * A sentence by its name, with `{field}` filled in. With a `count` the form for that number is
 * taken: `name_one` or `name_other`.
 */
export function t(name, fields = {}) {
  const form =
    fields.count === undefined
      ? name
      : `${name}_${new Intl.PluralRules(language).select(fields.count)}`;
  const text = TEXTS[language][form] ?? TEXTS[language][`${name}_other`] ?? name;
  return text.replace(/\{(\w+)\}/g, (whole, field) => fields[field] ?? whole);
}
