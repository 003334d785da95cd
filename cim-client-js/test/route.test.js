import assert from "node:assert/strict";
import test from "node:test";
import { Client, CimError, register } from "../src/index.js";
import { settle } from "./fake-clock.js";
import { connected } from "./fixture.js";

test("each call of groups goes where the HTTP API says", async () => {
  const it = await connected();
  it.cluster.calls.length = 0;
  const { groups, preferences } = it.client;
  await groups.create("climbers", [9], { join: "open" }, "g1");
  await groups.rename(5, "friends");
  await groups.change(5, { settings: { speak: "admins" }, expectedVersion: 3 });
  await groups.add(5, [9, 11]);
  await groups.remove(5, [9]);
  await groups.setRole(5, 9, "admin");
  await groups.mute(5, 9, 60);
  await groups.join(5);
  await groups.leave(5);
  await groups.dismiss(5);
  await groups.get(5);
  await groups.members(5, { limit: 10 });
  await groups.readers(5, 42);
  await preferences.block(9);
  await preferences.block(9, false);
  it.cluster.answers["/blocked"] = { users: [9] };
  assert.deepEqual(await preferences.blocked(), [9]);
  await preferences.mute({ type: "GROUP", id: 5 });
  await preferences.unmute({ type: "USER", id: 9 });
  await it.client.history({ type: "GROUP", id: 5 }, { before: 10, limit: 20 });
  await it.client.history({ type: "USER", id: 9 });
  await it.client.conversations({ after: "x y" });
  await it.client.onlineUsers({ limit: 5 });
  await it.client.logoutEverywhere();
  const userId = 7;
  assert.deepEqual(
    it.cluster.calls.map(({ method, path, body }) => [method, path, body]),
    [
      ["POST", "/group/create", { userId, name: "climbers", members: [9], settings: { join: "open" }, clientMsgId: "g1" }],
      ["POST", "/group/change", { userId, name: "friends", groupId: 5 }],
      ["POST", "/group/change", { userId, settings: { speak: "admins" }, expectedVersion: 3, groupId: 5 }],
      ["POST", "/group/add", { userId, groupId: 5, users: [9, 11] }],
      ["POST", "/group/remove", { userId, groupId: 5, users: [9] }],
      ["POST", "/group/role", { userId, groupId: 5, member: 9, role: "admin" }],
      ["POST", "/group/role", { userId, groupId: 5, member: 9, mutedSeconds: 60 }],
      ["POST", "/group/join", { userId, groupId: 5 }],
      ["POST", "/group/leave", { userId, groupId: 5 }],
      ["POST", "/group/dismiss", { userId, groupId: 5 }],
      ["GET", "/group?userId=7&groupId=5", undefined],
      ["GET", "/group/members?userId=7&groupId=5&limit=10", undefined],
      ["GET", "/readers?userId=7&groupId=5&seq=42", undefined],
      ["POST", "/block", { userId, peerId: 9, blocked: true }],
      ["POST", "/block", { userId, peerId: 9, blocked: false }],
      ["GET", "/blocked?userId=7", undefined],
      ["POST", "/conversation/mute", { userId, groupId: 5 }],
      ["POST", "/conversation/mute", { userId, peerId: 9, until: 0 }],
      ["GET", "/history?userId=7&groupId=5&before=10&limit=20", undefined],
      ["GET", "/history?userId=7&peerId=9", undefined],
      ["GET", "/conversations?userId=7&after=x%20y", undefined],
      ["GET", "/onlineUser?limit=5", undefined],
      ["POST", "/logout", { userId }],
    ],
  );
});

