// A program (expression/program.py) as a machine: it reads and writes places of one row of numbers.
//
// It is printed as JavaScript, every name as a place; where the page forbids that (a strict
// Content-Security-Policy), it is made of closures, which give the same bits and take ten times as long.
import { CONSTANTS, copysign, OPERATIONS } from "./operations.js";

const MOST = 20_000; // parts of a program
const DEEPEST = 200; // expressions in one another

/** @typedef {import("../types.js").Tree} Tree */
/** @typedef {import("./types.js").Program} Program */
/** @typedef {(row: Float64Array) => void} Run */
/**
 * @typedef {object} Machine
 * @property {(name: string) => number} at the place of what it reads; one that nothing reads if it does not
 * @property {number} out the place of the first result; the others follow
 * @property {number} size of the row
 * @property {Run} run
 */

/**
 * @param {Program} program
 * @param {(sheet: Sheet) => Run} [make]
 * @returns {Machine}
 */
export function machineOf(program, make = made) {
  const sheet = sheetOf(program);
  const { places, out, size } = sheet;
  return { at: (name) => places.get(name) ?? size - 1, out, size, run: make(sheet) };
}

/**
 * A checked program: a place for each name, and what is computed into which.
 *
 * @typedef {object} Sheet
 * @property {Map<string, number>} places of what it reads
 * @property {[place: number, part: Part][]} lines
 * @property {number} out
 * @property {number} size
 */
/** @typedef {{ number: number } | { place: number } | { operation: string, operands: Part[] }} Part a checked tree */

/**
 * @param {Program} program
 * @returns {Sheet}
 */
export function sheetOf([takes, lines, results]) {
  /** @type {Map<string, number>} */
  const known = new Map();
  /** @type {Map<string, number>} */
  const places = new Map();
  let size = 0;
  let parts = 0;
  const isArgument = (/** @type {string} */ name) =>
    takes.includes(name) || (takes.includes("s") && name.startsWith("s."));
  /**
   * @param {Tree} tree
   * @param {number} depth
   * @returns {Part}
   */
  const check = (tree, depth) => {
    parts += 1;
    if (parts > MOST || depth > DEEPEST) throw new Error("The program is too long.");
    if (typeof tree === "number") return { number: tree };
    if (typeof tree === "string") {
      const number = CONSTANTS.get(tree);
      if (known.has(tree) || isArgument(tree)) return { place: known.get(tree) ?? placeOf(tree) };
      if (number !== undefined) return { number };
      throw new Error("The program uses a name that it does not have.");
    }
    const [operation, ...operands] = Array.isArray(tree) ? tree : [];
    if (OPERATIONS.get(operation)?.[0] !== operands.length) throw new Error("The program has an unknown operation.");
    return { operation: String(operation), operands: operands.map((operand) => check(operand, depth + 1)) };
  };
  const placeOf = (/** @type {string} */ name) => {
    places.set(name, size);
    known.set(name, size);
    size += 1;
    return size - 1;
  };
  /** @type {Sheet["lines"]} */
  const written = [];
  for (const [name, tree] of lines) {
    const part = check(tree, 0);
    known.set(name, size);
    written.push([size, part]);
    size += 1;
  }
  const ends = results.map((tree) => check(tree, 0));
  const out = size;
  ends.forEach((part, k) => {
    written.push([out + k, part]);
  });
  return { places, lines: written, out, size: out + ends.length + 1 };
}

/** @param {Sheet} sheet */
function made(sheet) {
  try {
    return printed(sheet);
  } catch (error) {
    if (error instanceof EvalError) return closures(sheet);
    throw error;
  }
}

/**
 * @param {Sheet} sheet
 * @returns {Run}
 */
export function printed(sheet) {
  return new Function("copysign", `return (v) => {\n${textOf(sheet)}}`)(copysign);
}

/** @param {Sheet} sheet */
export function textOf({ lines }) {
  return lines.map(([place, part]) => `v[${place}] = ${text(part)};\n`).join("");
}

/**
 * @param {Part} part
 * @returns {string}
 */
function text(part) {
  if ("number" in part) return Object.is(part.number, -0) ? "(-0)" : `(${part.number})`;
  if ("place" in part) return `v[${part.place}]`;
  const [, print] = /** @type {any} */ (OPERATIONS.get(part.operation));
  return print(...part.operands.map(text));
}

/**
 * @param {Sheet} sheet
 * @returns {Run}
 */
export function closures({ lines }) {
  const steps = lines.map(([place, part]) => /** @type {const} */ ([place, closure(part)]));
  return (v) => {
    for (const [place, value] of steps) v[place] = value(v);
  };
}

/**
 * @param {Part} part
 * @returns {(v: Float64Array) => any}
 */
function closure(part) {
  if ("number" in part) return () => part.number;
  if ("place" in part) return (v) => v[part.place];
  const [, , compute] = /** @type {any} */ (OPERATIONS.get(part.operation));
  const [a, b, c] = part.operands.map(closure);
  if (part.operation === "if") return (v) => (a(v) ? b(v) : c(v));
  return part.operands.length === 1 ? (v) => compute(a(v)) : (v) => compute(a(v), b(v));
}
