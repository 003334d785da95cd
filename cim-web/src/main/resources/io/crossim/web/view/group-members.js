import { useState } from "preact/hooks";
import { html } from "./html.js";
import { Avatar } from "./avatar.js";
import { Dialog } from "./dialog.js";
import { Field } from "./field.js";
import { Icon } from "./icon.js";
import { Choices, choosable } from "./people.js";
import { userKey } from "../state/keys.js";
import { t } from "../i18n/index.js";

const RANK = { owner: 0, admin: 1, member: 2 };

/** The members of a group, and its name. */
export function GroupMembers({ app, state, conversation }) {
  const [dialog, setDialog] = useState(null);
  const { key, role } = conversation;
  const members = [...(state.members[key] ?? [])].sort(
    (a, b) => RANK[a.role] - RANK[b.role] || a.userName.localeCompare(b.userName),
  );
  const leads = role === "owner" || role === "admin";
  const close = () => setDialog(null);
  return html`
    <div class="row">
      <button class="plain" type="button" onClick=${() => setDialog("add")}><${Icon} name="plus" /> ${t("addMembers")}</button>
      ${leads && html`<button class="plain" type="button" onClick=${() => setDialog("rename")}>${t("renameGroup")}</button>`}
    </div>
    <ul class="people" aria-label=${t("groupMembers")}>
      ${members.map((member) => html`<${Member} key=${member.userId} app=${app} state=${state} conversation=${conversation} member=${member} leads=${leads} />`)}
    </ul>
    ${dialog === "add" && html`<${AddMembers} app=${app} state=${state} groupKey=${key} members=${members} onClose=${close} />`}
    ${dialog === "rename" && html`<${Rename} app=${app} conversation=${conversation} onClose=${close} />`}
  `;
}

function Member({ app, state, conversation, member, leads }) {
  const { userId, userName, role } = member;
  const isMe = userId === state.me.userId;
  const mayRemove = leads && !isMe && (conversation.role === "owner" || role === "member");
  return html`<li class="person">
    <${Avatar} name=${userName} size="small" online=${state.online[userId] === true} />
    ${
      isMe
        ? html`<span class="name" dir="auto">${userName}</span> <span class="quiet">(${t("you")})</span>`
        : html`<button class="name to" type="button" dir="auto" onClick=${() => app.begin(userKey(userId), userName)}>${userName}</button>`
    }
    ${role !== "member" && html`<span class="quiet">${t(role)}</span>`}
    ${
      mayRemove &&
      html`<button class="icon" type="button" title=${t("remove", { name: userName })} aria-label=${t("remove", { name: userName })} onClick=${() => app.removeMember(conversation.key, userId)}>
      <${Icon} name="close" />
    </button>`
    }
  </li>`;
}

function AddMembers({ app, state, groupKey, members, onClose }) {
  const [word, setWord] = useState("");
  const [chosen, setChosen] = useState(new Set());
  const [problem, setProblem] = useState(null);
  const isIn = new Set(members.map(({ userId }) => userId));
  const people = choosable(state, chosen, word).filter(({ userId }) => !isIn.has(userId));

  async function add() {
    try {
      await app.addMembers(groupKey, [...chosen]);
      onClose();
    } catch (failure) {
      setProblem(app.sentence(failure));
    }
  }

  return html`<${Dialog} title=${t("addMembers")} onClose=${onClose}>
    <${Field} id="add-people" label=${t("findPeople")} dir="auto" autocomplete="off" value=${word} onWrite=${setWord} autofocus />
    <${Choices} people=${people} chosen=${chosen} onChange=${setChosen} label=${t("findPeople")} />
    ${problem && html`<p class="error" role="alert">${problem}</p>`}
    <div class="row end">
      <button class="plain" type="button" onClick=${onClose}>${t("cancel")}</button>
      <button class="primary" type="button" disabled=${chosen.size === 0} onClick=${add}>${t("add")}</button>
    </div>
  <//>`;
}

function Rename({ app, conversation, onClose }) {
  const [name, setName] = useState(conversation.name);
  const [problem, setProblem] = useState(null);

  async function save(event) {
    event.preventDefault();
    try {
      await app.renameGroup(conversation.key, name.trim());
      onClose();
    } catch (failure) {
      setProblem(app.sentence(failure));
    }
  }

  return html`<${Dialog} title=${t("renameGroup")} onClose=${onClose}>
    <form class="sheet-form" onSubmit=${save}>
      <${Field} id="new-name" label=${t("groupName")} dir="auto" maxlength="64" value=${name} onWrite=${setName} autofocus />
      ${problem && html`<p class="error" role="alert">${problem}</p>`}
      <div class="row end">
        <button class="plain" type="button" onClick=${onClose}>${t("cancel")}</button>
        <button class="primary" type="submit" disabled=${name.trim() === ""}>${t("save")}</button>
      </div>
    </form>
  <//>`;
}
