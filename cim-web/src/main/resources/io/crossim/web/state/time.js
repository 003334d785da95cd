import { locale, t } from "../i18n/index.js";

const DAY_MS = 24 * 60 * 60_000;

const formats = new Map();

function format(at, options) {
  const name = locale() + JSON.stringify(options);
  if (!formats.has(name)) {
    formats.set(name, new Intl.DateTimeFormat(locale(), options));
  }
  return formats.get(name).format(at);
}

function daysAgo(at, now) {
  return Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / DAY_MS);
}

export const clock = (at) => format(at, { hour: "2-digit", minute: "2-digit" });

/** Today, yesterday, the weekday of the last days, else the date. */
export function day(at, now = Date.now()) {
  const ago = daysAgo(at, now);
  if (ago === 0 || ago === 1) {
    return t(ago === 0 ? "today" : "yesterday");
  }
  return ago > 1 && ago < 7
    ? format(at, { weekday: "long" })
    : format(at, { day: "numeric", month: "long", year: "numeric" });
}

/** As short as it can be: for the list of conversations. */
export function short(at, now = Date.now()) {
  const ago = daysAgo(at, now);
  if (ago <= 0) {
    return clock(at);
  }
  return ago === 1
    ? t("yesterday")
    : ago < 7
      ? format(at, { weekday: "short" })
      : format(at, { day: "2-digit", month: "2-digit", year: "2-digit" });
}

/** In full, for a tooltip. */
export const full = (at) => format(at, { dateStyle: "full", timeStyle: "medium" });
