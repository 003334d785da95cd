/**
 * @typedef {import("../types.js").Store} Store
 */

/**
 * Keeps it in a database of the browser, over reloads.
 * @param {string} name of the database
 * @returns {Store}
 */
export function open(name) {
  /** @type {Promise<IDBDatabase> | undefined} */
  let opening;
  const database = () =>
    (opening ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore("kept");
      request.onsuccess = () => {
        request.result.onclose = () => (opening = undefined); // what the reader has deleted is opened anew
        resolve(request.result);
      };
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new Error(`the database ${name} is in use`));
    })).catch((e) => {
      opening = undefined;
      throw e;
    });
  /**
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(kept: IDBObjectStore) => () => T} work
   * @returns {Promise<T>}
   */
  const run = async (mode, work) => {
    const opened = await database();
    return new Promise((resolve, reject) => {
      const transaction = opened.transaction("kept", mode);
      const result = work(transaction.objectStore("kept"));
      transaction.oncomplete = () => resolve(result());
      transaction.onabort = () => reject(transaction.error);
    });
  };
  return {
    entries: (prefix) =>
      run("readonly", (kept) => {
        const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
        const keys = kept.getAllKeys(range);
        const values = kept.getAll(range);
        return () => keys.result.map((key, i) => /** @type {[string, unknown]} */ ([String(key), values.result[i]]));
      }),
    set: (key, value) =>
      run("readwrite", (kept) => {
        if (value === undefined) kept.delete(key);
        else kept.put(value, key);
        return () => undefined;
      }),
  };
}
