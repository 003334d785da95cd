export { Client } from "./client.js";
export { CimError } from "./error.js";
export { register } from "./route.js";
export { indexedDbStore, memoryStore } from "./stores.js";
