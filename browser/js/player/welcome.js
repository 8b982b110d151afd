// What a first visit says, until it is dismissed: then this browser does not show it again.
import { button } from "../page/controls.js";

const SEEN = "descent-lab-welcomed";
const TEXT =
  "Descent Lab shows how optimizers walk down a loss landscape, step by step, as in PyTorch, Keras, optax and MLX. " +
  "Click the map to start elsewhere.";

/**
 * @param {HTMLElement} parent
 * @returns {{ dismiss(): void } | null} null: this browser has seen it
 */
export function welcome(parent) {
  if (stored()) return null;
  const bar = document.createElement("div");
  bar.className = "dl-welcome";
  const dismiss = () => {
    bar.remove();
    store();
  };
  const text = Object.assign(document.createElement("p"), { textContent: TEXT });
  const course = Object.assign(document.createElement("a"), { textContent: "Take the course", href: "./course" });
  text.append(" ", course);
  bar.append(text, button("Dismiss the hint", "close", dismiss));
  parent.append(bar);
  return { dismiss };
}

// Where nothing may be stored, the hint comes again with the next visit.

function stored() {
  try {
    return localStorage.getItem(SEEN) !== null;
  } catch {
    return false;
  }
}

function store() {
  try {
    localStorage.setItem(SEEN, "yes");
  } catch {
    // it was dismissed for now
  }
}
