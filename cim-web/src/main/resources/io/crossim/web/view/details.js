import { useEffect, useState } from "preact/hooks";
import { html } from "./html.js";
import { Avatar } from "./avatar.js";
import { Confirm } from "./dialog.js";
import { GroupMembers } from "./group-members.js";
import { Icon } from "./icon.js";
import { conversationOf } from "../state/keys.js";
import { isMuted, isOnline, nameOf } from "../state/conversations.js";
import { t } from "../i18n/index.js";

/** Who a conversation is with, and what can be done about it. */
export default function Details({ app, state }) {
  const key = state.open;
  const conversation = state.conversations[key];
  const { type, id } = conversationOf(key);
  const name = nameOf(state, key);
  const isGroup = type === "GROUP";

  useEffect(() => {
    document.getElementById("details-title")?.focus();
    if (isGroup) {
      app.loadMembers(key);
    }
  }, [key]);

  return html`<aside class="details" aria-labelledby="details-title">
    <header>
      <h2 id="details-title" tabindex="-1">${t("details")}</h2>
      <button class="icon" type="button" onClick=${() => app.toggleDetails()} aria-label=${t("close")}><${Icon} name="close" /></button>
    </header>
    <div class="portrait">
      <${Avatar} name=${name} kind=${type} size="large" online=${isOnline(state, key)} />
      <p class="name" dir="auto">${name}</p>
      <p class="quiet">${isGroup ? conversation.memberCount > 0 && t("members", { count: conversation.memberCount }) : t("userId", { id })}</p>
    </div>
    ${isGroup && html`<${GroupMembers} app=${app} state=${state} conversation=${conversation} />`}
    <div class="commands">
      <${Mute} app=${app} conversation=${conversation} />
      ${isGroup ? html`<${GroupCommands} app=${app} conversation=${conversation} name=${name} />` : html`<${Block} app=${app} state=${state} id=${id} />`}
    </div>
  </aside>`;
}

function Mute({ app, conversation }) {
  const muted = isMuted(conversation);
  return html`<button class="plain" type="button" onClick=${() => app.mute(conversation.key, !muted)}>
    <${Icon} name=${muted ? "bell" : "bellOff"} /> ${t(muted ? "unmute" : "mute")}
  </button>`;
}

function Block({ app, state, id }) {
  const blocked = state.blocked?.includes(id) ?? false;
  return html`<button class=${blocked ? "plain" : "danger"} type="button" onClick=${() => app.block(id, !blocked)}>
    <${Icon} name="close" /> ${t(blocked ? "unblock" : "block")}
  </button>`;
}

const LAST_STEPS = {
  leave: { text: "leaveSure", action: "leaveGroup" },
  dismiss: { text: "dismissSure", action: "dismissGroup" },
};

function GroupCommands({ app, conversation, name }) {
  const [sure, setSure] = useState(null);
  const isOwner = conversation.role === "owner";
  return html`
    <button class="danger" type="button" onClick=${() => setSure("leave")}><${Icon} name="back" /> ${t("leaveGroup")}</button>
    ${isOwner && html`<button class="danger" type="button" onClick=${() => setSure("dismiss")}><${Icon} name="trash" /> ${t("dismissGroup")}</button>`}
    ${
      sure &&
      html`<${Confirm}
      text=${t(LAST_STEPS[sure].text, { name })}
      action=${t(LAST_STEPS[sure].action)}
      onClose=${() => setSure(null)}
      onConfirm=${() => {
        setSure(null);
        app[LAST_STEPS[sure].action](conversation.key);
      }}
    />`
    }
  `;
}
