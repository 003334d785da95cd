import en from "./en.js";

const texts = { en };
const others = { zh: () => import("./zh.js") };
let language = "en";

/** What each language calls itself. */
export const languages = { en: "English", zh: "中文" };

/** The language that the reader's browser asks for, as far as there is one. */
export function preferred(wanted = navigator.languages) {
  return wanted.map((each) => each.slice(0, 2).toLowerCase()).find((each) => each in languages) ?? "en";
}

/** Speaks a language from now on. Where its words cannot be loaded, it stays English. */
export async function speak(wanted) {
  try {
    texts[wanted] ??= (await others[wanted]()).default;
    language = wanted;
  } catch {
    language = "en";
  }
}

export const spoken = () => language;

/** What dates and numbers are written by. */
export const locale = () => (language === "zh" ? "zh-CN" : "en-GB");

/**
 * A sentence by its name, with `{field}` filled in. With a `count` the form for that number is
 * taken: `name_one` or `name_other`.
 */
export function t(name, fields = {}) {
  const form =
    fields.count === undefined ? name : `${name}_${new Intl.PluralRules(language).select(fields.count)}`;
  const text = texts[language][form] ?? texts[language][`${name}_other`] ?? name;
  return text.replace(/\{(\w+)\}/g, (whole, field) => fields[field] ?? whole);
}
