/** The account that a client logs in as. A name alone is enough; the id is known once it was ready. */
export interface Account {
  userId: number;
  userName: string;
}

/** With one user, in a group, or with everyone online (then the id is 0). */
export interface Conversation {
  type: "USER" | "GROUP" | "ALL";
  id: number;
}

export interface ReceivedMessage {
  conversation: Conversation;
  /** Unique in the inbox of this user; empty for a message that no inbox holds. */
  messageId: string;
  /** The place in the inbox, 1, 2, 3…; 0 for a message that no inbox holds. */
  seq: number;
  /** 0 for the system. */
  senderId: number;
  senderName: string;
  /** text/plain as a rule. */
  contentType: string;
  /** The body as a text. */
  text: string;
  body: Uint8Array;
  /** When the cluster took it, in ms since 1970; 0 where it does not say. */
  sentAt: number;
  /** The sender's own id of the message. */
  clientMsgId: string;
  /** What it does: a message, or something that was done to an earlier one or to the group. */
  kind: "CONTENT" | "EDIT" | "RECALL" | "REACTION" | "JOINED" | "LEFT" | "CHANGED" | "OTHER";
  /** The place in the log of the conversation, the same for all; 0 where there is no log. */
  conversationSeq: number;
  conversationMessageId: string;
  /** What the group is called now; empty for other conversations. */
  conversationName: string;
  /** The conversationSeq of the message that this one answers, edits, recalls or reacts to; 0 for none. */
  refersTo: number;
  /** The users whom the text names. */
  mentions: number[];
  mentionsAll: boolean;
  /** It was taken back; of a REACTION: it takes the reaction back. */
  recalled: boolean;
  /** Of JOINED and LEFT: who. */
  users: number[];
}

export interface OutgoingMessage {
  text?: string;
  /** text/plain without it. */
  contentType?: string;
  /** CONTENT without it. The others change an earlier message, which `refersTo` names. */
  kind?: "CONTENT" | "EDIT" | "RECALL" | "REACTION";
  /** The conversationSeq of an earlier message. */
  refersTo?: number;
  /** At most 50 members of the group. */
  mentions?: number[];
  mentionsAll?: boolean;
  /** Of a REACTION: takes it back. */
  recalled?: boolean;
  /** 1 to 64 characters; within a day the cluster stores one message of this user and id. */
  clientMsgId?: string;
}

/** What became of a send. One that was not stored has none: its promise is rejected. */
export interface SendResult {
  messageId: string;
  /** The place in the receiver's inbox; 0 where the cluster does not say. */
  seq: number;
  /**
   * STORED: in the receiver's inbox, or in the group. PUSHED: besides, a connection of theirs took it. SENT: to
   * everyone. NOBODY: to everyone, and nobody else is online. UNKNOWN: no answer came in time.
   */
  status: "STORED" | "PUSHED" | "SENT" | "NOBODY" | "UNKNOWN";
  /** The place in the log of the conversation; 0 where there is no log. */
  conversationSeq: number;
}

export type State = "INITIALIZED" | "CONNECTING" | "READY" | "RECONNECTING" | "CLOSED" | "FAILED";

export interface StateChange {
  before: State;
  after: State;
  cause?: CimError;
}

/** How far a member of a conversation has come; 0 where the receipt says nothing of it. */
export interface Receipt {
  conversation: Conversation;
  userId: number;
  delivered: number;
  read: number;
}

/** What somebody is doing just now. */
export interface Signal {
  conversation: Conversation;
  userId: number;
  type: "TYPING" | "STOPPED" | "ONLINE" | "OFFLINE";
}

export type ContinuityReason = "STORE_CHANGED" | "EXPIRED" | "STORE_WENT_BACK";

/** The part of a WebSocket that a client uses. */
export interface SocketLike {
  binaryType: string;
  send(data: Uint8Array): void;
  close(code?: number, reason?: string): void;
  onopen: ((event: any) => any) | null;
  onmessage: ((event: any) => any) | null;
  onclose: ((event: any) => any) | null;
  onerror: ((event: any) => any) | null;
}

/** Keeps what a client has to remember: its device, its place in the inbox, and what it has not sent yet. */
export interface Store {
  /** Everything whose key begins with the prefix. */
  entries(prefix: string): Promise<[string, any][]>;
  /** Keeps a value that can be cloned; undefined takes it away. */
  set(key: string, value: unknown): Promise<void>;
}

