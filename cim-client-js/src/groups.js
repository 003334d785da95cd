import { newId } from "./clock.js";
import { placeOf } from "./messages.js";

/**
 * Makes and changes groups over HTTP, in the name of the user. Repeating a call that has worked changes nothing.
 *
 * @typedef {import("../types.js").Role} Role
 * @typedef {import("../types.js").GroupSettings} GroupSettings
 */
export class Groups {
  #route;

  /** @param {import("./route.js").Route} route */
  constructor(route) {
    this.#route = route;
  }

  /**
   * @param {string} name
   * @param {number[]} [members]
   * @param {GroupSettings} [settings]
   * @param {string} [clientMsgId]
   */
  create(name, members = [], settings, clientMsgId = newId()) {
    return this.#route.post("/group/create", { name, members, settings, clientMsgId });
  }

  /** @param {number} groupId @param {string} name */
  rename(groupId, name) {
    return this.change(groupId, { name });
  }

  /** @param {number} groupId @param {{ name?: string, settings?: GroupSettings, expectedVersion?: number }} change */
  change(groupId, change) {
    return this.#route.post("/group/change", { ...change, groupId }, { once: change.expectedVersion !== undefined });
  }

  /** @param {number} groupId @param {number[]} users */
  add(groupId, users) {
    return this.#route.post("/group/add", { groupId, users });
  }

  /** @param {number} groupId @param {number[]} users */
  remove(groupId, users) {
    return this.#route.post("/group/remove", { groupId, users });
  }

  /** @param {number} groupId @param {number} member @param {Role} role */
  setRole(groupId, member, role) {
    return this.#route.post("/group/role", { groupId, member, role });
  }

  /** @param {number} groupId @param {number} member @param {number} seconds */
  mute(groupId, member, seconds) {
    return this.#route.post("/group/role", { groupId, member, mutedSeconds: seconds });
  }

  /** @param {number} groupId */
  join(groupId) {
    return this.#route.post("/group/join", { groupId });
  }

  /** @param {number} groupId */
  leave(groupId) {
    return this.#route.post("/group/leave", { groupId });
  }

  /** @param {number} groupId */
  dismiss(groupId) {
    return this.#route.post("/group/dismiss", { groupId });
  }

  /** @param {number} groupId */
  get(groupId) {
    return this.#route.get("/group", { groupId });
  }

  /** @param {number} groupId @param {{ after?: string, limit?: number }} [page] */
  members(groupId, page) {
    return this.#route.get("/group/members", { groupId, ...page });
  }

  /** @param {number} groupId @param {number} seq */
  readers(groupId, seq) {
    return this.#route.get("/readers", { groupId, seq });
  }
}

/**
 * Whom and what the user wants to hear of, on all their devices.
 *
 * @typedef {import("../types.js").Conversation} Conversation
 */
export class Preferences {
  #route;

  /** @param {import("./route.js").Route} route */
  constructor(route) {
    this.#route = route;
  }

  /** @param {number} other @param {boolean} [blocked] */
  block(other, blocked = true) {
    return this.#route.post("/block", { peerId: other, blocked });
  }

  async blocked() {
    return (await this.#route.get("/blocked", {})).users;
  }

  /** @param {Conversation} conversation @param {number} [until] in ms since 1970; for good without it */
  mute(conversation, until) {
    return this.#route.post("/conversation/mute", { ...placeOf(conversation), until });
  }

  /** @param {Conversation} conversation */
  unmute(conversation) {
    return this.mute(conversation, 0);
  }
}
