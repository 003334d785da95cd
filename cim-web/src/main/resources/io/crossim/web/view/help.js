import { html } from "./html.js";
import { Dialog } from "./dialog.js";
import { t } from "../i18n/index.js";

/** The keys. */
export default function Help({ app, onClose }) {
  const keys = [
    ["keySwitcher", app.commandKey, "K"],
    ["keyNextPrevious", "Alt", "↑", "↓"],
    ["keyMessages", "↑", "↓"],
    ["keyActions", "Enter"],
    ["keySend", "Enter"],
    ["keyNewLine", "Shift", "Enter"],
    ["keyEditLast", "↑"],
    ["keyEscape", "Esc"],
    ["keyHelp", "?"],
  ];
  return html`<${Dialog} title=${t("help")} onClose=${onClose}>
    <dl class="keys">
      ${keys.map(
        ([name, ...pressed]) =>
          html`<dt>${pressed.map((key) => html`<kbd>${key}</kbd> `)}</dt>
            <dd>${t(name)}</dd>`,
      )}
    </dl>
  <//>`;
}
