import { changed, withMessages } from "../state/conversations.js";

/** What tabs of one browser tell each other beside what comes from the cluster. */
export function tabs(app) {
  let channel = null;

  function joinTabs(userName) {
    leaveTabs();
    if (typeof BroadcastChannel !== "undefined") {
      channel = new BroadcastChannel(`cim-page ${app.routeUrl} ${userName}`);
      channel.onmessage = ({ data }) => hear(data);
    }
  }

  function leaveTabs() {
    channel?.close();
    channel = null;
  }

  function hear({ key, message, seen }) {
    if (message) {
      app.store.update((state) => withMessages(state, key, [message]));
    }
    if (seen !== undefined && app.state().conversations[seen]) {
      app.store.update((state) => changed(state, seen, { unread: 0, mentions: 0 }));
    }
  }

  const tellTabs = (data) => channel?.postMessage(data);

  return { joinTabs, leaveTabs, tellTabs };
}
