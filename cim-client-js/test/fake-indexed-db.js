/** The part of IndexedDB that the store uses. */
export class FakeIndexedDb {
  databases = new Map();
  opened = 0;
  /** What opening, or writing, fails with. */
  openError = undefined;
  writeError = undefined;

  /** Puts itself where a browser has it, while something runs. */
  async during(work) {
    globalThis.indexedDB = this;
    globalThis.IDBKeyRange = { bound: (from, to) => ({ has: (key) => key >= from && key <= to }) };
    try {
      return await work();
    } finally {
      delete globalThis.indexedDB;
      delete globalThis.IDBKeyRange;
    }
  }

  open(name) {
    this.opened++;
    const request = {};
    setImmediate(() => {
      if (this.openError) {
        request.error = this.openError;
        request.onerror();
        return;
      }
      request.result = this.#database(name, () => request.onupgradeneeded());
      request.onsuccess();
    });
    const database = { createObjectStore: () => this.databases.set(name, new Map()) };
    request.result = database;
    return request;
  }

  #database(name, upgrade) {
    if (!this.databases.has(name)) upgrade();
    const kept = this.databases.get(name);
    this.last = {
      transaction: () => {
        const transaction = {};
        const error = this.writeError;
        let isWrite = false;
        const matching = (range) => [...kept].filter(([key]) => range.has(key)).sort(([a], [b]) => (a < b ? -1 : 1));
        const write = (change) => {
          isWrite = true;
          if (!error) change();
        };
        transaction.objectStore = () => ({
          getAllKeys: (range) => ({ result: matching(range).map(([key]) => key) }),
          getAll: (range) => ({ result: matching(range).map(([, value]) => structuredClone(value)) }),
          put: (value, key) => write(() => kept.set(key, structuredClone(value))),
          delete: (key) => write(() => kept.delete(key)),
        });
        setImmediate(() => {
          transaction.error = error;
          if (isWrite && error) transaction.onabort();
          else transaction.oncomplete();
        });
        return transaction;
      },
    };
    return this.last;
  }
}
