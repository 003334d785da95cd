import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { html } from "./html.js";
import { Happened, Message } from "./message.js";
import { lazy } from "./lazy.js";
import { NothingSaid } from "./empty.js";
import { Icon } from "./icon.js";
import { useScroll } from "./scroll.js";
import { tabTo, useRoving } from "./use.js";
import { preview } from "./preview.js";
import { part, rows } from "../state/rows.js";
import { isPending } from "../state/messages.js";
import { isUser } from "../state/keys.js";
import { day } from "../state/time.js";
import { namesOf, readersOf } from "../state/readers.js";
import { t } from "../i18n/index.js";

const NONE = [];
const MessageMenu = lazy(() => import("./message-menu.js"));

/** The messages of a conversation: at most so many rows of them at a time. */
export function MessageList({ app, state, conversation }) {
  const { key } = conversation;
  const list = state.messages[key] ?? NONE;
  const [menu, setMenu] = useState(null);
  const scroll = useScroll(list, () => app.loadEarlier(key), conversation.loading === true);
  const { from, until } = part(list, scroll.end);
  const shown = useMemo(
    () => rows(list.slice(from, until), state.newFrom[key]),
    [list, from, until, state.newFrom[key], state.language],
  );
  const roving = useRoving({ onKey: (event, item) => onKey(event, item, setMenu) });
  const isAtEnd = scroll.isAtEnd && until === list.length;
  const seen = useRef(list.length);

  useEffect(() => {
    if (isAtEnd) {
      seen.current = list.length;
      app.seen(key);
    }
  }, [isAtEnd, list.length, state.isLooking]);

  useLayoutEffect(() => {
    // The last message is where Tab leads to, until another one is chosen.
    const items = roving.ref.current?.querySelectorAll("[data-item]") ?? NONE;
    if (isAtEnd && items.length > 0 && !roving.ref.current.contains(document.activeElement)) {
      tabTo(items[items.length - 1], items);
    }
  });

  const wanted = state.find === null ? -1 : list.findIndex(({ id }) => id === state.find);
  useLayoutEffect(() => {
    if (wanted >= 0) {
      scroll.show(wanted, roving.ref.current);
      app.store.update({ find: null });
    }
  }, [wanted]);

  const calls = useMemo(
    () => ({
      onMenu: (id, anchor) => setMenu({ id, anchor }),
      onReact: (id, sign) => app.react(key, id, sign),
      onRetry: (id) => app.retry(key, id),
      onDiscard: (id) => app.discard(key, id),
    }),
    [key],
  );
  const below = list.length - seen.current;
  const message = menu && list.find((each) => each.id === menu.id);

  return html`<div class="history">
    <div class="scroller" ref=${scroll.ref} onScroll=${scroll.onScroll}>
      ${list.length === 0 && !conversation.loading && html`<${NothingSaid} state=${state} conversation=${conversation} />`}
      ${
        list.length > 0 &&
        html`<p class="start quiet" aria-hidden=${String(!conversation.loading && from > 0)}>
        ${conversation.loading ? t("loadingEarlier") : from === 0 && conversation.isComplete ? t("beginning") : ""}
      </p>`
      }
      <ol class="messages" aria-label=${t("messages")} ...${roving}>
        ${shown.map((row) => html`<${Row} key=${row.id} row=${row} state=${state} conversation=${conversation} list=${list} calls=${calls} />`)}
      </ol>
    </div>
    ${
      !isAtEnd &&
      html`<button class="latest" type="button" onClick=${scroll.toEnd}>
      <${Icon} name="down" /> ${below > 0 ? t("newBelow", { count: below }) : t("jumpToLatest")}
    </button>`
    }
    ${message && html`<${MessageMenu} app=${app} state=${state} conversation=${conversation} message=${message} anchor=${menu.anchor} onClose=${() => setMenu(null)} />`}
  </div>`;
}

function onKey(event, item, setMenu) {
  const opens = event.key === "Enter" || event.key === " " || event.key === "ContextMenu";
  if (!opens || event.target !== item || !item.querySelector(".more")) {
    return false;
  }
  event.preventDefault();
  setMenu({ id: item.dataset.id, anchor: item });
  return true;
}

function Row({ row, state, conversation, list, calls }) {
  if (row.type === "day") {
    return html`<li class="day"><span>${day(row.at)}</span></li>`;
  }
  if (row.type === "new") {
    return html`<li class="new"><span>${t("newMessages")}</span></li>`;
  }
  const { message } = row;
  if (message.kind === "event") {
    return html`<${Happened} message=${message} state=${state} />`;
  }
  const isOwn = message.from === state.me.userId;
  const quoted = message.refersTo > 0 ? list.find((each) => each.seq === message.refersTo) : undefined;
  return html`<${Message}
    message=${message}
    isOwn=${isOwn}
    first=${row.first}
    last=${row.last}
    language=${state.language}
    showsSender=${!isUser(conversation.key)}
    names=${namesOf(state.members[conversation.key])}
    quotedName=${quoted?.name}
    quotedText=${quoted && preview(quoted, state)}
    readBy=${isOwn && row.last ? readersOf(state, conversation.key, message) : 0}
    canAct=${!message.recalled && !isPending(message)}
    ...${calls}
  />`;
}
