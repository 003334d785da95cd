import { html } from "./html.js";
import { useNow } from "./use.js";
import { t } from "../i18n/index.js";

/** What is the matter with the connection. Silent while all is well. */
export function Banner({ app, state }) {
  const { link } = state;
  const seconds = useNow(1000, link.retryAt > 0);
  if (!state.isOnLine) {
    return html`<${Bar}>${t("offlineBanner")}<//>`;
  }
  if (link.state === "FAILED") {
    const text = link.code === "5000" ? t("elsewhere") : t("connectionEnded", { reason: link.reason ?? "" });
    return html`<${Bar} bad action=${t("tryAgain")} onAction=${() => app.reconnect()}>${text}<//>`;
  }
  if (link.state === "RECONNECTING" || link.attempts > 0) {
    const left = Math.ceil((link.retryAt - seconds) / 1000);
    return html`<${Bar}>${left > 0 ? t("reconnectingIn", { count: left }) : t("reconnecting")}<//>`;
  }
  if (state.broken) {
    return html`<${Bar} action=${t("dismissBanner")} onAction=${() => app.store.update({ broken: false })}>${t("broken")}<//>`;
  }
  if (state.problem) {
    return html`<${Bar} bad action=${t("dismissBanner")} onAction=${() => app.store.update({ problem: null })}>${state.problem}<//>`;
  }
  return null;
}

function Bar({ bad = false, action, onAction, children }) {
  return html`<section class="banner ${bad ? "bad" : ""}" aria-label=${t("notice")}>
    <p>${children}</p>
    ${action && html`<button type="button" onClick=${onAction}>${action}</button>`}
  </section>`;
}
