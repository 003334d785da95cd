/**
 * Time, which tests replace.
 * @typedef {{ now(): number, after(ms: number, task: () => void): () => void }} Clock
 */

/** @type {Clock} */
export const systemClock = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

/** An id that no other call makes. `crypto.randomUUID` is missing on pages that came over http. */
export function newId() {
  const bytes = new Uint8Array(16);
  if (globalThis.crypto) crypto.getRandomValues(bytes);
  else bytes.forEach((_, i) => (bytes[i] = Math.random() * 256));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
