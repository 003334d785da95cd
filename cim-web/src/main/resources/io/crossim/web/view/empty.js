import { html } from "./html.js";
import { Avatar } from "./avatar.js";
import { nameOf } from "../state/conversations.js";
import { conversationOf } from "../state/keys.js";
import { t } from "../i18n/index.js";

/** What stands where nothing is to be seen yet, and what to do about it. */
export function Welcome({ app }) {
  const [before, after] = t("welcomeHint").split("{key}");
  return html`<div class="empty">
    <img src=${app.iconUrl} alt="" />
    <h2>${t("welcome")}</h2>
    <p class="quiet">${before}<kbd>${app.commandKey} K</kbd>${after}</p>
  </div>`;
}

export function NothingSaid({ state, conversation: { key } }) {
  const { type } = conversationOf(key);
  const name = nameOf(state, key);
  const [title, hint] = {
    ALL: ["emptyAll", "emptyAllHint"],
    USER: ["emptyUser", "emptyUserHint"],
    GROUP: ["emptyGroup", "emptyGroupHint"],
  }[type];
  return html`<div class="empty">
    <${Avatar} name=${name} kind=${type} size="large" />
    <h2 dir="auto">${t(title, { name })}</h2>
    <p class="quiet">${t(hint)}</p>
  </div>`;
}