export interface ClientOptions {
  /** http://host:8083/ or https; of several, the next is asked when one does not answer. */
  routeUrl: string | string[];
  user: { userId?: number; userName: string };
  password?: string;
  /** Instead of a password: a token that `onToken` told before. */
  token?: string;
  /** Called with one message at a time, in order. The message is acknowledged when what it returns is settled. */
  onMessage?(message: ReceivedMessage): void | Promise<void>;
  /** Instead of onMessage: up to 100 messages at once. */
  onBatch?(messages: ReceivedMessage[]): void | Promise<void>;
  onState?(change: StateChange): void;
  /** An attempt to connect has failed; the next one follows after the delay. */
  onAttemptFailed?(attempt: number, cause: CimError, delayMs: number): void;
  /** onMessage or onBatch threw. Without it the error goes to the console. */
  onError?(message: ReceivedMessage, error: unknown): void;
  /** Messages may be missing: of one conversation, or without one, of all. */
  onContinuityBroken?(reason: ContinuityReason, conversation?: Conversation): void;
  onReceipt?(receipt: Receipt): void;
  onSignal?(signal: Signal): void;
  /** There is a new token. Keep it where a reload finds it, if users shall stay logged in. */
  onToken?(token: string): void;
  /** The store has failed. Without it the console is told. */
  onStoreFailed?(cause: CimError): void;
  /** Names this installation; each device of a user has its own place in the inbox. */
  device?: string;
  /** Begin behind this position, which `positionAfter` answered. */
  resumeAfter?: string;
  /** Memory without it. */
  store?: Store;
  /** Your program calls `acknowledge`. */
  manualAcknowledgement?: boolean;
  /** Also give what the user has sent to others from another device. */
  ownMessages?: boolean;
  /** Sends end as soon as they are stored, without waiting for PUSHED. */
  earlyAnswers?: boolean;
  /** How often a message is given again when the listener threw; 0 without it. */
  repeats?: number;
  /** In ms; 250 and 15,000 without it. The pause before an attempt is a random part of it. */
  backoff?: { first: number; longest: number };
  /** In ms, 60,000 without it: then a send ends as UNKNOWN, or fails if nothing of it has left. */
  sendTimeout?: number;
  /** Attempts to connect before the client gives up; no limit without it. */
  maxReconnects?: number;
  /** Opens sockets, where there is no WebSocket. */
  socket?(url: string, protocols: string[]): SocketLike;
  fetch?: typeof fetch;
}

export class CimError extends Error {
  /** A result code: 3000 invalid, 4000 failure, 5000 logged in elsewhere, 6000 too fast, 9101 wrong password… */
  readonly code: string;
  /** Whether no answer came, so that it is not known what was done. The call may be repeated. */
  readonly unavailable: boolean;
  constructor(code: string, message: string, more?: { cause?: unknown; unavailable?: boolean });
}

export type Role = "owner" | "admin" | "member";

export interface GroupSettings {
  history?: "joined" | "all";
  invite?: "members" | "admins";
  join?: "invite" | "open";
  speak?: "members" | "admins";
}

export interface Refused {
  userId: number;
  code: string;
}

export interface Group {
  groupId: number;
  name: string;
  settings: Required<GroupSettings>;
  version: number;
  memberCount: number;
  createdAt: number;
  role: Role;
}

export interface GroupMember {
  userId: number;
  userName?: string;
  role: Role;
  joinSeq: number;
  mutedUntil: number;
}

/** Each promise is rejected with a CimError when the cluster refuses. */
export interface Groups {
  /** The user becomes the owner. `refused` names who did not become a member. */
  create(
    name: string,
    members?: number[],
    settings?: GroupSettings,
    clientMsgId?: string,
  ): Promise<{ groupId: number; version: number; refused: Refused[] }>;
  rename(groupId: number, name: string): Promise<{ version: number }>;
  change(
    groupId: number,
    change: { name?: string; settings?: GroupSettings; expectedVersion?: number },
  ): Promise<{ version: number }>;
  add(groupId: number, users: number[]): Promise<{ version: number; seq: number; refused: Refused[] }>;
  remove(groupId: number, users: number[]): Promise<{ version: number; seq: number; refused: Refused[] }>;
  setRole(groupId: number, member: number, role: Role): Promise<{ version: number }>;
  /** Keeps a member from posting; 0 lets them post again. */
  mute(groupId: number, member: number, seconds: number): Promise<{ version: number }>;
  join(groupId: number): Promise<{ version: number; seq: number }>;
  leave(groupId: number): Promise<{ version: number; seq: number }>;
  dismiss(groupId: number): Promise<{ version: number; seq: number }>;
  get(groupId: number): Promise<Group>;
  members(
    groupId: number,
    page?: { after?: string; limit?: number },
  ): Promise<{ version: number; members: GroupMember[]; next: string | null }>;
  readers(groupId: number, seq: number): Promise<{ seq: number; read: number[]; delivered: number[] }>;
}

