import { Client } from "../src/index.js";
import { FakeClock, settle } from "./fake-clock.js";
import { FakeCluster } from "./fake-cluster.js";

/** A client over a cluster that is a fake. */
export async function connected(options = {}, env = {}) {
  const it = fixture(options, env);
  const started = it.client.start();
  await settle();
  await started;
  return it;
}

export function fixture(options = {}, env = {}) {
  const clock = env.clock ?? new FakeClock();
  const cluster = env.cluster ?? new FakeCluster();
  const received = env.received ?? [];
  const states = [];
  const client = new Client(
    {
      routeUrl: "http://route.test:8083/",
      user: { userId: 7, userName: "alice" },
      onMessage: (message) => void received.push(message),
      onState: ({ after }) => states.push(after),
      fetch: cluster.fetch,
      socket: cluster.socket,
      ...options,
    },
    { clock, random: () => 1, page: env.page ?? {} },
  );
  return { client, cluster, clock, received, states, texts: () => received.map(({ text }) => text) };
}
