import { calls } from './calls.js';
import { groups } from './groups.js';
import { incoming } from './incoming.js';
import { notices } from './notices.js';
import { people } from './people.js';
import { reading } from './reading.js';
import { sending } from './sending.js';
import { session } from './session.js';
import { sentence } from './sentence.js';
import { tabs } from './tabs.js';
import { createStore } from '../state/store.js';
import { emptyState } from '../state/conversations.js';
import { createSettings } from '../store/settings.js';
import { noDb } from '../store/db.js';
import { speak } from '../i18n/index.js';

/**
 * The page without its looks: what it knows (`store`), and everything that can be done. Each part
 * adds its actions to the same object, through which they reach each other.
 */
export function createApp({ routeUrl, iconUrl }) {
  const settings = createSettings(localStorage, (chosen) => {
    dress(chosen);
    app.store.update({ language: chosen.language, theme: chosen.theme });
  });
  const app = {
    routeUrl,
    iconUrl,
    settings,
    sentence,
    store: createStore({
      ...emptyState(),
      language: settings.get().language,
      starting: true,
      isOnLine: navigator.onLine,
      isLooking: document.visibilityState === 'visible' && document.hasFocus(),
      said: '',
    }),
    client: null,
    db: noDb,
    commandKey: /Mac|iP(hone|ad|od)/.test(navigator.platform) ? '⌘' : 'Ctrl',
  };
  dress(settings.get());
  [calls, notices, session, incoming, sending, reading, people, groups, tabs].forEach((part) => Object.assign(app, part(app)));
  return app;
}

/** Language and colours, where the browser looks for them. */
function dress({ language, theme }) {
  speak(language);
  document.documentElement.lang = language;
  document.documentElement.dataset.theme = theme;
}
