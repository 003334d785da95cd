import { useEffect, useRef, useState } from "preact/hooks";
import { html } from "./html.js";
import { find } from "../state/emoji.js";
import { t } from "../i18n/index.js";

const COLUMNS = 8;

/** The table of emoji: one Tab stop, arrows inside, search by alias. */
export function EmojiPicker({ groups, onPick, onClose }) {
  const [word, setWord] = useState("");
  const [group, setGroup] = useState(0);
  const field = useRef(null);
  const grid = useRef(null);
  const shown = word.trim() === "" ? groups[group].emoji : find(groups, word.trim());

  useEffect(() => field.current.focus(), []);

  function onGridKey(event) {
    const all = [...grid.current.querySelectorAll("button")];
    const at = all.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
    const next =
      event.key === "Home" ? all[0] : event.key === "End" ? all[all.length - 1] : step && all[at + step];
    if (next) {
      event.preventDefault();
      next.focus();
    } else if (event.key === "ArrowUp") {
      event.preventDefault();
      field.current.focus();
    }
  }

  return html`<div
    class="picker"
    role="dialog"
    aria-label=${t("emoji")}
    onKeyDown=${(event) => {
      if (event.key === "Escape") {
        event.stopPropagation();
        onClose();
      }
    }}
  >
    <input
      ref=${field}
      type="search"
      aria-label=${t("emojiSearch")}
      placeholder=${t("emojiSearch")}
      value=${word}
      onInput=${(event) => setWord(event.target.value)}
      onKeyDown=${(event) => {
        if (event.key === "ArrowDown") {
          event.preventDefault();
          grid.current.querySelector("button")?.focus();
        } else if (event.key === "Enter") {
          event.preventDefault();
          if (shown.length > 0) {
            onPick(shown[0][0]);
          }
        }
      }}
    />
    <div class="tabs" role="group" aria-label=${t("emoji")}>
      ${groups.map(
        ({ group: name, emoji }, i) =>
          html`<button
            key=${name}
            type="button"
            aria-label=${t(`emoji_${name}`)}
            title=${t(`emoji_${name}`)}
            aria-pressed=${String(word === "" && i === group)}
            onClick=${() => {
              setWord("");
              setGroup(i);
            }}
          >
            ${emoji[0][0]}
          </button>`,
      )}
    </div>
    ${
      shown.length === 0
        ? html`<p class="quiet none" role="status">${t("emojiNone")}</p>`
        : html`<div class="grid" ref=${grid} onKeyDown=${onGridKey} role="group" aria-label=${word || t(`emoji_${groups[group].group}`)}>
          ${shown.map(
            ([sign, alias], i) =>
              html`<button key=${sign} type="button" tabindex=${i === 0 ? 0 : -1} title=${`:${alias}:`} aria-label=${alias.replaceAll("_", " ")} onClick=${() => onPick(sign)}>${sign}</button>`,
          )}
        </div>`
    }
  </div>`;
}
