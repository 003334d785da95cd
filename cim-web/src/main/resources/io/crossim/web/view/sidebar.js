import { html } from "./html.js";
import { Avatar } from "./avatar.js";
import { Icon } from "./icon.js";
import { preview } from "./preview.js";
import { useRoving } from "./use.js";
import { conversationOf, isUser } from "../state/keys.js";
import { isMuted, isOnline, nameOf, sorted, typists } from "../state/conversations.js";
import { short } from "../state/time.js";
import { t } from "../i18n/index.js";

/** The conversations, with what is new in each. */
export function Sidebar({ app, state }) {
  const roving = useRoving();
  const list = sorted(state);
  return html`<nav class="sidebar" aria-label=${t("conversations")}>
    <header>
      <${Avatar} name=${state.me.userName} size="small" />
      <h1 dir="auto">${state.me.userName}</h1>
      <button class="icon" type="button" onClick=${() => app.show("new-chat")} aria-label=${t("newChat")} title=${t("newChat")}>
        <${Icon} name="plus" />
      </button>
      <button class="icon" type="button" onClick=${() => app.show("new-group")} aria-label=${t("newGroup")} title=${t("newGroup")}>
        <${Icon} name="users" />
      </button>
      <button class="icon" type="button" onClick=${() => app.show("settings")} aria-label=${t("settings")} title=${t("settings")}>
        <${Icon} name="gear" />
      </button>
    </header>
    <button class="finder" type="button" onClick=${() => app.show("switcher")}>
      <${Icon} name="search" /> <span>${t("search")}</span> <kbd aria-hidden="true">${app.commandKey} K</kbd>
    </button>
    <ul class="conversations" ...${roving}>
      ${list.map((each) => html`<${Entry} key=${each.key} app=${app} state=${state} conversation=${each} />`)}
    </ul>
    ${
      list.length === 1 &&
      html`<div class="hint">
      <p class="strong">${t("noConversations")}</p>
      <p class="quiet">${t("noConversationsHint")}</p>
      <button class="plain" type="button" onClick=${() => app.show("new-chat")}>${t("newChat")}</button>
    </div>`
    }
  </nav>`;
}

function Entry({ app, state, conversation }) {
  const { key, unread, mentions, last } = conversation;
  const { type } = conversationOf(key);
  const name = nameOf(state, key);
  const isOpen = state.open === key;
  const online = isOnline(state, key);
  return html`<li>
    <button
      type="button"
      data-item
      data-key=${key}
      class="conversation-entry ${unread > 0 ? "unread" : ""}"
      aria-current=${isOpen ? "true" : undefined}
      onClick=${() => app.open(key)}
    >
      <${Avatar} name=${name} kind=${type} online=${online} />
      <span class="what">
        <span class="line">
          <span class="name" dir="auto">${name}</span>
          ${online && html`<span class="aside">, ${t("online")}</span>`}
          ${isMuted(conversation) && html`<span class="mute"><${Icon} name="bellOff" /><span class="aside">, ${t("muted")}</span></span>`}
          ${last && html`<span class="time">${short(last.at)}</span>`}
        </span>
        <span class="line second">
          <${LastLine} state=${state} conversation=${conversation} />
          ${mentions > 0 && html`<span class="badge at" title=${t("mentionsYou")}>@<span class="aside">${t("mentionsYou")}</span></span>`}
          ${unread > 0 && html`<span class="badge"><span aria-hidden="true">${unread > 99 ? "99+" : unread}</span><span class="aside">, ${t("unread", { count: unread })}</span></span>`}
        </span>
      </span>
    </button>
  </li>`;
}

function LastLine({ state, conversation: { key, last } }) {
  const typing = typists(state, key);
  if (typing.length > 0) {
    return html`<span class="last typing">${t("typing", { count: typing.length, names: typing.join(", ") })}</span>`;
  }
  const draft = state.drafts[key];
  if (draft && state.open !== key) {
    return html`<span class="last" dir="auto"><span class="draft">${t("draft")}:</span> ${draft}</span>`;
  }
  if (!last) {
    return null;
  }
  const line = preview(last, state);
  return html`<span class="last" dir="auto">${last.kind === "event" ? line : `${whoSaid(last, key, state)}${line}`}</span>`;
}

function whoSaid({ from, name }, key, state) {
  if (from === state.me.userId) {
    return `${t("you")}: `;
  }
  return isUser(key) ? "" : `${name}: `;
}
