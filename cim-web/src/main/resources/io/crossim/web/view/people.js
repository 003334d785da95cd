import { html } from "./html.js";
import { Avatar } from "./avatar.js";
import { useRoving } from "./use.js";
import { everybody } from "../state/search.js";
import { placeOf } from "../state/text.js";
import { t } from "../i18n/index.js";

/** People to choose one of. */
export function People({ people, onPick }) {
  const roving = useRoving();
  if (people.length === 0) {
    return html`<${Nobody} />`;
  }
  return html`<ul class="people" ...${roving}>
    ${people.map(
      ({ userId, userName, isOnline }) =>
        html`<li key=${userId}>
          <button type="button" class="person" data-item onClick=${() => onPick({ userId, userName })}>
            <${Avatar} name=${userName} size="small" online=${isOnline} />
            <span class="name" dir="auto">${userName}</span>
            ${isOnline && html`<span class="quiet">${t("online")}</span>`}
          </button>
        </li>`,
    )}
  </ul>`;
}

/** People to choose several of. */
export function Choices({ people, chosen, onChange, label }) {
  const roving = useRoving();
  if (people.length === 0) {
    return html`<${Nobody} />`;
  }
  return html`<ul class="people" aria-label=${label} ...${roving}>
    ${people.map(
      ({ userId, userName, isOnline }) =>
        html`<li key=${userId}>
          <label class="person">
            <${Avatar} name=${userName} size="small" online=${isOnline} />
            <span class="name" dir="auto">${userName}</span>
            <input
              type="checkbox"
              data-item
              checked=${chosen.has(userId)}
              onChange=${() => {
                const next = new Set(chosen);
                next.delete(userId) || next.add(userId);
                onChange(next);
              }}
            />
          </label>
        </li>`,
    )}
  </ul>`;
}

const Nobody = () => html`<p class="quiet">${t("nobodyFound")}</p>`;

/** Those whose name has the word in it; an id that nobody here has stands for itself. */
export function matching(people, word) {
  const wanted = word.trim();
  return people.filter(
    ({ userId, userName }) => placeOf(userName, wanted) >= 0 || String(userId) === wanted,
  );
}

/** Those to choose several of: whom the page knows, and the ids that were chosen or typed. */
export function choosable(state, chosen, word) {
  const known = everybody(state);
  const id = idIn(word);
  const others = [...new Set(id ? [...chosen, id] : chosen)]
    .filter((each) => !known.some(({ userId }) => userId === each))
    .map((userId) => ({ userId, userName: `#${userId}` }));
  return matching([...others, ...known], word);
}

/** A user id that was typed: 1 to 16 digits. */
export const idIn = (word) => (/^[1-9]\d{0,15}$/.test(word.trim()) ? Number(word.trim()) : null);
