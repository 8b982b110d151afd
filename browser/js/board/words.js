// Sentences of a lesson: `{velocity|μv}` in the colour of that role's arrow, never as HTML.
import { readable } from "../draw/theme.js";
import { roleStyle } from "./shapes.js";

const MARK = /\{(\w+)\|([^}]*)\}/;

export function write(element, sentence, theme) {
  const parts = sentence.split(MARK);
  const nodes = [];
  for (let k = 0; k < parts.length; k += 3) {
    nodes.push(parts[k]);
    if (k + 1 < parts.length) {
      const span = document.createElement("span");
      span.textContent = parts[k + 2];
      span.style.color = readable(roleStyle(theme, parts[k + 1]).colour, theme);
      span.className = "dl-bd-marked";
      nodes.push(span);
    }
  }
  element.replaceChildren(...nodes);
}

// The same as plain text, for screen readers.
export function plain(sentence) {
  return sentence.replace(new RegExp(MARK, "g"), "$2");
}

export function make(tag, className, parent, text = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  parent?.append(element);
  return element;
}
