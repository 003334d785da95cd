import { indexedDbStore } from "@crossim/client";
import { databaseOf } from "../store/db.js";
import { t } from "../i18n/index.js";

/** What concerns the whole account, and all that this browser keeps of it. */
export function account(app) {
  async function signOutEverywhere() {
    await app.try(async () => {
      await app.client.logoutEverywhere();
      app.signOut();
    });
  }

  async function changePassword(password, newPassword) {
    const { me } = app.state();
    await ask("/changePassword", { userId: me.userId, password, newPassword });
    app.signOut(t("passwordChanged"));
  }

  async function ask(path, body) {
    const answer = await fetch(new URL(path.slice(1), app.routeUrl), {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "CIM-Proto": "3",
        Authorization: `Bearer ${app.client.token}`,
      },
      body: JSON.stringify(body),
      credentials: "omit",
    });
    const { code, message } = await answer.json();
    if (code !== "9000") {
      throw Object.assign(new Error(message), { code });
    }
  }

  /** Leaves nothing of the account in this browser. */
  async function erase() {
    const { userName } = app.state().me;
    app.drafts.erase();
    app.settings.erase();
    await app.signOut();
    await Promise.all([forgetPage(userName), forgetClient()]);
  }

  const forgetPage = (userName) =>
    new Promise((resolve) => {
      const request = indexedDB.deleteDatabase(databaseOf(userName));
      request.onsuccess = request.onerror = request.onblocked = resolve;
    });

  /** The client keeps its database open, so that it can only be emptied. */
  async function forgetClient() {
    const store = indexedDbStore();
    const entries = await store.entries("").catch(() => []);
    await Promise.all(entries.map(([key]) => store.set(key, undefined).catch(() => {})));
  }

  return { signOutEverywhere, changePassword, erase };
}
