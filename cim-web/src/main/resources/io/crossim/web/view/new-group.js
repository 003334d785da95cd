import { useEffect, useState } from "preact/hooks";
import { html } from "./html.js";
import { Dialog } from "./dialog.js";
import { Choices, idIn, matching } from "./people.js";
import { everybody } from "../state/search.js";
import { t } from "../i18n/index.js";

/** A new group: its name and who is in it. */
export default function NewGroup({ app, state, onClose }) {
  const [name, setName] = useState("");
  const [word, setWord] = useState("");
  const [chosen, setChosen] = useState(new Set());
  const [problem, setProblem] = useState(null);
  const id = idIn(word);
  const known = everybody(state);
  const extra = [...chosen, ...(id ? [id] : [])]
    .filter((each, i, all) => all.indexOf(each) === i && !known.some(({ userId }) => userId === each))
    .map((userId) => ({ userId, userName: `#${userId}` }));
  const people = matching([...extra, ...known], word);

  useEffect(() => {
    app.lookForPeople();
  }, []);

  async function create() {
    try {
      await app.createGroup(name.trim(), [...chosen]);
      onClose();
    } catch (failure) {
      setProblem(app.sentence(failure));
    }
  }

  return html`<${Dialog} title=${t("newGroup")} onClose=${onClose}>
    <form
      class="sheet-form"
      onSubmit=${(event) => {
        event.preventDefault();
        create();
      }}
    >
      <div class="field">
        <label for="group-name">${t("groupName")}</label>
        <input id="group-name" dir="auto" maxlength="64" autocomplete="off" value=${name} onInput=${(event) => setName(event.target.value)} autofocus />
      </div>
      <div class="field">
        <label for="group-people">${t("groupMembers")}</label>
        <input id="group-people" dir="auto" autocomplete="off" placeholder=${t("findPeople")} value=${word} onInput=${(event) => setWord(event.target.value)} />
      </div>
      ${
        people.length === 0
          ? html`<p class="quiet">${t("nobodyFound")}</p>`
          : html`<${Choices} people=${people} chosen=${chosen} onChange=${setChosen} label=${t("groupMembers")} />`
      }
      <p class="error" role="alert">${problem}</p>
      <div class="row end">
        <button class="plain" type="button" onClick=${onClose}>${t("cancel")}</button>
        <button class="primary" type="submit" disabled=${name.trim() === ""}>${t("create")}</button>
      </div>
    </form>
  <//>`;
}
