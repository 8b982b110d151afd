// What a component tells the page, one thing after the other.
//
// Streamlit ends a run when the next message comes, and what that run had decided may never reach
// the browser. So a message waits until the page is at rest; of several that say how something is
// now, only the last is sent.

const PAUSE = 40; // milliseconds between two looks at the page, and for it to begin to run

/** @typedef {import("../types.js").Emit} Emit */

export class Outbox {
  /**
   * @param {Emit} emit sends at once
   * @param {() => boolean} isBusy whether the page cannot be told anything now
   */
  constructor(emit, isBusy) {
    this.emit = emit;
    this.isBusy = isBusy;
    /** @type {[name: string, value: unknown][]} */
    this.waiting = [];
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /**
   * @param {string} name
   * @param {unknown} value an object says how something is now: it takes the place of one that waits
   */
  send(name, value) {
    const isState = typeof value === "object";
    this.waiting = this.waiting.filter(([other]) => !isState || other !== name);
    this.waiting.push([name, value]);
    if (!this.timer) this.next();
  }

  next() {
    this.timer = undefined;
    const message = this.isBusy() ? undefined : this.waiting.shift();
    if (message) this.emit(...message);
    if (message || this.waiting.length) this.timer = setTimeout(() => this.next(), PAUSE);
  }

  close() {
    clearTimeout(this.timer);
    this.waiting = [];
  }
}

/** Whether Streamlit's script runs for this page. */
export function isRunning() {
  const state = document.querySelector(".stApp")?.getAttribute("data-test-script-state");
  return state === "running" || state === "rerunRequested";
}
