import { html } from "./html.js";

/** Line drawings of 24 by 24. They say nothing by themselves: the button beside them has the words. */
const DRAWINGS = {
  back: "M15 5l-7 7 7 7",
  bell: "M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4",
  bellOff: "M4 4l16 16M18 14v-3a6 6 0 0 0-9-5.200M6 10v6l-2 2h13M10 21h4",
  close: "M6 6l12 12M18 6L6 18",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  down: "M12 5v14M6 13l6 6 6-6",
  edit: "M4 20l1-4L16.500 4.500a2.100 2.100 0 0 1 3 3L8 19zM14.500 6.500l3 3",
  gear: "M4 7h10M18 7h2M4 17h2M10 17h10M14 4.500v5M10 14.500v5",
  info: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5M12 8h.01",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  plus: "M12 5v14M5 12h14",
  reply: "M10 6l-6 6 6 6M4 12h9a7 7 0 0 1 7 7",
  search: "M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l4.500 4.500",
  send: "M4 12L20 4l-5 16-3-7zM12 13l8-9",
  smile: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8.500 14a4.500 4.500 0 0 0 7 0M9 9.500h.01M15 9.500h.01",
  trash: "M5 7h14M10 4h4M7 7l1 13h8l1-13M10 11v5M14 11v5",
  users:
    "M9 5a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7zM3 20c0-4 2.500-6 6-6s6 2 6 6M16 5.500a3.200 3.200 0 0 1 0 6M17.500 14.500c2.300.8 3.500 2.700 3.500 5.500",
  waiting: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4l2.500 2",
  stored: "M5 13l4 4L19 7",
  delivered: "M2 13l4 4 9-10M11 16l1.500 1L22 7",
  read: "M2 13l4 4 9-10M11 16l1.500 1L22 7",
  failed: "M12 3.500L2.500 20h19zM12 10v4.500M12 17.300h.01",
};

export function Icon({ name }) {
  return html`<svg class="glyph ${name}" viewBox="0 0 24 24" aria-hidden="true">
    <path d=${DRAWINGS[name]} />
  </svg>`;
}
