/**
 * @typedef {import("../types.js").Store} Store
 */

/**
 * Keeps what a client has to remember for as long as the program runs.
 * @returns {Store}
 */
export function memoryStore() {
  /** @type {Map<string, unknown>} */
  const kept = new Map();
  return {
    async entries(prefix) {
      return [...kept].filter(([key]) => key.startsWith(prefix));
    },
    async set(key, value) {
      if (value === undefined) kept.delete(key);
      else kept.set(key, value);
    },
  };
}

/**
 * Keeps it in a database of the browser, over reloads.
 * @param {string} [name] of the database
 * @returns {Store}
 */
export const indexedDbStore = (name = "cim-client") =>
  onFirstUse(async () => (await import("./indexed-db.js")).open(name));

/**
 * An object whose methods load what they need when the first of them is called.
 * @param {() => Promise<any>} load
 * @returns {any}
 */
export function onFirstUse(load) {
  /** @type {Promise<any> | undefined} */
  let loaded;
  return new Proxy(
    {},
    { get: (_, name) => name === "then" ? undefined : async (/** @type {any[]} */ ...values) => (await (loaded ??= load()))[name](...values) },
  );
}
