import { account } from "./account.js";
import { calls } from "./calls.js";
import { changes } from "./changes.js";
import { groups } from "./groups.js";
import { incoming } from "./incoming.js";
import { notices } from "./notices.js";
import { people } from "./people.js";
import { reading } from "./reading.js";
import { sending } from "./sending.js";
import { session } from "./session.js";
import { sync } from "./sync.js";
import { tabs } from "./tabs.js";
import { emptyState } from "../state/conversations.js";
import { noDb } from "../store/db.js";

/** Gives an app everything that chats. */
export function join(app) {
  Object.assign(app, { client: null, db: noDb });
  app.store.update((state) => ({ ...emptyState(), ...state }));
  [calls, notices, session, account, sync, incoming, sending, changes, reading, people, groups, tabs].forEach(
    (part) => Object.assign(app, part(app)),
  );
  app.watchWindow();
}
