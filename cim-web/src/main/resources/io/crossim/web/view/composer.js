import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { html } from "./html.js";
import { EmojiButton } from "./emoji-button.js";
import { Icon } from "./icon.js";
import { Mentions, mentionAt } from "./mentions.js";
import { preview } from "./preview.js";
import { isGroup } from "../state/keys.js";
import { lastOwn } from "../state/conversations.js";
import { t } from "../i18n/index.js";

/** Bytes that a text may have; the server says how many it takes, and this is less. */
const MOST_BYTES = 60_000;

const sizeOf = (text) => new TextEncoder().encode(text).length;

/** Where messages are written. What is not sent yet is kept as a draft. */
export function Composer({ app, state, conversation, name }) {
  const { key } = conversation;
  const field = useRef(null);
  const [text, setText] = useState(() => state.drafts[key] ?? "");
  const [mention, setMention] = useState(null);
  const target = state.target?.key === key ? state.target : null;
  const over = text.length > MOST_BYTES / 4 ? sizeOf(text) - MOST_BYTES : 0;

  useLayoutEffect(() => grow(field.current), [text]);

  useEffect(() => {
    if (matchMedia("(pointer: fine)").matches) {
      field.current.focus();
    }
  }, [key]);

  // At once: what is typed next belongs behind it.
  useLayoutEffect(() => {
    if (target) {
      if (target.kind === "edit") {
        setText(target.message.text);
      }
      field.current.focus();
    }
  }, [target]);

  function write(next) {
    setText(next);
    if (target?.kind !== "edit") {
      app.draft(key, next);
      app.typing(key);
    }
  }

  function onInput(event) {
    write(event.target.value);
    setMention(isGroup(key) ? mentionAt(event.target.value, event.target.selectionStart) : null);
  }

  function put(piece, from = field.current.selectionStart, to = field.current.selectionEnd) {
    const box = field.current;
    write(box.value.slice(0, from) + piece + box.value.slice(to));
    setMention(null);
    requestAnimationFrame(() => {
      box.focus();
      box.setSelectionRange(from + piece.length, from + piece.length);
    });
  }

  function submit() {
    if (text.trim() === "" || over > 0) {
      return;
    }
    app.send(key, text, target);
    setText("");
    setMention(null);
    field.current.focus();
  }

  function stop() {
    app.store.update({ target: null });
    setText(target?.kind === "edit" ? (state.drafts[key] ?? "") : text);
  }

  function onKeyDown(event) {
    if (event.isComposing || event.keyCode === 229) {
      return; // the key belongs to the input method
    }
    if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && target) {
      event.stopPropagation();
      stop();
    } else if (event.key === "ArrowUp" && !event.altKey && text === "" && lastOwn(state, key)) {
      event.preventDefault();
      app.edit(key, lastOwn(state, key));
    }
  }

  return html`<form
    class="composer"
    onSubmit=${(event) => {
      event.preventDefault();
      submit();
    }}
  >
    ${
      target &&
      html`<div class="target">
      <${Icon} name=${target.kind} />
      <p dir="auto">
        <span class="strong">${target.kind === "edit" ? t("editing") : t("replyingTo", { name: target.message.name })}</span>
        ${" "}${preview(target.message, state)}
      </p>
      <button class="icon" type="button" onClick=${stop} aria-label=${t("cancel")}><${Icon} name="close" /></button>
    </div>`
    }
    ${over > 0 && html`<p class="error" role="alert">${t("tooLong", { count: over })}</p>`}
    <div class="line">
      <${EmojiButton} app=${app} onPick=${(sign) => put(sign)} />
      <${Mentions}
        found=${mention}
        members=${state.members[key] ?? []}
        me=${state.me.userId}
        field=${field}
        onPick=${(userName) => put(`@${userName} `, mention.from, mention.to)}
        onClose=${() => setMention(null)}
        onKey=${onKeyDown}
      >
        <textarea
          ref=${field}
          rows="1"
          dir="auto"
          aria-label=${t("writeTo", { name })}
          placeholder=${t("write")}
          value=${text}
          onInput=${onInput}
        ></textarea>
      <//>
      <button class="icon send" type="submit" aria-label=${t("send")} title=${t("send")} disabled=${text.trim() === "" || over > 0}>
        <${Icon} name="send" />
      </button>
    </div>
  </form>`;
}

/** As high as its text, up to what the style allows. */
function grow(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}
