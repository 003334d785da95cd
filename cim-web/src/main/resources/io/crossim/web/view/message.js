import { memo } from "./memo.js";
import { html } from "./html.js";
import { Avatar } from "./avatar.js";
import { Icon } from "./icon.js";
import { bodyOf, happened } from "./preview.js";
import { isOnlyEmoji, parts } from "../state/text.js";
import { clock, full } from "../state/time.js";
import { t } from "../i18n/index.js";

/** A message in its list. It is drawn anew only when something of it has changed. */
export const Message = memo(function Message(props) {
  const { message, isOwn, first, last, showsSender } = props;
  const name = message.from === 0 ? t("system") : message.name;
  const lead = !isOwn && showsSender;
  return html`<li
    data-item
    data-id=${message.id}
    class="message ${isOwn ? "own" : ""} ${first ? "first" : ""} ${last ? "last" : ""} ${message.mentionsMe ? "mentions-me" : ""}"
  >
    ${lead && html`<span class="lead">${last && html`<${Avatar} name=${name} size="small" />`}</span>`}
    <div class="stack">
      ${first && lead ? html`<p class="sender" dir="auto">${name}</p>` : html`<span class="aside">${isOwn ? t("you") : name}: </span>`}
      <div class="beside">
        <div class="bubble ${message.recalled ? "recalled" : ""} ${isLarge(message) ? "large" : ""}" title=${full(message.at)}>
          ${props.quotedText !== undefined && html`<blockquote dir="auto"><span class="name">${props.quotedName}</span> ${props.quotedText}</blockquote>`}
          <${Body} message=${message} names=${props.names} />
          ${message.edited && !message.recalled && html`<span class="edited"> (${t("edited")})</span>`}
        </div>
        ${
          props.canAct &&
          html`<button
          class="icon more"
          type="button"
          tabindex="-1"
          aria-haspopup="menu"
          aria-label=${t("actions")}
          onClick=${(event) => props.onMenu(message.id, event.currentTarget)}
        >
          <${Icon} name="more" />
        </button>`
        }
      </div>
      <${Reactions} message=${message} onReact=${props.onReact} />
      <${Meta} ...${props} />
    </div>
  </li>`;
});

const isLarge = (message) => !message.recalled && message.type === "text/plain" && isOnlyEmoji(message.text);

function Body({ message, names }) {
  if (message.recalled) {
    return html`<em>${t("recalled")}</em>`;
  }
  if (message.type !== "text/plain") {
    return html`<span>${bodyOf(message)}</span>`;
  }
  return html`<span dir="auto" class="text"
    >${parts(message.text, names).map(({ text, href, mention }) =>
      href
        ? html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow" tabindex="-1">${text}</a>`
        : mention
          ? html`<span class="mention">${text}</span>`
          : text,
    )}</span
  >`;
}

function Reactions({ message, onReact }) {
  const all = Object.entries(message.reactions ?? {});
  return (
    all.length > 0 &&
    html`<ul class="reactions" aria-label=${t("reactions")}>
      ${all.map(
        ([sign, { count, mine }]) =>
          html`<li key=${sign}>
            <button
              type="button"
              tabindex="-1"
              aria-pressed=${String(mine)}
              aria-label=${t("reactionCount", { emoji: sign, n: count })}
              onClick=${() => onReact(message.id, sign)}
            >
              ${sign} <span class="count">${count}</span>
            </button>
          </li>`,
      )}
    </ul>`
  );
}

/** The time, and how far one's own message has come: as a sign and in words. */
function Meta({ message, isOwn, last, readBy, onRetry, onDiscard }) {
  if (message.state === "failed") {
    return html`<p class="meta failed">
      <span class="state"><${Icon} name="failed" /> <span>${message.problem ?? t("failed")}</span></span>
      <button class="link" type="button" tabindex="-1" onClick=${() => onRetry(message.id)}>${t("retry")}</button>
      <button class="link" type="button" tabindex="-1" onClick=${() => onDiscard(message.id)}>${t("discard")}</button>
    </p>`;
  }
  if (!last && message.state !== "waiting") {
    return null;
  }
  const state = isOwn && message.state;
  const words = readBy > 0 ? t("readBy", { count: readBy }) : state && t(message.note ?? state);
  return html`<p class="meta">
    <time>${clock(message.at)}</time>
    ${state && html`<span class="state ${readBy > 0 ? "read" : state}"><${Icon} name=${readBy > 0 ? "read" : state} /> ${words}</span>`}
  </p>`;
}

/** What happened in a group, as a line between the messages. */
export function Happened({ message, state }) {
  return html`<li class="happened" data-item data-id=${message.id}><span dir="auto">${happened(message, state)}</span></li>`;
}
