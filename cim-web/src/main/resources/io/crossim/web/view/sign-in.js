import { useRef, useState } from "preact/hooks";
import { html } from "./html.js";
import { Field } from "./field.js";
import { languages, spoken, t } from "../i18n/index.js";

/** Two buttons, so that a name that is misspelt makes no account. */
export function SignIn({ app, state }) {
  const [name, setName] = useState(app.settings.get().lastName ?? "");
  const [password, setPassword] = useState("");
  const [problem, setProblem] = useState(state.signInProblem ?? null);
  const [busy, setBusy] = useState(false);
  const nameField = useRef(null);
  const passwordField = useRef(null);

  async function enter(isNew) {
    if (name.trim() === "") {
      setProblem(t("nameMissing"));
      nameField.current.focus();
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      await app.enter(name.trim(), password, isNew);
    } catch (failure) {
      setProblem(app.sentence(failure, { password, isNew }));
      setBusy(false);
      (failure.code === "9101" ? passwordField : nameField).current?.focus();
    }
  }

  return html`<main class="entrance">
    <div class="card">
      <div class="brand">
        <img src=${app.iconUrl} alt="" />
        <div>
          <h1>${t("appName")}</h1>
          <p class="quiet">${t("tagline")}</p>
        </div>
      </div>
      <form
        onSubmit=${(event) => {
          event.preventDefault();
          enter(false);
        }}
      >
        <${Field}
          id="name"
          label=${t("name")}
          field=${nameField}
          dir="auto"
          autocomplete="username"
          maxlength="64"
          placeholder=${t("namePlaceholder")}
          value=${name}
          onWrite=${setName}
          autofocus
        />
        <${Field}
          id="password"
          label=${t("password")}
          field=${passwordField}
          type="password"
          autocomplete="current-password"
          aria-describedby="password-hint"
          value=${password}
          onWrite=${setPassword}
        >
          <span id="password-hint" class="hint">${t("passwordHint")}</span>
        <//>
        <div role="alert">${problem && html`<p class="problem">${problem}</p>`}</div>
        <div class="choices">
          <button class="primary" type="submit" disabled=${busy}>${busy ? t("signingIn") : t("signIn")}</button>
          <button class="plain" type="button" disabled=${busy} onClick=${() => enter(true)}>${t("createAccount")}</button>
        </div>
      </form>
      <footer>
        ${Object.entries(languages).map(
          ([each, itsName]) =>
            html`<button
              type="button"
              lang=${each}
              aria-pressed=${String(each === spoken())}
              onClick=${() => app.settings.set({ language: each })}
            >
              ${itsName}
            </button>`,
        )}
      </footer>
    </div>
  </main>`;
}
