import { useEffect, useState } from "preact/hooks";
import { html } from "./html.js";
import { Avatar } from "./avatar.js";
import { t } from "../i18n/index.js";

const MOST = 6;

/** The name that is being written behind an `@`, as `{ from, to, word }`; null where there is none. */
export function mentionAt(text, cursor) {
  const match = /(?:^|\s)@([^\s@]{0,64})$/u.exec(text.slice(0, cursor));
  return match && { from: cursor - match[1].length - 1, to: cursor, word: match[1].toLocaleLowerCase() };
}

/** Members whom the text may name, while it does; the field around which it stands keeps the focus. */
export function Mentions({ found, members, me, field, onPick, onClose, onKey, children }) {
  const [at, setAt] = useState(0);
  const names = found === null ? [] : candidates(members, me, found.word);

  useEffect(() => setAt(0), [found?.word]);

  useEffect(() => {
    const box = field.current;
    const set = (name, value) =>
      names.length > 0 ? box.setAttribute(name, value) : box.removeAttribute(name);
    set("aria-controls", "mentions");
    set("aria-activedescendant", `mention-${at}`);
  });

  function onKeyDown(event) {
    if (names.length === 0 || event.isComposing) {
      onKey(event);
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      setAt((at + step + names.length) % names.length);
    } else if (event.key === "Enter" || event.key === "Tab") {
      onPick(names[at]);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      onClose();
    } else {
      return;
    }
    event.preventDefault();
  }

  return html`<div class="around" onKeyDown=${onKeyDown}>
    ${
      names.length > 0 &&
      html`<ul id="mentions" class="mentions" role="listbox" aria-label=${t("groupMembers")}>
      ${names.map(
        (name, i) =>
          html`<li
            key=${name}
            id=${`mention-${i}`}
            role="option"
            aria-selected=${String(i === at)}
            onMouseDown=${(event) => {
              event.preventDefault();
              onPick(name);
            }}
          >
            <${Avatar} name=${name} size="small" /> <span dir="auto">${name}</span>
          </li>`,
      )}
    </ul>`
    }
    ${children}
  </div>`;
}

/** A name that stands there in full is none to choose: Enter sends. */
function candidates(members, me, word) {
  const names = members.filter(({ userId }) => userId !== me).map(({ userName }) => userName);
  const fitting = [...names, t("mentionAll")].filter((name) => name.toLocaleLowerCase().startsWith(word));
  return fitting.length === 1 && fitting[0].toLocaleLowerCase() === word ? [] : fitting.slice(0, MOST);
}
