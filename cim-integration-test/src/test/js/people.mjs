// Users of the JavaScript library. Takes orders as lines of JSON, and tells what happens in the same way:
// node people.mjs LIBRARY ROUTE...

import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [, , library, ...routes] = process.argv;
const { Client } = await import(pathToFileURL(library).href);
const clients = new Map();

const tell = (event) => process.stdout.write(`${JSON.stringify(event)}\n`);
const told = (user, sent, text) =>
  sent.then(
    ({ status }) => tell({ user, event: "sent", text, status }),
    (e) => tell({ user, event: "failed", text, status: `${e.code} ${e.message}` }),
  );

const orders = {
  start({ user, id }) {
    const client = new Client({
      routeUrl: routes,
      user: { userName: user, userId: id },
      backoff: { first: 100, longest: 1_000 },
      onMessage: ({ text, kind, senderId }) =>
        tell({ user, event: "message", text: kind === "CONTENT" ? text : kind, from: senderId }),
      onContinuityBroken: (reason) => tell({ user, event: "broken", text: reason }),
      onState: ({ after }) => tell({ user, event: "state", text: after }),
    });
    clients.set(user, client);
    client.start().catch((e) => tell({ user, event: "failed", text: "start", status: `${e.code} ${e.message}` }));
  },
  send: ({ user, to, text }) => told(user, clients.get(user).send(to, text), text),
  sendToGroup: ({ user, to, text }) => told(user, clients.get(user).sendToGroup(to, text), text),
  async create({ user, text, members }) {
    const { groupId } = await clients.get(user).groups.create(text, members);
    tell({ user, event: "created", text: String(groupId) });
  },
  async history({ user, to }) {
    const { messages } = await clients.get(user).history({ type: "GROUP", id: to });
    for (const { kind, msg } of messages) tell({ user, event: "history", text: kind === "CONTENT" ? msg : kind });
  },
  async unread({ user }) {
    const { conversations } = await clients.get(user).conversations();
    for (const { name, unread } of conversations) tell({ user, event: "unread", text: `${name} ${unread}` });
  },
  stop: ({ user }) => clients.get(user).close(),
};

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  Promise.resolve(orders[order.order](order)).catch((e) =>
    tell({ user: order.user, event: "failed", text: order.order, status: String(e) }),
  );
}
await Promise.all([...clients.values()].map((client) => client.close()));
