// The list of keys, behind a button with a question mark.
import { button } from "./controls.js";

/** @typedef {[keys: string[], what: string]} Key as the browser names the keys */

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
    this.button = button("Keys", "?", () => this.open(), "dl-button dl-help-button");
    bar.append(this.button);
    this.dialog = document.createElement("dialog");
    this.dialog.className = "dl-help";
    this.dialog.setAttribute("aria-label", "Keys");
    this.dialog.append(
      title(),
      list(keys),
      button("Close keys", "close", () => this.dialog.close()),
    );
    this.dialog.addEventListener("click", ({ target }) => {
      if (target === this.dialog) this.dialog.close(); // beside it
    });
    this.dialog.addEventListener("keydown", (event) => {
      if (event.key !== "?") return;
      event.stopPropagation();
      this.dialog.close();
    });
    root.append(this.dialog);
  }

  open() {
    this.dialog.showModal();
  }
}

function title() {
  return Object.assign(document.createElement("h2"), { textContent: "Keys" });
}

/** @param {Key[]} keys */
function list(keys) {
  const entries = document.createElement("dl");
  for (const [names, what] of keys) {
    const term = entries.appendChild(document.createElement("dt"));
    for (const name of names)
      term.append(Object.assign(document.createElement("kbd"), { textContent: keyName(name) }), " ");
    entries.appendChild(document.createElement("dd")).textContent = what;
  }
  return entries;
}
