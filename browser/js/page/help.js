// The list of keys, behind a button with a question mark.
import { button } from "./controls.js";

/**
 * As the browser names the keys; what only works where the page has a certain element names that.
 *
 * @typedef {[keys: string[], what: string, needs?: string]} Key
 */

/** @type {Record<string, string>} */
const NAMES = { " ": "Space", ArrowRight: "→", ArrowLeft: "←", PageDown: "Page ↓", PageUp: "Page ↑" };

/**
 * Of whatever plays; see `playKeys`.
 *
 * @type {Key[]}
 */
export const PLAYHEAD = [
  [[" "], "play or pause"],
  [["ArrowLeft", "ArrowRight"], "a step back or forward, with Shift ten"],
  [["Home", "End"], "the first step, the last"],
];

/**
 * A key as it is written for readers.
 *
 * @param {string} key
 */
export function keyName(key) {
  return NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}

export class Help {
  /**
   * @param {HTMLElement} root in which it is shown, in full screen too
   * @param {HTMLElement} bar that the button joins
   * @param {Key[]} keys
   */
  constructor(root, bar, keys) {
    this.root = root;
    this.keys = keys;
    bar.append(button("Keys", "?", () => this.open(), "dl-button dl-help-button"));
  }

  open() {
    const dialog = document.createElement("dialog");
    dialog.className = "dl-help";
    dialog.setAttribute("aria-label", "Keys");
    dialog.append(
      title(),
      list(this.keys),
      button("Close keys", "close", () => dialog.close()),
    );
    dialog.addEventListener("click", ({ target }) => {
      if (target === dialog) dialog.close(); // beside it
    });
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "?") return;
      event.stopPropagation();
      dialog.close();
    });
    dialog.addEventListener("close", () => dialog.remove());
    this.root.append(dialog);
    dialog.showModal();
  }
}

function title() {
  return Object.assign(document.createElement("h2"), { textContent: "Keys" });
}

/** @param {Key[]} keys */
function list(keys) {
  const entries = document.createElement("dl");
  for (const [names, what, needs] of keys) {
    if (needs && !document.querySelector(needs)) continue;
    const term = entries.appendChild(document.createElement("dt"));
    for (const name of names)
      term.append(Object.assign(document.createElement("kbd"), { textContent: keyName(name) }), " ");
    entries.appendChild(document.createElement("dd")).textContent = what;
  }
  return entries;
}
