/**
 * One value that changes by replacement. Whoever subscribes hears of a change once per turn of the
 * event loop, however many there were in it.
 */
export function createStore(initial) {
  let state = initial;
  let told = true;
  const listeners = new Set();

  function tell() {
    told = true;
    listeners.forEach((listener) => listener(state));
  }

  return {
    get: () => state,
    /** Takes a function from state to state, or the fields that change. */
    update(change) {
      const next = typeof change === "function" ? change(state) : { ...state, ...change };
      if (next !== state) {
        state = next;
        if (told) {
          told = false;
          queueMicrotask(tell);
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
