import { quietly } from "./settings.js";

const NAME = "cim-page session";

/** Who is signed in here. It lives as long as the tab: a token is nothing to keep on a disk. */
export const session = {
  get: () => quietly(() => JSON.parse(sessionStorage.getItem(NAME) ?? "null")),
  set: (value) => quietly(() => sessionStorage.setItem(NAME, JSON.stringify(value))),
  end: () => quietly(() => sessionStorage.removeItem(NAME)),
};
