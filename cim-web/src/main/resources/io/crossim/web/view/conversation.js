import { html } from "./html.js";
import { Avatar } from "./avatar.js";
import { Composer } from "./composer.js";
import { Icon } from "./icon.js";
import { MessageList } from "./message-list.js";
import { conversationOf } from "../state/keys.js";
import { nameOf, typists } from "../state/conversations.js";
import { useNow } from "./use.js";
import { t } from "../i18n/index.js";

/** The conversation that is open. */
export function Conversation({ app, state }) {
  const key = state.open;
  const conversation = state.conversations[key];
  const { type } = conversationOf(key);
  const name = nameOf(state, key);
  return html`<main class="conversation" aria-labelledby="conversation-name">
    <header>
      <button class="icon back" type="button" onClick=${() => app.leave()} aria-label=${t("back")}>
        <${Icon} name="back" />
      </button>
      <${Avatar} name=${name} kind=${type} size="small" />
      <div class="who">
        <h2 id="conversation-name" dir="auto" tabindex="-1">${name}</h2>
        <${Subtitle} state=${state} conversation=${conversation} />
      </div>
      ${
        type !== "ALL" &&
        html`<button
        class="icon"
        type="button"
        aria-label=${t("details")}
        title=${t("details")}
        aria-expanded=${String(state.details === true)}
        onClick=${() => app.toggleDetails()}
      >
        <${Icon} name="info" />
      </button>`
      }
    </header>
    <${MessageList} app=${app} state=${state} conversation=${conversation} />
    <${Composer} app=${app} state=${state} conversation=${conversation} name=${name} />
  </main>`;
}

function Subtitle({ state, conversation: { key, memberCount } }) {
  const { type, id } = conversationOf(key);
  const isTyping = Object.keys(state.typing[key] ?? {}).length > 0;
  useNow(1000, isTyping);
  const typing = typists(state, key);
  if (typing.length > 0) {
    return html`<p class="subtitle typing">${t("typing", { count: typing.length, names: typing.join(", ") })}</p>`;
  }
  if (type === "ALL") {
    return html`<p class="subtitle">${t("everyoneHint")}</p>`;
  }
  if (type === "GROUP") {
    return html`<p class="subtitle">${memberCount > 0 ? t("members", { count: memberCount }) : ""}</p>`;
  }
  const presence = state.online[id];
  return html`<p class="subtitle">
    ${presence === undefined ? "" : t(presence ? "online" : "offline")}${state.keepsPrivate === false ? html`<span class="kept"> ${presence === undefined ? "" : "·"} ${t("keptHere")}</span>` : ""}
  </p>`;
}
