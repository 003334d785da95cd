import { useEffect, useState } from "preact/hooks";
import { html } from "./html.js";
import { Dialog } from "./dialog.js";
import { Field } from "./field.js";
import { People, idIn, matching } from "./people.js";
import { everybody } from "../state/search.js";
import { userKey } from "../state/keys.js";
import { t } from "../i18n/index.js";

/** Whom to write to. */
export default function NewChat({ app, state, onClose }) {
  const [word, setWord] = useState("");
  const people = matching(everybody(state), word);
  const id = idIn(word);

  useEffect(() => {
    app.lookForPeople();
  }, []);

  function pick({ userId, userName }) {
    onClose();
    app.begin(userKey(userId), userName);
  }

  return html`<${Dialog} title=${t("newChat")} onClose=${onClose}>
    <${Field} id="whom" label=${t("findPeople")} dir="auto" autocomplete="off" value=${word} onWrite=${setWord} autofocus />
    ${
      id && !people.some(({ userId }) => userId === id)
        ? html`<button class="plain" type="button" onClick=${() => pick({ userId: id, userName: `#${id}` })}>${t("writeToId", { id })}</button>`
        : html`<${People} people=${people} onPick=${pick} />`
    }
  <//>`;
}
