import { html } from "./html.js";
import { lazy } from "./lazy.js";

/** What is not needed at first. */
const PANELS = {
  details: lazy(() => import("./details.js")),
  help: lazy(() => import("./help.js")),
  settings: lazy(() => import("./settings.js")),
  switcher: lazy(() => import("./switcher.js")),
  "new-chat": lazy(() => import("./new-chat.js")),
  "new-group": lazy(() => import("./new-group.js")),
};

export function Panel({ name, app, state }) {
  return html`<${PANELS[name]} app=${app} state=${state} onClose=${() => app.hide()} />`;
}
