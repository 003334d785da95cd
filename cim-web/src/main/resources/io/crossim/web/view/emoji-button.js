import { useRef, useState } from "preact/hooks";
import { html } from "./html.js";
import { Icon } from "./icon.js";
import { usePointerOutside } from "./use.js";
import { t } from "../i18n/index.js";

/** Opens the table of emoji, which is loaded then. */
export function EmojiButton({ app, onPick }) {
  const [picker, setPicker] = useState(null);
  const button = useRef(null);
  const box = useRef(null);

  usePointerOutside(box, () => setPicker(null), picker !== null);

  function close() {
    setPicker(null);
    button.current.focus();
  }

  async function open() {
    if (picker) {
      close();
      return;
    }
    try {
      const [{ EmojiPicker }, { load }] = await Promise.all([
        import("./emoji-picker.js"),
        import("../state/emoji.js"),
      ]);
      setPicker({ View: EmojiPicker, ...(await load()) });
    } catch (failure) {
      app.fail(failure);
    }
  }

  return html`<div class="emoji" ref=${box}>
    <button
      ref=${button}
      class="icon"
      type="button"
      aria-label=${t("emoji")}
      title=${t("emoji")}
      aria-expanded=${String(picker !== null)}
      onClick=${open}
    >
      <${Icon} name="smile" />
    </button>
    ${
      picker &&
      html`<${picker.View}
      groups=${picker.groups}
      onPick=${(sign) => {
        setPicker(null);
        onPick(sign);
      }}
      onClose=${close}
    />`
    }
  </div>`;
}
