// What everything mounted in a page shares: its keys, full screen, a passing message, its style.
// The class says which keys do what in keys(event): name of the key -> action.
import { isRunning, Outbox } from "./outbox.js";
import { isUndoOfPicture, watchTyping } from "./typing.js";

export class View {
  /**
   * @param {HTMLElement} root
   * @param {{ emit: import("../types.js").Emit }} options
   */
  constructor(root, { emit }) {
    this.root = root;
    this.outbox = new Outbox(emit, isRunning);
    /** @type {import("../types.js").Emit} */
    this.emit = (name, value) => this.outbox.send(name, value);
    this.main = root; // where a passing message is shown
    root.replaceChildren();
    root.tabIndex = 0;
    root.setAttribute("role", "group");
    /** @type {HTMLElement | null} */
    this.note = null;
    this.noteTimer = 0;
    this.onKey = (/** @type {KeyboardEvent} */ event) => this.heard(event);
    document.addEventListener("keydown", this.onKey);
    watchTyping();
  }

  /**
   * @param {KeyboardEvent} _event
   * @returns {Record<string, () => void>} name of the key -> action
   */
  keys(_event) {
    return {};
  }

  /**
   * A key is ours unless it means something where the focus is: after a click on a button of the
   * page the arrows still step, but space presses the button.
   *
   * @param {KeyboardEvent} event
   */
  heard(event) {
    const { target, key } = event;
    if (!(target instanceof Element) || event.altKey) return;
    if (isBusy(target) && !isUndoOfPicture(event)) return;
    const command = event.ctrlKey || event.metaKey;
    const moves = key.length > 1 || key === " "; // what means something to other controls
    const ours = this.root.contains(target) || target === document.body || target.matches("button:not([role])");
    if (moves && (!ours || command)) return;
    if (target.matches("button, a") && [" ", "Enter"].includes(key)) return;
    this.pressed(event);
  }

  /**
   * Does what a key is for, if it is for anything.
   *
   * @param {KeyboardEvent} event
   */
  pressed(event) {
    const { key } = event;
    const name = key.length === 1 ? key.toLowerCase() : key;
    const action = this.keys(event)[event.ctrlKey || event.metaKey ? `command ${name}` : name];
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  }

  async fullscreen() {
    try {
      if (document.fullscreenElement) await document.exitFullscreen();
      else await this.root.requestFullscreen();
    } catch {
      this.toast("This page may not go full screen here.");
    }
  }

  /** @param {string} text */
  toast(text) {
    const note = this.note ?? this.main.appendChild(document.createElement("div"));
    note.className = "dl-toast";
    note.setAttribute("role", "status");
    note.textContent = text;
    this.note = note;
    clearTimeout(this.noteTimer);
    this.noteTimer = window.setTimeout(() => note.classList.add("dl-gone"), 1800);
  }

  destroy() {
    clearTimeout(this.noteTimer);
    this.outbox.close();
    document.removeEventListener("keydown", this.onKey);
  }
}

/**
 * Whether somebody types or chooses there, or answers a dialog.
 *
 * @param {Element} target
 */
function isBusy(target) {
  const typing = "input:not([type=range], [type=checkbox]), textarea, select, [contenteditable]";
  return (
    target.matches(typing) ||
    Boolean(target.closest(".dl-help[open], [role=dialog], [role=listbox], [data-testid=stPopoverBody]"))
  );
}

/**
 * The bundle's style, once in a page.
 *
 * @param {string} id
 * @param {string} css
 */
export function addStyle(id, css) {
  const style = document.getElementById(id) ?? document.head.appendChild(document.createElement("style"));
  style.id = id;
  if (style.textContent !== css) style.textContent = css; // a new bundle may have been loaded
}
