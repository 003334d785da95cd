import { EVERYONE, conversationOf } from "../state/keys.js";

/** What is done to messages that were said before. */
export function changes(app) {
  async function saveEdit(key, message, text) {
    if (text !== "" && text !== message.text) {
      await tell(key, { kind: "EDIT", text, refersTo: message.seq });
    }
  }

  const recall = (key, message) => tell(key, { kind: "RECALL", refersTo: message.seq });

  async function react(key, id, sign) {
    const message = app.state().messages[key]?.find((each) => each.id === id);
    if (key !== EVERYONE && message?.seq > 0) {
      const recalled = message.reactions?.[sign]?.mine ?? false;
      await tell(key, { kind: "REACTION", text: sign, refersTo: message.seq, recalled });
    }
  }

  /** Tells the cluster of a change; it is shown when the cluster has it. */
  async function tell(key, change) {
    await app.try(async () => {
      await app.client.send(conversationOf(key), change);
      const message = await app.takeChange(key, { ...change, isMine: true }, app.keep);
      app.tellTabs({ key, message });
    });
  }

  const reply = (key, message) => app.store.update({ target: { key, kind: "reply", message } });
  const edit = (key, message) => app.store.update({ target: { key, kind: "edit", message } });

  return { saveEdit, recall, react, reply, edit };
}
