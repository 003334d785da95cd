import assert from "node:assert/strict";
import test from "node:test";
import { indexedDbStore, memoryStore } from "../src/index.js";
import { FakeIndexedDb } from "./fake-indexed-db.js";

for (const [name, open] of [["memory", memoryStore], ["IndexedDB", indexedDbStore]]) {
  test(`a store in ${name} keeps, lists by prefix, and takes away`, () =>
    new FakeIndexedDb().during(async () => {
      const store = open();
      await store.set("a one", 1);
      await store.set("a two", { deep: ["x"] });
      await store.set("b", 3);
      assert.deepEqual(await store.entries("a "), [["a one", 1], ["a two", { deep: ["x"] }]]);
      await store.set("a one", undefined);
      await store.set("a two", 2);
      assert.deepEqual(await store.entries("a"), [["a two", 2]]);
      assert.deepEqual(await store.entries("none"), []);
    }));
}

test("two stores of one name share a database, which is opened once by each", async () => {
  const browser = new FakeIndexedDb();
  await browser.during(async () => {
    const [one, two, other] = [indexedDbStore(), indexedDbStore(), indexedDbStore("other")];
    await Promise.all([one.set("k", 1), one.set("l", 2)]);
    assert.deepEqual(await two.entries(""), [["k", 1], ["l", 2]]);
    assert.deepEqual(await other.entries(""), []);
    assert.equal(browser.opened, 3);
  });
});

test("a database that is refused or full fails with its reason, and is tried again", async () => {
  const browser = new FakeIndexedDb();
  await browser.during(async () => {
    const store = indexedDbStore();
    browser.openError = new DOMException("not in private windows", "SecurityError");
    await assert.rejects(store.entries(""), { name: "SecurityError" });
    browser.openError = undefined;
    browser.writeError = new DOMException("full", "QuotaExceededError");
    await assert.rejects(store.set("k", 1), { name: "QuotaExceededError" });
    browser.writeError = undefined;
    await store.set("k", 1);
    assert.deepEqual(await store.entries(""), [["k", 1]]);
  });
});

test("a database that the reader has deleted is opened anew", async () => {
  const browser = new FakeIndexedDb();
  await browser.during(async () => {
    const store = indexedDbStore();
    await store.set("k", 1);
    browser.databases.clear();
    browser.last.onclose();
    assert.deepEqual(await store.entries(""), []);
    assert.equal(browser.opened, 2);
  });
});

test("a browser without databases says so", async () => {
  await assert.rejects(indexedDbStore().entries(""), ReferenceError);
});
