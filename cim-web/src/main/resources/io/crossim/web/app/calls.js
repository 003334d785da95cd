import { t } from "../i18n/index.js";

/** Small things that every part needs. */
export function calls(app) {
  return {
    state: app.store.get,
    /** What a screen reader says. The same words twice are said twice. */
    say(text) {
      app.store.update((state) => ({ ...state, said: state.said === text ? `${text}\u00a0` : text }));
    },
    /** Something failed that nobody waits for. */
    fail(failure) {
      app.store.update({ problem: app.sentence(failure) });
    },
    /** Runs something, and tells when it fails. */
    async try(work) {
      try {
        return await work();
      } catch (failure) {
        app.fail(failure);
        return undefined;
      }
    },
    show(panel) {
      app.store.update({ panel });
    },
    hide() {
      app.store.update({ panel: null });
    },
    toggleDetails() {
      app.store.update((state) => ({ ...state, details: !state.details }));
    },
    async copyText(text) {
      await app.try(async () => {
        await navigator.clipboard.writeText(text);
        app.say(t("copied"));
      });
    },
    /** Keeps a conversation, as it is now, and messages of it. Where that fails, the page goes on without. */
    async keep(key, entry = {}) {
      try {
        await app.db.write({ ...entry, conversation: app.state().conversations[key] });
      } catch {
        app.store.update({ storageRefused: true });
      }
    },
  };
}
