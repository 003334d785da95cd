import { useEffect } from "preact/hooks";
import { html } from "./html.js";
import { Banner } from "./banner.js";
import { Conversation } from "./conversation.js";
import { Welcome } from "./empty.js";
import { Panel } from "./panel.js";
import { Sidebar } from "./sidebar.js";
import { onKey } from "../app/keyboard.js";
import { isGroup, isUser } from "../state/keys.js";
import { t } from "../i18n/index.js";

/** The conversations, the one that is open, and what is open beside or above it. */
export default function Frame({ app, state }) {
  const { open } = state;
  const hasDetails = open !== null && state.details && (isGroup(open) || isUser(open));

  useEffect(() => {
    const listen = (event) => onKey(event, app);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [app]);

  return html`<div class="frame">
    <div><${Banner} app=${app} state=${state} /></div>
    <div class="panes ${hasDetails ? "with-details" : ""}" data-pane=${open === null ? "list" : "conversation"}>
      <${Sidebar} app=${app} state=${state} />
      ${
        open === null
          ? html`<main class="conversation" aria-label=${t("messages")}><${Welcome} app=${app} /></main>`
          : html`<${Conversation} key=${open} app=${app} state=${state} />`
      }
      ${hasDetails && html`<${Panel} key=${`details ${open}`} name="details" app=${app} state=${state} />`}
    </div>
    ${state.panel && html`<${Panel} key=${state.panel} name=${state.panel} app=${app} state=${state} />`}
  </div>`;
}
