import { useEffect, useRef, useState } from "preact/hooks";
import { html } from "./html.js";
import { Avatar } from "./avatar.js";
import { Dialog } from "./dialog.js";
import { conversationOf } from "../state/keys.js";
import { search } from "../state/search.js";
import { placeOf } from "../state/text.js";
import { short } from "../state/time.js";
import { t } from "../i18n/index.js";

/** Finds conversations, people and messages by a part of their words. */
export default function Switcher({ app, state, onClose }) {
  const [word, setWord] = useState("");
  const [found, setFound] = useState([]);
  const [at, setAt] = useState(0);
  const list = useRef(null);
  const all = [...search(state, word), ...found];

  useEffect(() => {
    let wanted = true;
    setAt(0);
    app.findMessages(word).then((messages) => wanted && setFound(messages));
    return () => {
      wanted = false;
    };
  }, [word]);

  useEffect(() => {
    app.lookForPeople();
  }, []);

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [at]);

  function go(result) {
    if (result) {
      onClose();
      app.open(result.key, result.message?.id);
    }
  }

  function onKeyDown(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && all.length > 0) {
      event.preventDefault();
      setAt((at + step + all.length) % all.length);
    } else if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      go(all[at]);
    }
  }

  return html`<${Dialog} title=${t("search")} onClose=${onClose} wide bare>
    <div class="switcher">
      <input
        role="combobox"
        aria-label=${t("search")}
        aria-expanded=${String(all.length > 0)}
        aria-controls="results"
        aria-activedescendant=${all.length > 0 ? `result-${at}` : undefined}
        autocomplete="off"
        dir="auto"
        placeholder=${t("searchPlaceholder")}
        value=${word}
        onInput=${(event) => setWord(event.target.value)}
        onKeyDown=${onKeyDown}
        autofocus
      />
      <p class="aside" role="status">${word && t("results", { count: all.length })}</p>
      ${
        all.length === 0
          ? html`<p class="nothing quiet">${t("nothingFound")}</p>`
          : html`<ul id="results" class="results" role="listbox" aria-label=${t("search")} ref=${list} tabindex="-1">
            ${all.map(
              (result, i) => html`
                ${result.section !== all[i - 1]?.section && html`<li role="presentation">${t(result.section)}</li>`}
                <li
                  key=${result.id}
                  id=${`result-${i}`}
                  role="option"
                  aria-selected=${String(i === at)}
                  onMouseMove=${() => i !== at && setAt(i)}
                  onClick=${() => go(result)}
                >
                  <${Result} result=${result} word=${word} />
                </li>
              `,
            )}
          </ul>`
      }
    </div>
  <//>`;
}

function Result({ result, word }) {
  const { key, name, message } = result;
  return html`
    <${Avatar} name=${name} kind=${conversationOf(key).type} size="small" online=${result.online} />
    <span class="what">
      <span dir="auto">${message ? name : html`<${Marked} text=${name} word=${word} />`}</span>
      ${message && html`<span class="quiet" dir="auto"><${Marked} text=${message.text} word=${word} /></span>`}
    </span>
    ${message && html`<span class="quiet">${short(message.at)}</span>`}
  `;
}

/** The text with the word highlighted; where it is far behind, from shortly before it. */
function Marked({ text, word }) {
  const place = word.trim() === "" ? -1 : placeOf(text, word.trim());
  if (place < 0) {
    return text;
  }
  const from = Math.max(0, place - 24);
  const end = place + word.trim().length;
  return html`${from > 0 ? "…" : ""}${text.slice(from, place)}<mark>${text.slice(place, end)}</mark>${text.slice(end)}`;
}
