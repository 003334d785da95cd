import { h, render } from 'preact';
import { createApp } from './app/index.js';
import { App } from './view/app.js';

const app = createApp({
  routeUrl: new URL('.', document.baseURI).href,
  iconUrl: new URL('icon.svg', import.meta.url).href,
});

app.watchWindow();
render(h(App, { app }), document.getElementById('app'));
app.resume();
