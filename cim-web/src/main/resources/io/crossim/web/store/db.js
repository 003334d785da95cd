/**
 * What this browser keeps of an account: messages and conversations.
 * One database per account, which all tabs have. A message and its conversation are written in one
 * transaction, under the message's place: one that comes again, because the page died before it was
 * acknowledged, is written over itself and counted once.
 */

const VERSION = 1;
const MOST_MESSAGES = 50_000;
const LEFT_AFTER_PRUNING = 45_000;

const asPromise = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Where a message lies: by its place in the log, else by its own id. */
const placeIn = (message) => (message.seq > 0 ? `#${message.seq}` : message.id);

export const databaseOf = (userName) => `cim-page ${userName}`;

/** Opens the database of an account; fails where the browser stores nothing. */
export async function openDb(userName, factory = indexedDB) {
  const request = factory.open(databaseOf(userName), VERSION);
  request.onupgradeneeded = () => {
    const messages = request.result.createObjectStore("messages", { keyPath: ["key", "place"] });
    messages.createIndex("byConversation", ["key", "at"]);
    messages.createIndex("byTime", "at");
    request.result.createObjectStore("conversations", { keyPath: "key" });
    request.result.createObjectStore("meta");
  };
  const database = await new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("the database is in use by an older page"));
  });
  database.onversionchange = () => database.close();
  return new Db(database);
}

class Db {
  #database;

  constructor(database) {
    this.#database = database;
  }

  async #run(mode, work) {
    const transaction = this.#database.transaction(["messages", "conversations", "meta"], mode);
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    const result = await work({
      messages: transaction.objectStore("messages"),
      conversations: transaction.objectStore("conversations"),
      meta: transaction.objectStore("meta"),
    });
    await done;
    return result;
  }

  conversations() {
    return this.#run("readonly", ({ conversations }) => asPromise(conversations.getAll()));
  }

  meta(name) {
    return this.#run("readonly", ({ meta }) => asPromise(meta.get(name)));
  }

  setMeta(name, value) {
    return this.#run("readwrite", ({ meta }) => void meta.put(value, name));
  }

  /** Whether a message lies here. */
  has(message) {
    return this.#run(
      "readonly",
      async ({ messages }) => (await asPromise(messages.count([message.key, placeIn(message)]))) > 0,
    );
  }

  /**
   * Everything that one message changes, at once.
   *
   * @param gone places of messages that now lie elsewhere
   */
  write({ messages: changed = [], conversation, gone = [] }) {
    return this.#run("readwrite", ({ messages, conversations }) => {
      gone.forEach(({ key, place }) => messages.delete([key, place]));
      changed.forEach((message) => messages.put({ ...message, place: placeIn(message) }));
      if (conversation) {
        conversations.put(conversation);
      }
    });
  }

  /** The last messages of a conversation before a time, oldest first. */
  messages(key, before = Infinity, most = 100) {
    const range = IDBKeyRange.bound([key, -Infinity], [key, before], false, true);
    return this.#run("readonly", async ({ messages }) => {
      const found = await this.#walk(messages.index("byConversation"), range, most, () => true);
      return found.reverse();
    });
  }

  /** Messages with a word in their text, the newest first. */
  search(word, most = 30) {
    const wanted = word.toLocaleLowerCase();
    return this.#run("readonly", ({ messages }) =>
      this.#walk(
        messages.index("byTime"),
        null,
        most,
        ({ text, kind, recalled }) =>
          kind === "text" && !recalled && text.toLocaleLowerCase().includes(wanted),
      ),
    );
  }

  #walk(index, range, most, fits) {
    return new Promise((resolve, reject) => {
      const found = [];
      const request = index.openCursor(range, "prev");
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const cursor = request.result;
        if (cursor === null || found.length >= most) {
          resolve(found);
          return;
        }
        if (fits(cursor.value)) {
          found.push(cursor.value);
        }
        cursor.continue();
      };
    });
  }

  /** Removes a conversation with its messages. */
  forget(key) {
    return this.#run("readwrite", ({ messages, conversations }) => {
      conversations.delete(key);
      messages.delete(IDBKeyRange.bound([key, ""], [key, "\uffff"]));
    });
  }

  /** Removes the oldest messages where there are too many. */
  prune(most = MOST_MESSAGES, left = LEFT_AFTER_PRUNING) {
    return this.#run("readwrite", async ({ messages }) => {
      const count = await asPromise(messages.count());
      if (count <= most) {
        return;
      }
      let tooMany = count - left;
      const request = messages.index("byTime").openCursor();
      await new Promise((resolve, reject) => {
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          if (request.result === null || tooMany-- <= 0) {
            resolve();
            return;
          }
          request.result.delete();
          request.result.continue();
        };
      });
    });
  }

  clear() {
    return this.#run("readwrite", ({ messages, conversations, meta }) => {
      messages.clear();
      conversations.clear();
      meta.clear();
    });
  }

  close() {
    this.#database.close();
  }
}

/** Stands in where the browser refuses to store anything: the page works, and forgets. */
export const noDb = {
  conversations: async () => [],
  meta: async () => undefined,
  setMeta: async () => {},
  has: async () => false,
  write: async () => {},
  messages: async () => [],
  search: async () => [],
  forget: async () => {},
  prune: async () => {},
  clear: async () => {},
  close() {},
};
