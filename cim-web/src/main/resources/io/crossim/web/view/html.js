import { h } from "preact";
import htm from "htm";

/** Markup as a template: what stands in `${}` becomes a text node or an attribute, never HTML. */
export const html = htm.bind(h);
