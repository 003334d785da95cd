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
    app.signOut();
    await Promise.all(
      [databaseOf(userName), "cim-client"].map(
        (name) =>
          new Promise((resolve) => {
            const request = indexedDB.deleteDatabase(name);
            request.onsuccess = request.onerror = request.onblocked = resolve;
          }),
      ),
    );
    app.settings.set({ lastName: undefined });
  }

  return { signOutEverywhere, changePassword, erase };
}
