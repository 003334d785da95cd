import { h, render } from "preact";
import { createApp } from "./app/index.js";
import { App } from "./view/app.js";

const app = createApp({
  routeUrl: new URL(".", document.baseURI).href,
  iconUrl: new URL("icon.svg", import.meta.url).href,
});

await app.dress();
render(h(App, { app }), document.getElementById("app"));
app.start().catch((failure) => app.store.update({ starting: false, signInProblem: app.sentence(failure) }));