export interface Preferences {
  block(other: number, blocked?: boolean): Promise<void>;
  blocked(): Promise<number[]>;
  /** Notes that the user is not to be notified until a time in ms since 1970; for good without one. */
  mute(conversation: Conversation, until?: number): Promise<void>;
  unmute(conversation: Conversation): Promise<void>;
}

/** An entry of the log of a conversation, with edits applied. */
export interface HistoryMessage {
  seq: number;
  messageId: string;
  sentAt: number;
  kind: ReceivedMessage["kind"];
  senderId: number;
  senderName?: string;
  clientMsgId?: string;
  contentType?: string;
  msg?: string;
  /** Instead of msg: bytes in Base64. */
  body?: string;
  refersTo?: number;
  mentions?: number[];
  mentionsAll?: boolean;
  users?: number[];
  recalled?: boolean;
  edited?: boolean;
  reactions?: Record<string, number>;
}

export interface HistoryPage {
  epoch: string;
  floor: number;
  head: number;
  more: boolean;
  messages: HistoryMessage[];
}

/** A group (`groupId`) or, where the cluster keeps private messages, another user (`peerId`). */
export interface ConversationSummary {
  groupId?: number;
  peerId?: number;
  name?: string;
  epoch: string;
  head: number;
  readSeq: number;
  unread: number;
  mentions: number;
  role?: Role;
  version?: number;
  mutedUntil?: number;
  last?: HistoryMessage;
}

export class Client {
  constructor(options: ClientOptions);
  readonly state: State;
  readonly user: { userId?: number; userName: string };
  readonly token: string | undefined;
  readonly groups: Groups;
  readonly preferences: Preferences;
  /** Logs in and connects; is resolved when the client is READY for the first time. */
  start(): Promise<void>;
  /** Sends to a user (their id) or to a conversation. Sends arrive in the order of the calls. */
  send(
    to: number | Conversation,
    message: string | OutgoingMessage,
    clientMsgId?: string,
  ): Promise<SendResult>;
  sendToGroup(groupId: number, text: string, clientMsgId?: string): Promise<SendResult>;
  /** To everyone online; it is not stored. */
  sendAll(text: string): Promise<SendResult>;
  /** The ids of the messages that have no outcome yet, also those of before a reload. */
  unsent(): string[];
  /** With manualAcknowledgement: this message and all before it are done with. */
  acknowledge(message: ReceivedMessage): void;
  /** The place of a message in the inbox, for `resumeAfter`. */
  positionAfter(message: ReceivedMessage): string;
  /** A part of the log, the oldest message first; the last 50 without a range. */
  history(of: Conversation, range?: { before?: number; after?: number; limit?: number }): Promise<HistoryPage>;
  conversations(page?: {
    after?: string;
    limit?: number;
  }): Promise<{ conversations: ConversationSummary[]; next: string | null }>;
  /** The user has read this message and all before it. At most one mark per second and conversation leaves. */
  markRead(message: { conversation: Conversation; conversationSeq: number }): void;
  /** The user is typing. Call it for each key: at most one signal per three seconds leaves. */
  typing(conversation: Conversation): void;
  /** Has onSignal told who of these is online, at once and when it changes. At most 500. */
  watchPresence(userIds: number[]): void;
  onlineUsers(page?: { limit?: number; after?: number }): Promise<Account[]>;
  /** Ends all sessions of the user. For accounts with a password. */
  logoutEverywhere(): Promise<void>;
  /** Ends the client, after up to three seconds for what is under way. */
  close(): Promise<void>;
}

/** Makes an account. A name that exists answers its own account. */
export function register(routeUrl: string, name: string, password?: string): Promise<Account>;
/** Forgets with the program. */
export function memoryStore(): Store;
/** Keeps over reloads, in a database of the browser. */
export function indexedDbStore(name?: string): Store;
