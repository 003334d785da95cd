import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { MOST_ROWS, part } from "../state/rows.js";

/** Pixels from an edge that count as being there. */
const NEAR = 48;

const STEP = MOST_ROWS / 2;

/**
 * Keeps a list of messages where the reader is: at its end while they are there, else at the
 * message that they look at, whatever comes above it or below.
 */
export function useScroll(list, loadEarlier, isLoading) {
  const ref = useRef(null);
  const [end, setEnd] = useState(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const anchor = useRef(null);
  const { from, until } = part(list, end);

  useLayoutEffect(() => {
    const box = ref.current;
    if (isAtEnd && until === list.length) {
      box.scrollTop = box.scrollHeight;
    } else if (anchor.current) {
      const item = box.querySelector(`[data-id="${CSS.escape(anchor.current.id)}"]`);
      if (item) {
        box.scrollTop += item.getBoundingClientRect().top - anchor.current.top;
      }
    }
  });

  useLayoutEffect(() => {
    const box = ref.current;
    // The keyboard of a phone, or a text that grows, must not hide what was at the end.
    const observer = new ResizeObserver(() => {
      if (box.dataset.atEnd === "true") {
        box.scrollTop = box.scrollHeight;
      }
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  function onScroll() {
    const box = ref.current;
    const isLow = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
    box.dataset.atEnd = String(isLow && until === list.length);
    setAtEnd(isLow && until === list.length);
    remember(box);
    if (isLow && until < list.length) {
      setEnd(until + STEP >= list.length ? null : until + STEP);
    } else if (box.scrollTop < NEAR) {
      if (from > 0) {
        setEnd(until - STEP);
      } else if (!isLoading && list.length > 0) {
        loadEarlier();
      }
    }
  }

  /** The first message that is to be seen, and where it stands. */
  function remember(box) {
    const top = box.getBoundingClientRect().top;
    for (const item of box.querySelectorAll("[data-id]")) {
      const place = item.getBoundingClientRect();
      if (place.bottom > top) {
        anchor.current = { id: item.dataset.id, top: place.top };
        return;
      }
    }
  }

  function toEnd() {
    setEnd(null);
    setAtEnd(true);
    ref.current.scrollTop = ref.current.scrollHeight;
  }

  /** Brings the message at a place of the list before the reader's eyes, and the focus to it. */
  function show(place, items) {
    setAtEnd(false);
    setEnd(place + STEP >= list.length ? null : place + STEP);
    requestAnimationFrame(() => {
      const item = items.querySelector(`[data-id="${CSS.escape(list[place].id)}"]`);
      anchor.current = null;
      item?.scrollIntoView({ block: "center" });
      item?.focus();
      remember(ref.current);
    });
  }

  return { ref, onScroll, end, isAtEnd, toEnd, show };
}
