import { sentence } from "./sentence.js";
import { createStore } from "../state/store.js";
import { createSettings } from "../store/settings.js";
import { session as kept } from "../store/session.js";
import { speak, spoken } from "../i18n/index.js";

/**
 * The page without its looks: what it knows (`store`), and everything that can be done. At first
 * that is to sign in; the parts that chat come when they are needed, and add their actions to the
 * same object, through which they reach each other.
 */
export function createApp({ routeUrl, iconUrl }) {
  let loaded;

  const settings = createSettings(localStorage, async (chosen) => {
    await dress(chosen);
    app.store.update({ language: chosen.language, theme: chosen.theme });
  });

  /** Loads the parts that chat; once, unless it fails. */
  function load() {
    loaded ??= import("./parts.js").then(
      ({ join }) => join(app),
      (failure) => {
        loaded = undefined;
        throw Object.assign(failure, { unavailable: true });
      },
    );
    return loaded;
  }

  const app = {
    routeUrl,
    iconUrl,
    settings,
    sentence,
    load,
    dress: () => dress(settings.get()),
    commandKey: /Mac|iP(hone|ad|od)/.test(navigator.platform) ? "⌘" : "Ctrl",
    store: createStore({ me: null, starting: true, language: settings.get().language, said: "" }),

    /** Signs in; fails with what the sign-in has to show. */
    async enter(...account) {
      await load();
      await app.signIn(...account);
    },

    /** Goes on where a reload has ended this tab, or waits for somebody to sign in. */
    async start() {
      if (kept.get()) {
        await load();
        await app.resume();
      } else {
        app.store.update({ starting: false });
        (window.requestIdleCallback ?? setTimeout)(() => load().catch(() => {}));
      }
    },
  };
  return app;
}

/** Language and colours, where the browser looks for them. */
async function dress({ language, theme }) {
  document.documentElement.dataset.theme = theme;
  await speak(language);
  document.documentElement.lang = spoken();
}
