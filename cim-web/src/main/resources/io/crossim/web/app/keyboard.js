/** Keys that work everywhere. A dialog closes itself with Esc, and a menu does. */
export function onKey(event, app) {
  const state = app.state();
  if (state.me === null || event.defaultPrevented || event.isComposing) {
    return;
  }
  const isCommand = event.ctrlKey || event.metaKey;
  const isWriting =
    /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox";
  const isModal = document.querySelector("dialog[open]") !== null;
  if (isCommand && !event.altKey && event.key.toLowerCase() === "k") {
    take(event, () => (state.panel === "switcher" ? app.hide() : app.show("switcher")));
  } else if (isModal) {
    return;
  } else if (event.altKey && !isCommand && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    take(event, () => app.step(event.key === "ArrowUp" ? -1 : 1));
  } else if (event.key === "?" && !isWriting && !isCommand) {
    take(event, () => app.show("help"));
  } else if (event.key === "Escape" && state.open !== null) {
    take(event, () => (state.details ? app.toggleDetails() : app.leave()));
  }
}

function take(event, work) {
  event.preventDefault();
  work();
}
