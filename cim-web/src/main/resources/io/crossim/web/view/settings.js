import { useState } from "preact/hooks";
import { html } from "./html.js";
import { Confirm, Dialog } from "./dialog.js";
import { Field } from "./field.js";
import { languages, t } from "../i18n/index.js";

/** How the page looks and what it may do; the account; what this browser keeps. */
export default function Settings({ app, state, onClose }) {
  const settings = app.settings.get();
  const [sure, setSure] = useState(false);
  return html`<${Dialog} title=${t("settings")} onClose=${onClose}>
    <section class="group-of">
      <h3>${t("appearance")}</h3>
      <${Segments}
        name="theme"
        label=${t("theme")}
        value=${settings.theme}
        options=${{ system: t("themeSystem"), light: t("themeLight"), dark: t("themeDark") }}
        onChange=${(theme) => app.settings.set({ theme })}
      />
      <${Segments} name="language" label=${t("language")} value=${settings.language} options=${languages} onChange=${(language) => app.settings.set({ language })} />
      <div class="setting">
        <label for="notify">${t("notify")}</label>
        <input id="notify" type="checkbox" role="switch" class="switch" checked=${settings.notify} onChange=${(event) => app.setNotify(event.target.checked)} />
      </div>
      ${state.notifyDenied && html`<p class="hint" role="alert">${t("notifyDenied")}</p>`}
      <div class="setting">
        <span>${t("help")}</span>
        <button class="plain" type="button" onClick=${() => app.show("help")}>${t("keyHelp")} <kbd aria-hidden="true">?</kbd></button>
      </div>
    </section>
    <section class="group-of">
      <h3>${t("storage")}</h3>
      <p class="hint">${t(state.storageRefused ? "storageRefused" : state.keepsPrivate === false ? "storageBrowser" : "storageServer")}</p>
    </section>
    <section class="group-of">
      <h3>${t("account")}</h3>
      <p class="hint"><span dir="auto">${state.me.userName}</span> · ${t("userId", { id: state.me.userId })}</p>
      ${state.hasPassword && html`<${Password} app=${app} />`}
      <div class="row">
        <button class="plain" type="button" onClick=${() => app.signOut()}>${t("signOut")}</button>
        ${state.hasPassword && html`<button class="plain" type="button" onClick=${() => app.signOutEverywhere()}>${t("signOutEverywhere")}</button>`}
        <button class="danger" type="button" onClick=${() => setSure(true)}>${t("erase")}</button>
      </div>
      <p class="hint">${t("eraseHint")}</p>
    </section>
    ${sure && html`<${Confirm} text=${t("eraseSure")} action=${t("erase")} onClose=${() => setSure(false)} onConfirm=${() => app.erase()} />`}
  <//>`;
}

function Segments({ name, label, value, options, onChange }) {
  return html`<div class="setting" role="radiogroup" aria-label=${label}>
    <span aria-hidden="true">${label}</span>
    <div class="segments">
      ${Object.entries(options).map(
        ([each, text]) =>
          html`<label key=${each}><input type="radio" name=${name} checked=${each === value} onChange=${() => onChange(each)} />${text}</label>`,
      )}
    </div>
  </div>`;
}

function Password({ app }) {
  const [isOpen, setOpen] = useState(false);
  const [old, setOld] = useState("");
  const [next, setNext] = useState("");
  const [problem, setProblem] = useState(null);

  async function change(event) {
    event.preventDefault();
    try {
      await app.changePassword(old, next);
    } catch (failure) {
      setProblem(app.sentence(failure, { password: old }));
    }
  }

  if (!isOpen) {
    return html`<div class="row"><button class="plain" type="button" onClick=${() => setOpen(true)}>${t("changePassword")}</button></div>`;
  }
  return html`<form class="sheet-form" onSubmit=${change}>
    <${Field} id="old-password" label=${t("oldPassword")} type="password" autocomplete="current-password" value=${old} onWrite=${setOld} />
    <${Field} id="new-password" label=${t("newPassword")} type="password" autocomplete="new-password" value=${next} onWrite=${setNext} />
    ${problem && html`<p class="error" role="alert">${problem}</p>`}
    <div class="row end"><button class="primary" type="submit" disabled=${next === ""}>${t("changePassword")}</button></div>
  </form>`;
}
