import { preferred } from "../i18n/index.js";

const NAME = "cim-page settings";

/** What the reader has chosen, kept in this browser. Where it keeps nothing, until the page closes. */
export function createSettings(storage = localStorage, onChange = () => {}) {
  let settings = { theme: "system", language: preferred(), notify: false, ...read(storage) };
  return {
    get: () => settings,
    set(fields) {
      settings = { ...settings, ...fields };
      quietly(() => storage.setItem(NAME, JSON.stringify(settings)));
      onChange(settings);
    },
    erase() {
      quietly(() => storage.removeItem(NAME));
    },
  };
}

function read(storage) {
  return quietly(() => JSON.parse(storage.getItem(NAME) ?? "{}")) ?? {};
}

/** Storage that is full or refused is no reason to stop. */
export function quietly(work) {
  try {
    return work();
  } catch {
    return undefined;
  }
}
