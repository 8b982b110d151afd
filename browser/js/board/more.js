// What stands beside a beat's text: its goal, buttons, a table, folds with formulas, links; and the
// update beside its pictures.
import { readable } from "../draw/theme.js";
import { button } from "../page/controls.js";
import { roleStyle } from "./shapes.js";
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
  for (const pieces of paragraphs) writePieces(make("p", "", fold), pieces, theme);
  return fold;
}

/**
 * @param {HTMLElement} element
 * @param {import("./types.js").Piece[]} pieces
 * @param {Theme} theme
 */
function writePieces(element, pieces, theme) {
  for (const piece of pieces) {
    if (typeof piece === "string") write(element.appendChild(document.createElement("span")), piece, theme);
    else element.append(formula(piece.math));
  }
}

/**
 * An update line by line: grey, but for what changes.
 *
 * @param {HTMLElement} ledger
 * @param {import("./types.js").LedgerLine[]} lines
 * @param {Theme} theme
 */
export function writeLedger(ledger, lines, theme) {
  ledger.hidden = !lines.length;
  ledger.replaceChildren();
  for (const { name, role, paragraphs } of lines) {
    const line = make("div", role === null ? "dl-bd-same" : "dl-bd-changed", ledger);
    if (role !== null) line.style.color = readable(roleStyle(theme, role).colour, theme);
    if (name) make("b", "", line, `${name}:`);
    for (const pieces of paragraphs) writePieces(line, pieces, theme);
  }
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
