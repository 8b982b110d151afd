// What expressions (expression/tree.py) may do, each as JavaScript is written and as a function.
//
// Nothing that is not in this list is ever printed, whatever a tree says.

/** @typedef {(...parts: string[]) => string} Printed */
/** @typedef {(...values: any[]) => any} Computed */

/**
 * @param {string} sign
 * @param {Computed} computed
 * @returns {[number, Printed, Computed]}
 */
const infix = (sign, computed) => [2, (a, b) => `(${a} ${sign} ${b})`, computed];

/**
 * @param {number} count
 * @param {"sqrt" | "abs" | "max" | "min" | "sign" | "sin" | "cos" | "tanh" | "exp" | "pow"} name of a function of Math
 * @returns {[number, Printed, Computed]}
 */
const called = (count, name) => [count, (...parts) => `Math.${name}(${parts.join(", ")})`, Math[name]];

/**
 * `a` with the sign of `b`, as C has it.
 *
 * @param {number} a
 * @param {number} b
 */
export function copysign(a, b) {
  return b < 0 || Object.is(b, -0) ? -Math.abs(a) : Math.abs(a);
}

/** @type {[name: string, [number, Printed, Computed]][]} */
const LIST = [
  ["+", infix("+", (a, b) => a + b)],
  ["-", infix("-", (a, b) => a - b)],
  ["*", infix("*", (a, b) => a * b)],
  ["/", infix("/", (a, b) => a / b)],
  ["==", infix("===", (a, b) => a === b)],
  ["!=", infix("!==", (a, b) => a !== b)],
  ["<", infix("<", (a, b) => a < b)],
  ["<=", infix("<=", (a, b) => a <= b)],
  [">", infix(">", (a, b) => a > b)],
  [">=", infix(">=", (a, b) => a >= b)],
  ["neg", [1, (a) => `(-${a})`, (a) => -a]],
  ["not", [1, (a) => `(!${a})`, (a) => !a]],
  ["if", [3, (c, a, b) => `(${c} ? ${a} : ${b})`, (c, a, b) => (c ? a : b)]],
  ["**", called(2, "pow")],
  ["pow", called(2, "pow")],
  ["maximum", called(2, "max")],
  ["minimum", called(2, "min")],
  ["copysign", [2, (a, b) => `copysign(${a}, ${b})`, copysign]],
  ["sqrt", called(1, "sqrt")],
  ["abs", called(1, "abs")],
  ["sign", called(1, "sign")],
  ["sin", called(1, "sin")],
  ["cos", called(1, "cos")],
  ["tanh", called(1, "tanh")],
  ["exp", called(1, "exp")],
];
/**
 * Each with how many operands it takes.
 *
 * @type {Map<unknown, [number, Printed, Computed]>}
 */
export const OPERATIONS = new Map(LIST);

/** @type {Map<unknown, number>} */
export const CONSTANTS = new Map([
  ["pi", Math.PI],
  ["e", Math.E],
  ["nan", NaN],
]);
