// Reads the part of protobuf's text format that the golden frames use.

const ENUMS = {
  cmd: { LOGIN_REQUEST: 0, MESSAGE: 1, PING: 2, OFFLINE: 3, LOGIN_ACK: 16, SEND: 17, SEND_ACK: 18, PUSH: 19, ACK: 20,
    SYNC: 21, CONTINUITY_BROKEN: 22, KICK: 23, GO_AWAY: 24, ERROR: 25, RECEIPT: 26, SIGNAL: 27, SUBSCRIBE: 28 },
  type: { USER: 0, GROUP: 1, ALL: 2, TYPING: 0, STOPPED: 1, ONLINE: 2, OFFLINE: 3 },
  kind: { CONTENT: 0, EDIT: 1, RECALL: 2, REACTION: 3, JOINED: 4, LEFT: 5, CHANGED: 6 },
  reason: { STORE_CHANGED: 0, EXPIRED: 1, STORE_WENT_BACK: 2 },
  status: { STORED: 0, PUSHED: 1, NOBODY: 2 },
};
const REPEATED = new Set(["batch", "messages", "sendAcks", "receipts", "signals", "mentions", "users", "presence"]);
const INT32 = new Set(["pingIntervalMs", "maxFrame", "window", "delayMs", "batchSize", "batchIndex"]);

export function parseText(text) {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}]|[^\s{}:]+/g) ?? [];
  const message = (close) => {
    const result = {};
    for (let name = tokens.shift(); name !== close; name = tokens.shift()) {
      const field = name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
      const value = tokens[0] === "{" ? (tokens.shift(), message("}")) : scalar(field, tokens.shift());
      if (field === "properties") {
        (result.properties ??= {})[value.key] = value.value;
      } else if (REPEATED.has(field)) {
        (result[field] ??= []).push(value);
      } else {
        result[field] = value;
      }
    }
    return result;
  };
  return message(undefined);
}

function scalar(field, token) {
  if (token.startsWith('"')) {
    const bytes = unescape(token.slice(1, -1));
    return field === "body" ? Uint8Array.from(bytes) : bytes.toString("utf8");
  }
  if (token === "true" || token === "false") return token === "true";
  if (ENUMS[field]) return ENUMS[field][token] ?? Number(token);
  return INT32.has(field) ? Number(token) : BigInt(token);
}

function unescape(text) {
  const bytes = [];
  for (const [, octal, escaped, plain] of text.matchAll(/\\([0-7]{3})|\\(.)|([^\\]+)/g)) {
    if (octal) bytes.push(parseInt(octal, 8));
    else bytes.push(...Buffer.from(escaped ? ({ n: "\n", r: "\r", t: "\t" }[escaped] ?? escaped) : plain, "utf8"));
  }
  return Buffer.from(bytes);
}
