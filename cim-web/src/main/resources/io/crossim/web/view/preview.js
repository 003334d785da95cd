import { t } from "../i18n/index.js";

/** A message in words of one line: for the list, for notifications, for quotes. */
export function preview(message, state) {
  if (message.kind === "event") {
    return happened(message, state);
  }
  return message.recalled ? t("recalled") : bodyOf(message);
}

export function bodyOf({ type, text, size }) {
  return type === "text/plain" ? text : t("otherContent", { type, size });
}

/** Who did what in a group. */
export function happened({ event, from, name, users }, state) {
  const who = (id) => (id === state.me?.userId ? t("you") : (state.names[id] ?? `#${id}`));
  const others = users.filter((id) => id !== from); // who makes a group is in it
  const names = {
    name: from === 0 ? t("system") : from === state.me?.userId ? t("you") : name || who(from),
    users: others.map(who).join(", "),
  };
  const isThemselves = users.length === 1 && users[0] === from;
  switch (event) {
    case "JOINED":
      return t(isThemselves ? "joined" : "added", names);
    case "LEFT":
      return t(isThemselves ? "leftGroup" : "removed", names);
    default:
      return t("changedGroup", names);
  }
}
