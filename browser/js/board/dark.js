// The black screen over everything, also in full screen: a clicker's B key or dot.
import { make } from "./words.js";

const LIFTING = ["b", ".", "Escape", " ", "ArrowRight", "ArrowLeft", "PageDown", "PageUp"];

export class Dark {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.screen = make("dialog", "dl-bd-dark", root);
    this.screen.setAttribute("aria-label", "The screen is dark; B, Escape or a click brings it back");
    this.screen.addEventListener("click", () => this.screen.close());
    /** What the keys do while it is dark. */
    this.keys = Object.fromEntries(LIFTING.map((key) => [key, () => this.screen.close()]));
  }

  get isOn() {
    return this.screen.open;
  }

  turnOn() {
    this.screen.showModal();
  }
}
