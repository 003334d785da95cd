import { useLayoutEffect, useRef } from "preact/hooks";
import { html } from "./html.js";
import { Icon } from "./icon.js";
import { usePointerOutside, useRoving } from "./use.js";
import { EVERYONE } from "../state/keys.js";
import { t } from "../i18n/index.js";

const QUICK = ["👍", "❤️", "😂", "😮", "😢", "🎉"];

/** What can be done with a message. Esc closes it, and the focus goes back. */
export default function MessageMenu({ app, state, conversation, message, anchor, onClose }) {
  const ref = useRef(null);
  const signs = useRoving({ vertical: false });
  const { key, role } = conversation;
  const isOwn = message.from === state.me.userId;
  const isLogged = message.seq > 0 && key !== EVERYONE;

  function close() {
    onClose();
    (anchor.closest("[data-item]") ?? anchor).focus();
  }

  function act(work) {
    return () => {
      close();
      work();
    };
  }

  // Whoever sees the menu has the focus in it.
  useLayoutEffect(() => {
    place(ref.current, anchor);
    ref.current.querySelector("button").focus();
  }, []);

  usePointerOutside(ref, onClose);

  function onKeyDown(event) {
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      event.stopPropagation();
      close();
      return;
    }
    const rows = [...ref.current.querySelectorAll("[data-row]")];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const next =
      event.key === "ArrowDown" ? rows[at + 1] : event.key === "ArrowUp" ? rows[at - 1] : undefined;
    if (next) {
      event.preventDefault();
      (next.matches("button") ? next : next.querySelector('[tabindex="0"]')).focus();
    }
  }

  const items = [
    isLogged && ["reply", () => app.reply(key, message)],
    isOwn && isLogged && ["edit", () => app.edit(key, message)],
    message.type === "text/plain" && ["copy", () => app.copyText(message.text)],
    isLogged && (isOwn || role === "owner" || role === "admin") && ["recall", () => app.recall(key, message)],
  ].filter(Boolean);

  return html`<div ref=${ref} class="menu" role="menu" aria-label=${t("actions")} onKeyDown=${onKeyDown}>
    ${
      isLogged &&
      html`<div class="signs" role="group" data-row ...${signs}>
      ${QUICK.map(
        (sign) =>
          html`<button key=${sign} type="button" role="menuitem" data-item aria-label=${t("react", { emoji: sign })} onClick=${act(() => app.react(key, message.id, sign))}>
            ${sign}
          </button>`,
      )}
    </div>`
    }
    ${items.map(
      ([name, work]) =>
        html`<button key=${name} type="button" role="menuitem" tabindex="-1" data-row class="item ${name}" onClick=${act(work)}>
          <${Icon} name=${name === "recall" ? "trash" : name} /> ${t(name)}
        </button>`,
    )}
  </div>`;
}

/** Beside what it belongs to, and inside the window. */
function place(menu, anchor) {
  const from = (anchor.querySelector(".bubble") ?? anchor).getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const below = from.bottom + 4;
  const top = below + height < innerHeight - 8 ? below : Math.max(8, from.top - height - 4);
  const left = Math.min(Math.max(8, from.left), innerWidth - width - 8);
  menu.style.top = `${top}px`;
  menu.style.left = `${left}px`;
}
