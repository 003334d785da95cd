import { isUser } from "../state/keys.js";
import { isMuted, nameOf, unreadOf } from "../state/conversations.js";
import { preview } from "../view/preview.js";
import { t } from "../i18n/index.js";

/** What the reader is told besides the page itself: the title, notifications, what is spoken. */
export function notices(app) {
  let wasLost = false;

  /** Follows the window and the network. Called once. */
  function watchWindow() {
    const look = () => {
      const isLooking = document.visibilityState === "visible" && document.hasFocus();
      if (isLooking !== app.state().isLooking) {
        app.store.update({ isLooking });
      }
    };
    ["focus", "blur"].forEach((event) => addEventListener(event, look));
    document.addEventListener("visibilitychange", look);
    const lookOnLine = () => app.store.update({ isOnLine: navigator.onLine });
    ["online", "offline"].forEach((event) => addEventListener(event, lookOnLine));
    look();
    lookOnLine();
    app.store.subscribe(title);
  }

  function title(state) {
    const unread = state.me ? unreadOf(state) : 0;
    const text = unread > 0 ? `(${unread}) ${t("appName")}` : t("appName");
    if (document.title !== text) {
      document.title = text;
    }
  }

  /** A message of somebody else has come. */
  function announce(key, message) {
    const state = app.state();
    const isSeen = state.open === key && state.isLooking;
    const conversation = state.conversations[key];
    if (isMuted(conversation) && !message.mentionsMe) {
      return;
    }
    const place = isUser(key) ? "" : `${nameOf(state, key)}, `;
    const name = message.from === 0 ? t("system") : message.name;
    app.say(t("messageFrom", { name: isSeen ? name : place + name, text: preview(message, state) }));
    if (!isSeen && !state.isLooking && app.settings.get().notify) {
      notify(key, name, message, state);
    }
  }

  function notify(key, name, message, state) {
    if (typeof Notification === "undefined" || Notification.permission !== "granted") {
      return;
    }
    try {
      const shown = new Notification(isUser(key) ? name : `${name} · ${nameOf(state, key)}`, {
        body: preview(message, state),
        tag: key,
        icon: app.iconUrl,
      });
      shown.onclick = () => {
        window.focus();
        app.open(key);
        shown.close();
      };
    } catch {
      // phones let only service workers do this
    }
  }

  async function setNotify(wanted) {
    const allowed =
      wanted && typeof Notification !== "undefined" && (await Notification.requestPermission()) === "granted";
    app.store.update({ notifyDenied: wanted && !allowed });
    app.settings.set({ notify: allowed });
  }

  function linkChanged(client, { after, cause }) {
    if (client !== app.client) {
      return;
    }
    if (after === "READY") {
      app.store.update({ link: { state: "READY", attempts: 0, retryAt: 0 } });
      if (wasLost) {
        wasLost = false;
        app.say(t("backOnline"));
        app.sync();
      }
      return;
    }
    app.store.update((state) => ({
      ...state,
      link: { ...state.link, state: after, code: cause?.code, reason: cause?.message, retryAt: 0 },
    }));
    if (after === "RECONNECTING") {
      wasLost = true;
      app.say(t("reconnecting"));
    } else if (after === "FAILED" && cause) {
      app.say(cause.code === "5000" ? t("elsewhere") : t("connectionEnded", { reason: cause.message }));
      app.ended(cause);
    }
  }

  function attemptFailed(client, attempts, cause, delay) {
    if (client === app.client) {
      app.store.update((state) => ({
        ...state,
        link: { ...state.link, attempts, retryAt: Date.now() + delay },
      }));
    }
  }

  return { watchWindow, announce, setNotify, linkChanged, attemptFailed };
}
