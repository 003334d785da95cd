import { useEffect, useState } from 'preact/hooks';
import { html } from './html.js';

/** What is not needed at first is loaded when it is opened. */
const PANELS = {
  details: () => import('./details.js'),
  help: () => import('./help.js'),
  settings: () => import('./settings.js'),
  switcher: () => import('./switcher.js'),
  'new-chat': () => import('./new-chat.js'),
  'new-group': () => import('./new-group.js'),
};

const loaded = {};

export function Panel({ name, app, state }) {
  const [view, set] = useState(() => loaded[name]);
  useEffect(() => {
    let wanted = true;
    PANELS[name]().then(
      (module) => {
        loaded[name] = module.default;
        if (wanted) {
          set(() => module.default);
        }
      },
      (failure) => app.fail(failure),
    );
    return () => {
      wanted = false;
    };
  }, [name]);
  return view ? html`<${view} app=${app} state=${state} onClose=${() => app.hide()} />` : null;
}
