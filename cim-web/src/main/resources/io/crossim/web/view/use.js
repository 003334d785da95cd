import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** The state of a store, and a new rendering whenever it changes. */
export function useStore(store) {
  const [state, set] = useState(store.get());
  useEffect(() => {
    set(store.get());
    return store.subscribe(set);
  }, [store]);
  return state;
}

/** The time, anew at every step while somebody wants to know it. */
export function useNow(stepMs, isWanted = true) {
  const [now, set] = useState(Date.now());
  useEffect(() => {
    if (!isWanted) {
      return undefined;
    }
    set(Date.now());
    const timer = setInterval(() => set(Date.now()), stepMs);
    return () => clearInterval(timer);
  }, [stepMs, isWanted]);
  return now;
}

/** Calls when the reader points at something outside of an element, while that is wanted. */
export function usePointerOutside(ref, leave, isWanted = true) {
  useEffect(() => {
    if (!isWanted) {
      return undefined;
    }
    const listen = (event) => {
      if (!ref.current?.contains(event.target)) {
        leave();
      }
    };
    document.addEventListener("pointerdown", listen);
    return () => document.removeEventListener("pointerdown", listen);
  }, [isWanted]);
}

/** Makes one of the items the one that Tab leads to. */
export function tabTo(one, items) {
  items.forEach((each) => {
    each.tabIndex = each === one ? 0 : -1;
  });
}

/**
 * One Tab stop for a list, and arrow keys inside it. Answers what the list's element needs: it
 * looks for `[data-item]` in it.
 */
export function useRoving({ vertical = true, onKey } = {}) {
  const ref = useRef(null);

  const items = () => [...(ref.current?.querySelectorAll("[data-item]") ?? [])];

  useLayoutEffect(() => {
    const all = items();
    const stop = all.find((each) => each.tabIndex === 0) ?? all.find((each) => each.ariaCurrent === "true");
    tabTo(stop ?? all[0], all);
  });

  function moveTo(item) {
    tabTo(item, items());
    item.focus();
    item.scrollIntoView({ block: "nearest" });
  }

  function onKeyDown(event) {
    const all = items();
    const at = all.indexOf(event.target.closest("[data-item]"));
    if (at < 0 || onKey?.(event, all[at])) {
      return;
    }
    const [before, after] = vertical ? ["ArrowUp", "ArrowDown"] : ["ArrowLeft", "ArrowRight"];
    const target = {
      [before]: all[at - 1],
      [after]: all[at + 1],
      Home: all[0],
      End: all[all.length - 1],
    }[event.key];
    if (target && !event.altKey && !event.ctrlKey && !event.metaKey && event.target.tagName !== "INPUT") {
      event.preventDefault();
      moveTo(target);
    }
  }

  /** A click makes the item the Tab stop as well. */
  function onFocusIn(event) {
    const item = event.target.closest("[data-item]");
    if (item) {
      tabTo(item, items());
    }
  }

  return { ref, onKeyDown, onFocusIn };
}
