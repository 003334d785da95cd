import { conversationOf, groupKey } from "../state/keys.js";
import { changed, gone, named } from "../state/conversations.js";
import { withMarks } from "../state/readers.js";
import { t } from "../i18n/index.js";

/** Groups and their members. */
export function groups(app) {
  const idOf = (key) => conversationOf(key).id;

  /** Whether it was not left meanwhile. */
  const isHere = (key) => app.state().conversations[key] !== undefined;

  async function createGroup(name, members) {
    const { groupId, refused } = await app.client.groups.create(name, members);
    const key = groupKey(groupId);
    app.store.update((state) => changed(state, key, { name, role: "owner", madeAt: Date.now() }));
    await app.keep(key);
    app.open(key);
    tellRefused(refused);
  }

  function tellRefused(refused = []) {
    if (refused.length > 0) {
      app.store.update({ problem: t("refused", { count: refused.length }) });
    }
  }

  async function loadMembers(key) {
    try {
      const group = await app.client.groups.get(idOf(key));
      const members = await allMembers(idOf(key));
      if (!isHere(key)) {
        return;
      }
      app.store.update((state) =>
        changed({ ...named(state, members), members: { ...state.members, [key]: members } }, key, {
          name: group.name,
          role: group.role,
          memberCount: group.memberCount,
        }),
      );
      app.watch();
    } catch (failure) {
      if (isHere(key) && (failure.code === "9300" || failure.code === "9301")) {
        app.store.update((state) => changed(state, key, { role: undefined, isOver: true }));
      }
    }
  }

  async function allMembers(groupId) {
    const all = new Map();
    let after;
    do {
      const page = await app.client.groups.members(groupId, { after, limit: 500 });
      page.members.forEach((member) => all.set(member.userId, member));
      after = page.next ?? undefined;
    } while (after !== undefined);
    return [...all.values()];
  }

  /** Who has read one's own last message: marks come only while the page is there. */
  async function loadReaders(key) {
    const state = app.state();
    const last = (state.messages[key] ?? []).findLast(
      ({ seq, from }) => seq > 0 && from === state.me?.userId,
    );
    if (last) {
      try {
        const { read, delivered } = await app.client.groups.readers(idOf(key), last.seq);
        const marks = [
          ...read.map((userId) => ({ userId, delivered: last.seq, read: last.seq })),
          ...delivered.map((userId) => ({ userId, delivered: last.seq, read: 0 })),
        ];
        app.store.update((now) => withMarks(now, key, marks));
      } catch {
        // larger groups tell nobody
      }
    }
  }

  /** Somebody came, went, or changed something. */
  function groupChanged(key, { event, users }) {
    const { me, open } = app.state();
    if (event === "LEFT" && users.includes(me?.userId)) {
      app.store.update((state) => changed(state, key, { isOver: true }));
    } else if (open === key || event === "CHANGED") {
      loadMembers(key);
    }
  }

  async function addMembers(key, users) {
    const { refused } = await app.client.groups.add(idOf(key), users);
    await loadMembers(key);
    tellRefused(refused);
  }

  async function removeMember(key, userId) {
    await app.try(async () => {
      const { refused } = await app.client.groups.remove(idOf(key), [userId]);
      await loadMembers(key);
      if (refused.length > 0) {
        throw Object.assign(new Error(), refused[0]);
      }
    });
  }

  async function renameGroup(key, name) {
    await app.client.groups.rename(idOf(key), name);
    app.store.update((state) => changed(state, key, { name }));
    await app.keep(key);
  }

  async function leaveGroup(key) {
    await app.try(async () => {
      await app.client.groups.leave(idOf(key));
      await forgetGroup(key);
    });
  }

  async function dismissGroup(key) {
    await app.try(async () => {
      await app.client.groups.dismiss(idOf(key));
      await forgetGroup(key);
    });
  }

  async function forgetGroup(key) {
    app.store.update((state) => gone({ ...state, details: false }, key));
    await app.db.forget(key).catch(() => {});
  }

  return {
    createGroup,
    loadMembers,
    loadReaders,
    forgetGroup,
    groupChanged,
    addMembers,
    removeMember,
    renameGroup,
    leaveGroup,
    dismissGroup,
  };
}
