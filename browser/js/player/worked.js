// The move from a step, worked out line by line as the rule does it; see browser/numbers.py.

import { settingAt } from "./data.js";
import { branchTaken, evaluate } from "./formula.js";

/** @typedef {import("../types.js").Tree} Tree */
/** @typedef {import("../types.js").Comparison & { numbers: import("../types.js").Worked }} Shown */
/** @typedef {import("./formula.js").Values} Values */
/** @typedef {{ name: string, trees?: Tree[], values: Values[] }} Line */
/**
 * @typedef {object} Slopes
 * @property {string} name
 * @property {Tree[]} trees
 * @property {Values[]} values
 * @property {boolean[]} kinks
 * @property {number[]} rows of the data, whose mean it is; none: there are no data
 * @property {number[][]} terms what each of them gives, for x and y
 */

/** @type {["x", "y"]} */
export const AXES = ["x", "y"];
// Names of our own: none of a rule is the same.
export const MOVE = "this move";
export const SLOPE = "∂f";
export const NOISE = "the noise";

/**
 * The lines of the rule that moves on from a step.
 *
 * @template {import("../types.js").Worked | import("../types.js").Whole} T
 * @param {T} numbers
 * @param {number} t
 * @returns {T}
 */
export function inForce(numbers, t) {
  const leg = numbers.later?.filter(({ from }) => from <= t).at(-1);
  return leg ? { ...numbers, whole: false, ...leg } : numbers;
}

/**
 * Why no move follows this step; empty: one does.
 *
 * @param {import("../types.js").Comparison} data
 * @param {number} t
 */
export function whyNoMove(data, t) {
  if (!data.numbers) return "";
  if (inForce(data.numbers, t).whole)
    return "This rule moves both coordinates at once: its step has no lines for x and y alone.";
  const { outcome } = data.runs[data.numbers.run];
  if (outcome.kind === "diverged" && t >= outcome.step)
    return `The run diverged at step ${outcome.step}: it makes no further move.`;
  return t >= data.steps ? "This is the last step: no move follows." : "";
}

/**
 * Every line of the step: its name, and for each coordinate its expression with the branches taken
 * and the values of all names. The gradient has no expression: it comes from the landscape, whose
 * derivatives stand before it.
 *
 * @param {Shown} data
 * @param {number} t
 * @returns {(Line | Slopes)[]}
 */
export function workedLines(data, t) {
  const numbers = inForce(data.numbers, t);
  const values = AXES.map((_, axis) => given(data, t, axis));
  /** @type {[name: string, tree: Tree][]} */
  const steps = [...numbers.lines, [MOVE, ["-", numbers.position, "x"]]];
  /** @type {Line[]} */
  const lines = steps.map(([name, tree]) => {
    const trees = values.map((known) => branchTaken(tree, known));
    trees.forEach((branch, axis) => {
      values[axis][name] = evaluate(branch, values[axis]);
    });
    return { name, trees, values };
  });
  const before = lines.findIndex(({ name }) => name === numbers.at) + 1;
  const derivatives = slopes(numbers, t, values);
  values.forEach((known, axis) => {
    known[SLOPE] = derivatives.values[axis][SLOPE];
    known[NOISE] = known.g - known[SLOPE];
  });
  lines.splice(before, 0, derivatives, { name: "g", values });
  return lines;
}

/**
 * The landscape's derivatives where the gradient is taken, over data the mean of its rows'. What the
 * step used is their value, or, where noise or a gradient that was not seen hides it, what the
 * formula gives. At a kink that is no number, and 0 is used.
 *
 * @param {import("../types.js").Worked} numbers
 * @param {number} t
 * @param {Values[]} values
 * @returns {Slopes}
 */
function slopes(numbers, t, values) {
  const { derivative, at, noise } = numbers;
  const [x, y] = values.map((known) => known[at]);
  const given = { ...derivative.parameters, pi: Math.PI, x, y };
  const rows = rowsSeen(derivative, t);
  const scenes = rows.length ? rows.map((row) => ({ ...given, ...derivative.data[row] })) : [given];
  const trees = derivative.trees.map((tree) => (scenes.length > 1 ? tree : branchTaken(tree, scenes[0])));
  const terms = trees.map((tree) => scenes.map((scene) => evaluate(tree, scene)));
  const results = terms.map((all) => all.reduce((sum, term) => sum + term) / all.length);
  const kinks = results.map((result, axis) => Number.isNaN(result) && Number.isFinite(values[axis].g));
  const used = results.map((result, axis) => {
    if (!noise && isSeen(numbers, t, axis)) return values[axis].g;
    return kinks[axis] ? 0 : result;
  });
  const known = used.map((value) => ({ ...scenes[0], [SLOPE]: value }));
  return { name: SLOPE, trees, values: known, kinks, rows, terms };
}

/**
 * The rows of the data that a step sees, counted from 0.
 *
 * @param {import("../types.js").Derivative} derivative
 * @param {number} t
 */
function rowsSeen({ data, batch, drawn }, t) {
  return drawn ? [...drawn.subarray(t * batch, (t + 1) * batch)] : [...data.keys()];
}

/**
 * Whether the gradient of a coordinate was seen at a step.
 *
 * @param {import("../types.js").Worked} numbers
 * @param {number} t
 * @param {number} axis
 */
export function isSeen({ sparse }, t, axis) {
  return axis === 0 || t % sparse === 0;
}

/**
 * What is known before the first line, for one coordinate.
 *
 * @param {Shown} data
 * @param {number} t
 * @param {number} axis
 */
export function given(data, t, axis) {
  const numbers = inForce(data.numbers, t);
  const at = (/** @type {Float64Array} */ pairs) => pairs[2 * t + axis];
  const clock = t + 1 - numbers.born;
  /** @type {Values} */
  const values = { x: at(data.runs[numbers.run].position), g: at(numbers.gradient), "s.t": clock };
  for (const name in numbers.state) values[name] = at(numbers.state[name]);
  for (const name in numbers.settings) values[`s.${name}`] = settingAt(numbers, name, t);
  return values;
}
