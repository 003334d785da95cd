import { useEffect } from 'preact/hooks';
import { html } from './html.js';
import { Banner } from './banner.js';
import { Conversation } from './conversation.js';
import { Panel } from './panel.js';
import { SignIn } from './sign-in.js';
import { Sidebar } from './sidebar.js';
import { Welcome } from './empty.js';
import { useStore } from './use.js';
import { isGroup, isUser } from '../state/keys.js';
import { onKey } from '../app/keyboard.js';
import { t } from '../i18n/index.js';

/** The page: who you are, or the conversations and the one that is open. */
export function App({ app }) {
  const state = useStore(app.store);
  useEffect(() => {
    const listen = (event) => onKey(event, app);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [app]);

  return html`
    ${state.me === null
      ? state.starting
        ? html`<main class="entrance" aria-busy="true"></main>`
        : html`<${SignIn} key=${state.language} app=${app} state=${state} />`
      : html`<${Frame} app=${app} state=${state} />`}
    <div class="aside" role="status" aria-live="polite">${state.said}</div>
  `;
}

function Frame({ app, state }) {
  const { open } = state;
  const hasDetails = open !== null && state.details && (isGroup(open) || isUser(open));
  return html`<div class="frame">
    <div><${Banner} app=${app} state=${state} /></div>
    <div class="panes ${hasDetails ? 'with-details' : ''}" data-pane=${open === null ? 'list' : 'conversation'}>
      <${Sidebar} app=${app} state=${state} />
      ${open === null
        ? html`<main class="conversation" aria-label=${t('messages')}><${Welcome} app=${app} /></main>`
        : html`<${Conversation} key=${open} app=${app} state=${state} />`}
      ${hasDetails && html`<${Panel} key=${`details ${open}`} name="details" app=${app} state=${state} />`}
    </div>
    ${state.panel && html`<${Panel} key=${state.panel} name=${state.panel} app=${app} state=${state} />`}
  </div>`;
}
