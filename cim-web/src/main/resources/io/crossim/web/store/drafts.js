import { quietly } from "./settings.js";

const PREFIX = "cim-page draft ";

/** Texts that are not sent yet. They are written at every key, so that a reload loses none. */
export function createDrafts(userName, storage = localStorage) {
  const nameOf = (key) => `${PREFIX}${userName}\n${key}`;
  return {
    all() {
      const prefix = nameOf("");
      const found = {};
      quietly(() => {
        for (let i = 0; i < storage.length; i++) {
          const name = storage.key(i);
          if (name.startsWith(prefix)) {
            found[name.slice(prefix.length)] = storage.getItem(name);
          }
        }
      });
      return found;
    },
    set(key, text) {
      quietly(() => (text === "" ? storage.removeItem(nameOf(key)) : storage.setItem(nameOf(key), text)));
    },
    erase() {
      Object.keys(this.all()).forEach((key) => this.set(key, ""));
    },
  };
}
