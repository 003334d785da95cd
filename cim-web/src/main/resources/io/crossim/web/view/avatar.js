import { html } from "./html.js";
import { Icon } from "./icon.js";
import { hue, initials } from "../state/names.js";

/** A name as a coloured sign. Whoever reads the name beside it misses nothing. */
export function Avatar({ name, kind = "USER", size = "", online = false }) {
  const look = kind === "GROUP" ? "group" : kind === "ALL" ? "all" : "";
  return html`<span class="avatar ${look} ${size}" style=${{ "--hue": hue(name) }} aria-hidden="true">
    ${kind === "ALL" ? html`<${Icon} name="users" />` : initials(name)}
    ${online && html`<span class="presence"></span>`}
  </span>`;
}
