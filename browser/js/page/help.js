// The list of keys, behind a button with a question mark.
import { button } from "./controls.js";

/** @typedef {[keys: string, meaning: string][]} Keys */

export class Help {
  /**
   * @param {HTMLElement} root in which it is shown, in full screen too
   * @param {HTMLElement} bar that the button joins
   * @param {Keys} keys
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

/** @param {Keys} keys */
function list(keys) {
  const entries = document.createElement("dl");
  for (const [names, meaning] of keys) {
    const name = document.createElement("dt");
    for (const part of names.split(" ")) name.append(key(part), " ");
    entries.append(name, Object.assign(document.createElement("dd"), { textContent: meaning }));
  }
  return entries;
}

/** @param {string} name */
function key(name) {
  return Object.assign(document.createElement(name === "…" ? "span" : "kbd"), { textContent: name.replace(",", "") });
}
