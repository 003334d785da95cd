import { html } from "./html.js";

/** A field of a form, with its name above it and what its children say below. */
export function Field({ id, label, onWrite, field, children, ...attributes }) {
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <input id=${id} ref=${field} onInput=${(event) => onWrite(event.target.value)} ...${attributes} />
    ${children}
  </div>`;
}
