// The landscape's derivatives in the numbers panel: as formulas, with values put in, as numbers.

import { formatShort } from "../page/format.js";
import { EXACT, SHOWN, shown } from "./digits.js";
import { element, span, symbol, typeset } from "./formula.js";
import { AXES, SLOPE } from "./worked.js";

/** @typedef {import("./worked.js").Slopes} Slopes */
/** @typedef {import("../types.js").Derivative} Derivative */

/** @param {string} axis */
export function partial(axis) {
  return span("", "∂", element("i", "f"), "/∂", element("i", axis));
}

/**
 * Both derivatives, each in two lines or more: long ones break.
 *
 * @param {Slopes} line
 * @param {Derivative} derivative
 */
export function derivativeRow(line, derivative) {
  const parts = AXES.map((axis, k) => {
    const [formula, put, value] = worked(line, derivative, k, SHOWN);
    const end = put.textContent === formula.textContent ? [value] : [put, " =\u00a0", value];
    return span("dl-slope", partial(axis), span("", " = "), span("", formula), span("dl-put", " = "), span("", ...end));
  });
  const cell = element("td", span("dl-slopes", ...parts));
  cell.className = "dl-derivative";
  cell.colSpan = 1 + 2 * AXES.length;
  const row = element("tr", cell);
  row.dataset.name = line.name;
  AXES.forEach((axis, k) => {
    row.dataset[axis] = String(line.values[k][SLOPE]);
  });
  return row;
}

/**
 * The same as lines of text.
 *
 * @param {Slopes} line
 * @param {Derivative} derivative
 * @param {number} digits
 */
export function derivativeText(line, derivative, digits) {
  return AXES.flatMap((axis, k) => {
    const [formula, put, value] = worked(line, derivative, k, digits).map(({ textContent }) => textContent);
    return [`${partial(axis).textContent} = ${formula}`, `  ${axis}: ${put} = ${value}`];
  });
}

/**
 * One derivative: its formula, the formula with values put in, its value.
 *
 * @param {Slopes} line
 * @param {Derivative} derivative
 * @param {number} axis
 * @param {number} digits
 */
function worked({ trees, values, kinks, rows, terms }, { symbols, drawn }, axis, digits) {
  const write = (/** @type {string} */ name) => symbol(symbols[name] ?? name);
  const number = (/** @type {string} */ name) => {
    if (name === "pi") return write(name);
    const value = values[axis][name];
    return span("", name in symbols ? formatShort(value, EXACT) : shown(value, digits));
  };
  const formula = (/** @type {typeof write} */ named) =>
    typeset(trees[axis], (part) => (typeof part === "number" ? span("", formatShort(part, EXACT)) : named(part)));
  const put = rows.length > 1 ? meanOf(terms[axis], digits) : formula(number);
  const value = element("b", shown(values[axis][SLOPE], digits));
  return [
    span("", ...over(rows, drawn === null), formula(write)),
    put,
    span("", value, kinks[axis] ? " (a kink has no slope: 0 is used)" : ""),
  ];
}

/**
 * Over which rows of the data a formula is averaged, as words before it.
 *
 * @param {number[]} rows
 * @param {boolean} all
 */
function over(rows, all) {
  if (!rows.length) return [];
  const which = all ? `1 to ${rows.length}` : rows.map((row) => row + 1).join(", ");
  return [rows.length > 1 ? "mean over rows " : "on row ", element("i", "i"), ` = ${which}: `];
}

/**
 * A mean with its terms put in.
 *
 * @param {number[]} terms
 * @param {number} digits
 */
function meanOf([first, ...others], digits) {
  /** @type {import("../types.js").Tree} */
  const sum = others.reduce((/** @type {any} */ before, term) => [term < 0 ? "-" : "+", before, Math.abs(term)], first);
  const count = others.length + 1;
  return typeset(["/", sum, "count"], (part) =>
    span("", typeof part === "number" ? shown(part, digits) : String(count)),
  );
}
