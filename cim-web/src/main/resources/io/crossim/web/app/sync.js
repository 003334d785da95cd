import { groupKey, userKey } from "../state/keys.js";
import { changed, named } from "../state/conversations.js";
import { fromHistory } from "../state/convert.js";

/** Which conversations there are, as the cluster has them. */
export function sync(app) {
  /** Brings the list up to date with the cluster, at each new connection. */
  async function syncAll() {
    const { client } = app;
    try {
      app.store.update({ keepsPrivate: await keepsPrivate(client) });
      let after;
      do {
        const page = await client.conversations({ after, limit: 100 });
        page.conversations.forEach(summary);
        after = page.next ?? undefined;
      } while (after !== undefined);
      app.store.update({ blocked: await client.preferences.blocked() });
    } catch {
      // an older cluster has no conversations; a lost connection brings the next sync
    }
    app.watch();
    const { open } = app.state();
    if (open !== null && app.client === client) {
      await app.refresh(open);
    }
  }

  async function keepsPrivate(client) {
    try {
      await client.history({ type: "USER", id: 0 }, { limit: 1 });
      return true;
    } catch (failure) {
      return failure.code === "3000" ? false : null;
    }
  }

  function summary(each) {
    const key = each.groupId ? groupKey(each.groupId) : userKey(each.peerId);
    const me = app.client.user.userId;
    const last = each.last && fromHistory(each.last, key, me);
    app.store.update((state) => {
      const old = state.conversations[key];
      const isSameLog = old?.epoch === undefined || old.epoch === each.epoch;
      const next = changed(state, key, {
        name: each.name ?? old?.name ?? "",
        epoch: each.epoch,
        head: each.head,
        counted: each.head,
        readSeq: each.readSeq,
        unread: each.unread,
        mentions: each.mentions,
        role: each.role ?? undefined,
        mutedUntil: each.mutedUntil ?? 0,
        last: last ?? (isSameLog ? (old?.last ?? null) : null),
        madeAt: each.last?.sentAt ?? old?.madeAt,
      });
      const clean = isSameLog ? next : { ...next, messages: { ...next.messages, [key]: [] } };
      return each.peerId && each.name ? named(clean, [{ userId: each.peerId, userName: each.name }]) : clean;
    });
    app.keep(key);
  }

  return { sync: syncAll };
}
