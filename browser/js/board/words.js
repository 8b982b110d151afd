// Sentences of a lesson: `{velocity|μv}` in the colour of that role's arrow, never as HTML.
import { readable } from "../draw/theme.js";
import { roleStyle } from "./shapes.js";

export const LETTERS = "ABC"; // of the choices

const PERCENT = /(?<=\d) (?=%)/g; // which stays with its number
const MARK = /\{(\w+)\|([^}]*)\}/;

/**
 * @param {Element} element
 * @param {string} sentence
 * @param {import("../draw/theme.js").Theme} theme
 */
export function write(element, sentence, theme) {
  const parts = sentence.replace(PERCENT, "\u00a0").split(MARK);
  /** @type {(string | Element)[]} */
  const nodes = [];
  for (let k = 0; k < parts.length; k += 3) {
    nodes.push(parts[k]);
    if (k + 1 < parts.length) {
      const span = document.createElement("span");
      span.textContent = parts[k + 2];
      const role = /** @type {import("./types.js").Role} */ (parts[k + 1]);
      span.style.color = readable(roleStyle(theme, role).colour, theme);
      span.className = "dl-bd-marked";
      nodes.push(span);
    }
  }
  element.replaceChildren(...nodes);
}

/**
 * The same as plain text, for screen readers.
 *
 * @param {string} sentence
 */
export function plain(sentence) {
  return sentence.replace(new RegExp(MARK, "g"), "$2");
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} className
 * @param {Element | null} parent
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, className, parent, text = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  parent?.append(element);
  return element;
}
