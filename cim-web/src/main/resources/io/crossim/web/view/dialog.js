import { useEffect, useRef } from "preact/hooks";
import { html } from "./html.js";
import { Icon } from "./icon.js";
import { t } from "../i18n/index.js";

/**
 * A modal dialog. The browser keeps the focus in it, closes it with Esc, and the focus goes back to
 * where it was.
 */
export function Dialog({ title, onClose, children, wide = false, bare = false }) {
  const ref = useRef(null);

  useEffect(() => {
    const before = document.activeElement;
    const dialog = ref.current;
    dialog.showModal();
    return () => {
      dialog.close(); // while it is open, nothing behind it takes the focus
      if (before?.isConnected) {
        before.focus();
      }
    };
  }, []);

  return html`<dialog
    ref=${ref}
    class="dialog ${wide ? "wide" : ""} ${bare ? "bare" : ""}"
    aria-label=${title}
    onCancel=${(event) => {
      event.preventDefault();
      onClose();
    }}
    onMouseDown=${(event) => event.target === ref.current && onClose()}
  >
    <div class="sheet">
      ${
        !bare &&
        html`<header>
        <h2>${title}</h2>
        <button class="icon" type="button" onClick=${onClose} aria-label=${t("close")}><${Icon} name="close" /></button>
      </header>`
      }
      ${children}
    </div>
  </dialog>`;
}

/** Asks before something that cannot be undone. */
export function Confirm({ text, action, onConfirm, onClose }) {
  return html`<${Dialog} title=${action} onClose=${onClose}>
    <p>${text}</p>
    <div class="row end">
      <button class="plain" type="button" onClick=${onClose}>${t("cancel")}</button>
      <button class="danger" type="button" onClick=${onConfirm}>${action}</button>
    </div>
  <//>`;
}
