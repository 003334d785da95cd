import { useEffect, useState } from "preact/hooks";
import { html } from "./html.js";
import { Dialog } from "./dialog.js";
import { Field } from "./field.js";
import { Choices, choosable } from "./people.js";
import { t } from "../i18n/index.js";

/** A new group: its name and who is in it. */
export default function NewGroup({ app, state, onClose }) {
  const [name, setName] = useState("");
  const [word, setWord] = useState("");
  const [chosen, setChosen] = useState(new Set());
  const [problem, setProblem] = useState(null);
  const people = choosable(state, chosen, word);

  useEffect(() => {
    app.lookForPeople();
  }, []);

  async function create(event) {
    event.preventDefault();
    try {
      await app.createGroup(name.trim(), [...chosen]);
      onClose();
    } catch (failure) {
      setProblem(app.sentence(failure));
    }
  }

  return html`<${Dialog} title=${t("newGroup")} onClose=${onClose}>
    <form class="sheet-form" onSubmit=${create}>
      <${Field} id="group-name" label=${t("groupName")} dir="auto" maxlength="64" autocomplete="off" value=${name} onWrite=${setName} autofocus />
      <${Field} id="group-people" label=${t("groupMembers")} dir="auto" autocomplete="off" placeholder=${t("findPeople")} value=${word} onWrite=${setWord} />
      <${Choices} people=${people} chosen=${chosen} onChange=${setChosen} label=${t("groupMembers")} />
      ${problem && html`<p class="error" role="alert">${problem}</p>`}
      <div class="row end">
        <button class="plain" type="button" onClick=${onClose}>${t("cancel")}</button>
        <button class="primary" type="submit" disabled=${name.trim() === ""}>${t("create")}</button>
      </div>
    </form>
  <//>`;
}
