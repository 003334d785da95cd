import type { Client, ClientOptions, ReceivedMessage } from "./types.js";

export interface SharedOptions extends ClientOptions {
  /**
   * In the tabs that do not hold the connection: called with what `onMessage` of the tab that does has taken. Without
   * it `onMessage` is called in every tab. Use it where `onMessage` writes to a database that all tabs have.
   */
  onCopy?(message: ReceivedMessage): void | Promise<void>;
}

export interface SharedClient extends Client {
  /** Whether this tab holds the connection. */
  readonly leads: boolean;
}

/**
 * A client for pages that are open in several tabs: all tabs of one user share one connection. Give it a store that
 * the tabs share, `indexedDbStore()`. On pages without locks (not https, not localhost) each tab is a client.
 */
export function shared(options: SharedOptions): SharedClient;
