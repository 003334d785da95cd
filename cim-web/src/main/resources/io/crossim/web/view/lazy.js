import { useEffect, useState } from "preact/hooks";
import { html } from "./html.js";

/**
 * A view whose module is loaded when it is first shown. Until then nothing is to be seen; where it
 * cannot be loaded, the page says so.
 */
export function lazy(load) {
  let view;
  return function Lazy(properties) {
    const [, drawAgain] = useState(0);
    useEffect(() => {
      let wanted = true;
      if (!view) {
        load().then(
          (module) => {
            view = module.default;
            if (wanted) {
              drawAgain(1);
            }
          },
          (failure) => properties.app.fail(failure),
        );
      }
      return () => {
        wanted = false;
      };
    }, []);
    return view ? html`<${view} ...${properties} />` : null;
  };
}