test("what the route refuses is an error with its code; what does not answer is unavailable", async () => {
  const it = await connected();
  it.cluster.answers["/group"] = { status: 403, json: { code: "9301", message: "not a member" } };
  await assert.rejects(it.client.groups.get(5), (e) => e instanceof CimError && e.code === "9301" && !e.unavailable);
  it.cluster.answers["/group"] = new TypeError("fetch failed");
  await assert.rejects(it.client.groups.get(5), { code: "4000", unavailable: true, message: /does not answer.*fetch failed/ });
  it.cluster.answers["/group"] = () => ({ status: 502, get json() { throw new SyntaxError("<html>"); } });
  await assert.rejects(it.client.groups.get(5), { unavailable: true, message: /HTTP 502, not CIM/ });
});

test("a route that never answers is given up after five seconds", async () => {
  const it = await connected();
  const { fetch } = it.cluster;
  let signal;
  it.cluster.answers["/group"] = () => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  const client = await connected({ fetch: (url, request) => ((signal = request.signal), fetch(url, request)) }, { cluster: it.cluster, clock: it.clock });
  const asked = assert.rejects(client.client.groups.get(5), { unavailable: true });
  await it.clock.advance(5_000);
  await asked;
});

test("a token goes with each call and the login, and is exchanged before it is old", async () => {
  const tokens = [];
  const it = await connected({ password: "secret", onToken: (token) => tokens.push(token) }, { });
  assert.equal(it.cluster.calls[0].body.password, "secret");
  it.cluster.answers["/login"] = { wsUrl: "/im", token: "t1", tokenSeconds: 100 };
  it.cluster.last.fail();
  await it.clock.advance(500);
  assert.equal(it.client.token, "t1");
  assert.equal(it.cluster.logins.at(-1).properties.token, "t1");
  it.cluster.answers["/token"] = new TypeError("fetch failed");
  await it.clock.advance(80_000);
  it.cluster.answers["/token"] = { token: "t2", tokenSeconds: 100 };
  await it.clock.advance(10_000);
  assert.deepEqual(tokens, ["t1", "t2"]);
  const renewal = it.cluster.calls.filter(({ path }) => path === "/token").at(-1);
  assert.deepEqual(renewal.body, { userId: 7, password: "secret" });
  await it.client.groups.get(5);
  assert.equal(it.cluster.calls.at(-1).headers.Authorization, "Bearer t2");
});

test("a client that came with a token exchanges it for another", async () => {
  const it = await connected({ token: "t0" });
  it.cluster.answers["/login"] = { wsUrl: "/im", token: "t1", tokenSeconds: 100 };
  it.cluster.last.fail();
  await it.clock.advance(500);
  it.cluster.answers["/token"] = { token: "t2", tokenSeconds: 100 };
  await it.clock.advance(80_000);
  const renewal = it.cluster.calls.filter(({ path }) => path === "/token").at(-1);
  assert.equal(renewal.headers.Authorization, "Bearer t1");
  assert.equal(it.client.token, "t2");
});

test("options that make no sense are told at once", async () => {
  const user = { userName: "alice" };
  for (const routeUrl of [undefined, "", "localhost:8083", "/"]) {
    assert.throws(() => new Client({ routeUrl, user }), { code: "3000", message: /routeUrl.*expected: a URL such as/ });
  }
  assert.throws(() => new Client({ routeUrl: "http://x", user: {} }), { code: "3000", message: /user\.userName/ });
  await assert.rejects(new Client({ routeUrl: "http://x", user }).send(9, "x"), { message: /call start\(\) first/ });
});

test("register asks the route", async () => {
  const { fetch } = globalThis;
  globalThis.fetch = async (url, { body }) => ({ status: 200, json: async () => ({ code: "9000", dataBody: { url, ...JSON.parse(body) } }) });
  try {
    assert.deepEqual(await register("http://x/", "alice", "pw"), { url: "http://x/registerAccount", userName: "alice", password: "pw" });
  } finally {
    globalThis.fetch = fetch;
  }
});

test("a listener of states that throws harms nothing", async () => {
  const { error } = console;
  console.error = () => {};
  try {
    const it = await connected({ onState: () => { throw new Error("mine"); } });
    await settle();
    assert.equal(it.client.state, "READY");
  } finally {
    console.error = error;
  }
});
