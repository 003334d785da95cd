import { html } from "./html.js";
import { lazy } from "./lazy.js";
import { SignIn } from "./sign-in.js";
import { useStore } from "./use.js";

const Frame = lazy(() => import("./frame.js"));

/** The page: who you are, or what is said. */
export function App({ app }) {
  const state = useStore(app.store);
  return html`
    ${
      state.me !== null
        ? html`<${Frame} app=${app} state=${state} />`
        : state.starting
          ? html`<main class="entrance" aria-busy="true"></main>`
          : html`<${SignIn} key=${state.language} app=${app} state=${state} />`
    }
    <div class="aside" role="status" aria-live="polite">${state.said}</div>
  `;
}
