import { newId } from "./ids.js";
import { EVERYONE, conversationOf } from "../state/keys.js";
import { change } from "../state/messages.js";
import { withList } from "../state/conversations.js";

/** What is done to messages that were said before. */
export function changes(app) {
  async function saveEdit(key, message, text) {
    if (text !== "" && text !== message.text) {
      await tell(
        key,
        { kind: "EDIT", text, refersTo: message.seq },
        (old) => ({ ...old, text, edited: true }),
        message,
      );
    }
  }

  async function recall(key, message) {
    await tell(
      key,
      { kind: "RECALL", refersTo: message.seq },
      (old) => ({ ...old, text: "", recalled: true, reactions: undefined }),
      message,
    );
  }

  async function react(key, id, sign) {
    const message = app.state().messages[key]?.find((each) => each.id === id);
    if (key === EVERYONE || !(message?.seq > 0)) {
      return;
    }
    const { count = 0, mine = false } = message.reactions?.[sign] ?? {};
    const next = count + (mine ? -1 : 1);
    const { [sign]: before, ...others } = message.reactions ?? {};
    const reactions = next > 0 ? { ...message.reactions, [sign]: { count: next, mine: !mine } } : others;
    await tell(
      key,
      { kind: "REACTION", text: sign, refersTo: message.seq, recalled: mine },
      (old) => ({ ...old, reactions }),
      message,
    );
  }

  /** Tells the cluster of a change; it is shown when the cluster has it. */
  async function tell(key, outgoing, changed, message) {
    await app.try(async () => {
      await app.client.send(conversationOf(key), outgoing, newId());
      const isIt = ({ seq }) => seq === message.seq;
      app.store.update((state) => withList(state, key, change(state.messages[key], isIt, changed)));
      const now = app.state().messages[key].find(isIt);
      await app.keep({ messages: [now], conversation: app.state().conversations[key] });
      app.tellTabs({ key, message: now });
    });
  }

  const reply = (key, message) => app.store.update({ target: { key, kind: "reply", message } });
  const edit = (key, message) => app.store.update({ target: { key, kind: "edit", message } });

  return { saveEdit, recall, react, reply, edit };
}
