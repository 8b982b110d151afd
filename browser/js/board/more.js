// What stands beside a beat's text: its goal, buttons, a table, folds with formulas, links.
import { button } from "../page/controls.js";
import { make, write } from "./words.js";

/** @typedef {import("../draw/theme.js").Theme} Theme */
/** @typedef {import("./types.js").Beat} Beat */

/**
 * @param {HTMLElement} words the element they join
 * @param {Beat} beat
 * @param {Theme} theme
 * @param {(values: import("./types.js").Values) => void} act does what a button says
 */
export function writeMore(words, { goal, actions, table, folds, links }, theme, act) {
  if (goal) writeGoal(words, goal, theme);
  if (actions.length) {
    const row = make("div", "dl-bd-choices", words);
    for (const [said, values] of actions) row.append(button(said, said, () => act(values), "dl-bd-choice"));
  }
  if (table) words.append(tableOf(table, theme));
  for (const fold of folds) words.append(foldOf(fold, theme));
  if (links.length) {
    const row = make("div", "dl-bd-choices", words);
    for (const [label, address] of links) make("a", "dl-bd-link", row, label).href = address;
  }
}

/**
 * @param {HTMLElement} words
 * @param {{ ask: string, met: boolean }} goal
 * @param {Theme} theme
 */
function writeGoal(words, { ask, met }, theme) {
  const line = make("p", "dl-bd-goal", words);
  line.dataset.met = String(met);
  write(line, ` ${ask}`, theme);
  line.prepend(make("b", "", null, met ? "✓ Done:" : "Try it:"));
}

/**
 * @param {import("./types.js").Table} table
 * @param {Theme} theme
 */
function tableOf({ head, rows }, theme) {
  const frame = make("div", "dl-bd-table-frame", null);
  frame.tabIndex = 0; // it may scroll, and the keyboard is to reach it
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", "Table");
  const element = make("table", "dl-bd-table", frame);
  const top = make("tr", "", element);
  for (const cell of head) write(make(cell ? "th" : "td", "", top), cell, theme);
  for (const [first, ...cells] of rows) {
    const line = make("tr", "", element);
    const name = make("th", "", line);
    name.scope = "row";
    write(name, first, theme);
    for (const cell of cells) write(make("td", "", line), cell, theme);
  }
  return frame;
}

/**
 * @param {import("./types.js").Fold} fold
 * @param {Theme} theme
 */
function foldOf({ title, paragraphs, open }, theme) {
  const fold = make("details", "dl-bd-fold", null);
  fold.open = open;
  make("summary", "", fold, title);
  for (const pieces of paragraphs) {
    const paragraph = make("p", "", fold);
    for (const piece of pieces) {
      if (typeof piece === "string") write(paragraph.appendChild(document.createElement("span")), piece, theme);
      else paragraph.append(formula(piece.math));
    }
  }
  return fold;
}

/**
 * MathML that the server made of its own LaTeX.
 *
 * @param {string} math
 */
function formula(math) {
  const { documentElement } = new DOMParser().parseFromString(math, "application/xml");
  return document.importNode(documentElement, true);
}
