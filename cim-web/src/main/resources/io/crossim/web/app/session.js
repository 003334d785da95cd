import { indexedDbStore, register } from "@crossim/client";
import { shared } from "@crossim/client/tabs";
import { emptyState } from "../state/conversations.js";
import { noDb, openDb } from "../store/db.js";
import { createDrafts } from "../store/drafts.js";
import { session as kept } from "../store/session.js";
import { t } from "../i18n/index.js";

/** Sends wait for a connection that long: a page may be offline for a night. */
const SEND_TIMEOUT_MS = 24 * 60 * 60_000;

/** Answers to a login after which only the password helps. */
const SIGNED_OUT = ["9100", "9101", "9102", "9103"];

/** Signs in and out. */
export function session(app) {
  /** Signs in, with a new account where that is wanted. Fails with what the sign-in has to show. */
  async function signIn(userName, password, isNew) {
    const user = isNew ? await register(app.routeUrl, userName, password || undefined) : { userName };
    await connect(user, { password: password || undefined, isFirst: true });
    app.settings.set({ lastName: userName });
  }

  /** After a reload of the tab. */
  async function resume() {
    const { token, ...me } = kept.get();
    app.store.update({ me });
    try {
      await connect(me, { token });
    } catch {
      // the state of the client says what is the matter
    }
  }

  async function connect(user, { password, token, isFirst = false }) {
    await load(user);
    const client = await start(user, { password, token, isFirst });
    const me = client.user;
    await belongTo(me);
    app.drafts = createDrafts(me.userName);
    app.store.update((state) => ({
      ...state,
      me,
      starting: false,
      drafts: app.drafts.all(),
      hasPassword: client.token !== undefined,
      signInProblem: null,
    }));
    remember();
    app.joinTabs(me.userName);
    await app.sync();
    app.resend();
  }

  /** What this browser keeps of the account comes before the connection. */
  async function load({ userName, userId }) {
    try {
      app.db = await openDb(userName);
      await app.db.prune();
    } catch {
      app.db = noDb;
      app.store.update({ storageRefused: true });
    }
    const [conversations, me] = await Promise.all([app.db.conversations(), app.db.meta("me")]);
    if (userId !== undefined && me !== undefined && me !== userId) {
      return;
    }
    app.drafts = createDrafts(userName);
    app.store.update((state) => ({
      ...state,
      drafts: app.drafts.all(),
      conversations: {
        ...state.conversations,
        ...Object.fromEntries(conversations.map((each) => [each.key, each])),
      },
    }));
  }

  /** A cluster that began anew has given the name to another account: what is kept is not theirs. */
  async function belongTo({ userId }) {
    const before = await app.db.meta("me");
    if (before !== undefined && before !== userId) {
      await app.db.clear();
      app.store.update((state) => ({ ...emptyState(), ...chosen(state) }));
    }
    await app.db.setMeta("me", userId);
  }

  async function start(user, { password, token, isFirst }) {
    app.client?.close();
    let giveUp;
    let isStarted = false;
    const unreachable = new Promise((resolve, reject) => (giveUp = reject));
    const client = shared({
      routeUrl: app.routeUrl,
      user,
      password,
      token,
      ownMessages: true,
      store: app.db === noDb ? undefined : indexedDbStore(),
      sendTimeout: SEND_TIMEOUT_MS,
      onToken: () => remember(),
      onMessage: (message) => app.receive(message),
      onCopy: (message) => app.copy(message),
      onReceipt: (receipt) => app.marked(receipt),
      onSignal: (signal) => app.signalled(signal),
      onContinuityBroken: () => app.store.update({ broken: true }),
      onState: (change) => app.linkChanged(client, change),
      onAttemptFailed(attempt, cause, delay) {
        if (isFirst && !isStarted) {
          giveUp(cause);
        }
        app.attemptFailed(client, attempt, cause, delay);
      },
    });
    app.client = client;
    try {
      // Who signs in wants to know at once; a page that was signed in tries again.
      await Promise.race([client.start(), unreachable]);
      isStarted = true;
    } catch (failure) {
      client.close();
      throw failure;
    }
    return client;
  }

  function remember() {
    const { me } = app.state();
    if (me !== null && app.client) {
      kept.set({ ...me, token: app.client.token });
    }
  }

  /** After the connection was given up. */
  async function reconnect() {
    const { me } = app.state();
    const token = app.client?.token;
    app.store.update({ link: { state: "CONNECTING", attempts: 0 } });
    try {
      await connect(me, { token });
    } catch {
      // the banner says it
    }
  }

  /** A token that is void asks for the password again; everything else has a banner. */
  function ended(cause) {
    if (app.state().me !== null && SIGNED_OUT.includes(cause.code)) {
      leave(t("signedOut"));
    }
  }

  function chosen({ language, theme, isOnLine, isLooking }) {
    return { language, theme, isOnLine, isLooking, said: "" };
  }

  /** Done when what was under way has had its time. */
  function leave(signInProblem = null) {
    kept.end();
    const { client, db } = app;
    app.leaveTabs();
    app.client = null;
    app.db = noDb;
    const closed = client?.close();
    db.close();
    app.store.update((state) => ({ ...emptyState(), ...chosen(state), signInProblem }));
    return closed;
  }

  return { signIn, resume, reconnect, ended, signOut: leave };
}
