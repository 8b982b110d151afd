// The move from a step, worked out line by line as the rule does it; see browser/numbers.py.

import { settingAt } from "../blob.js";
import { branchTaken, evaluate } from "./formula.js";

export const AXES = ["x", "y"];
export const MOVE = "this move"; // a line of our own: with a space in it, no name of a rule is the same

// Why no move follows this step; empty: one does.
export function whyNoMove(data, t) {
  if (data.numbers.whole) return "This rule moves both coordinates at once: its step has no lines for x and y alone.";
  const { kind, step } = data.runs[data.numbers.run].outcome;
  if (kind === "diverged" && t >= step) return `The run diverged at step ${step}: it makes no further move.`;
  return t >= data.steps ? "This is the last step: no move follows." : "";
}

// Every line of the step: its name, and for each coordinate its expression with the branches taken
// and the values of all names. The gradient has no expression: it comes from the landscape.
export function workedLines(data, t) {
  const { numbers } = data;
  const values = AXES.map((_, axis) => given(data, t, axis));
  const lines = [...numbers.lines, [MOVE, ["-", numbers.position, "x"]]].map(([name, tree]) => {
    const trees = values.map((known) => branchTaken(tree, known));
    trees.forEach((branch, axis) => {
      values[axis][name] = evaluate(branch, values[axis]);
    });
    return { name, trees, values };
  });
  const before = lines.findIndex(({ name }) => name === numbers.at) + 1;
  lines.splice(before, 0, { name: "g", values });
  return lines;
}

// What is known before the first line, for one coordinate.
export function given(data, t, axis) {
  const { numbers } = data;
  const at = (pairs) => pairs[2 * t + axis];
  const values = { x: at(data.runs[numbers.run].position), g: at(numbers.gradient), "s.t": t + 1 };
  for (const name in numbers.state) values[name] = at(numbers.state[name]);
  for (const name in numbers.settings) values[`s.${name}`] = settingAt(numbers, name, t);
  return values;
}
