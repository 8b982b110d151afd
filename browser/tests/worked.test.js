import assert from "node:assert/strict";
import { test } from "node:test";
import { given, MOVE, NOISE, SLOPE, whyNoMove, workedLines } from "../js/player/worked.js";

// Momentum on two steps from (1, 2): v = 0.5 v + g, x' = x - lr v, on a loss whose slopes are k x and 2 y.
function comparison() {
  const run = { position: Float64Array.of(1, 2, 0.9, 1.6, 0.8, 1.3), outcome: { kind: "moving", step: null } };
  const numbers = {
    run: 0,
    lines: [
      ["v'", ["+", ["*", "s.momentum", "v"], "g"]],
      ["x'", ["-", "x", ["*", "s.lr", "v'"]]],
    ],
    position: "x'",
    at: "x",
    noise: false,
    sparse: 1,
    derivative: {
      trees: [
        ["*", "k", "x"],
        ["*", 2, "y"],
      ],
      parameters: { k: 3 },
      symbols: {},
      data: [],
      batch: 0,
      drawn: null,
    },
    settings: { momentum: { constant: 0.5 }, lr: Float64Array.of(0.1, 0.05) },
    gradient: Float64Array.of(1, 4, 1.5, 4),
    state: { v: Float64Array.of(0, 0, 1, 4) },
    born: 0,
  };
  return /** @type {any} */ ({ steps: 2, runs: [run], numbers });
}

test("what is known before a step, for one coordinate", () => {
  assert.deepEqual(given(comparison(), 0, 0), { x: 1, g: 1, "s.t": 1, v: 0, "s.momentum": 0.5, "s.lr": 0.1 });
  assert.deepEqual(given(comparison(), 1, 1), { x: 1.6, g: 4, "s.t": 2, v: 4, "s.momentum": 0.5, "s.lr": 0.05 });
});

test("the lines of a step in the order in which they are worked out, the gradient where it is taken", () => {
  const lines = workedLines(comparison(), 1);
  assert.deepEqual(
    lines.map(({ name }) => name),
    [SLOPE, "g", "v'", "x'", MOVE],
  );
  const [x, y] = lines[1].values;
  assert.equal(x["v'"], 2);
  assert.equal(y["v'"], 6);
  assert.equal(x["x'"], 0.9 - 0.05 * 2);
  assert.equal(y[MOVE], 1.6 - 0.05 * 6 - 1.6);
  assert.equal(lines[1].trees, undefined);
});

test("after a change of course the lines are those of the leg, and t counts from where the state started", () => {
  const data = comparison();
  const lines = [["x'", ["-", "x", ["*", "s.lr", "g"]]]];
  data.numbers.later = [
    { from: 1, lines, position: "x'", at: "x", born: 1, settings: { lr: { constant: 1 } }, state: {} },
  ];
  assert.equal(given(data, 0, 0)["s.t"], 1);
  assert.deepEqual(given(data, 1, 0), { x: 0.9, g: 1.5, "s.t": 1, "s.lr": 1 });
  const names = workedLines(data, 1).map(({ name }) => name);
  assert.deepEqual(names, [SLOPE, "g", "x'", MOVE]);
  data.numbers.later = [{ from: 1, whole: true }];
  assert.equal(whyNoMove(data, 0), "");
  assert.match(whyNoMove(data, 1), /both coordinates at once/);
});

test("a gradient taken at the look-ahead point stands after it", () => {
  const data = comparison();
  data.numbers.lines = [["ahead", ["+", "x", "v"]], ...data.numbers.lines];
  data.numbers.at = "ahead";
  const [, slopes, gradient] = workedLines(data, 0);
  assert.equal(gradient.name, "g");
  assert.deepEqual(
    slopes.values.map(({ x, y }) => [x, y]),
    [
      [1, 2],
      [1, 2],
    ],
  );
  data.numbers.state.v.set([5, 6]);
  assert.equal(workedLines(data, 0)[1].values[0].y, 8);
});

/**
 * @param {any} data
 * @param {number} t
 */
function slopesOf(data, t) {
  const slopes = workedLines(data, t).find(({ name }) => name === SLOPE);
  return slopes?.values.map((values) => values[SLOPE]);
}

test("a derivative is what the step used, unless that hides it", () => {
  const data = comparison();
  assert.deepEqual(slopesOf(data, 1), [1.5, 4]);
  data.numbers.sparse = 2;
  assert.deepEqual(slopesOf(data, 0), [1, 4]);
  assert.deepEqual(slopesOf(data, 1), [1.5, 3.2]);
  data.numbers.noise = true;
  assert.deepEqual(slopesOf(data, 1), [3 * 0.9, 3.2]);
  assert.equal(workedLines(data, 1)[1].values[0][NOISE], 1.5 - 3 * 0.9);
});

test("over data a derivative is the mean over the rows that the step sees", () => {
  const data = comparison();
  const { derivative } = data.numbers;
  data.numbers.noise = true;
  derivative.trees = [
    ["*", "k", ["*", "u", "x"]],
    ["-", "y", "u"],
  ];
  derivative.data = [{ u: 1 }, { u: 2 }, { u: 6 }];
  assert.deepEqual(slopesOf(data, 0), [9, -1]);
  const [all] = /** @type {any} */ (workedLines(data, 0));
  assert.deepEqual(
    [all.rows, all.terms[1]],
    [
      [0, 1, 2],
      [1, 0, -4],
    ],
  );
  derivative.batch = 2;
  derivative.drawn = Float32Array.of(2, 2, 0, 1);
  assert.deepEqual(slopesOf(data, 0), [18, -4]);
  const [seen] = /** @type {any} */ (workedLines(data, 1));
  assert.deepEqual(seen.rows, [0, 1]);
  assert.equal(seen.values[1][SLOPE], 1.6 - 1.5);
});

test("at a kink a derivative is 0, and nan only where the step's is", () => {
  const data = comparison();
  data.numbers.noise = true;
  data.numbers.derivative.trees[0] = ["/", 0, 0];
  assert.deepEqual(slopesOf(data, 0), [0, 4]);
  assert.deepEqual(/** @type {any} */ (workedLines(data, 0)[0]).kinks, [true, false]);
  data.numbers.gradient[0] = NaN;
  assert.deepEqual(slopesOf(data, 0), [NaN, 4]);
  assert.deepEqual(/** @type {any} */ (workedLines(data, 0)[0]).kinks, [false, false]);
});

test("why no move follows", () => {
  const data = comparison();
  assert.equal(whyNoMove(data, 1), "");
  assert.match(whyNoMove(data, 2), /last step/);
  data.runs[0].outcome = { kind: "diverged", step: 1, point: null };
  assert.equal(whyNoMove(data, 0), "");
  assert.match(whyNoMove(data, 1), /diverged at step 1/);
  data.numbers = { run: 0, whole: true };
  assert.match(whyNoMove(data, 0), /both coordinates/);
});
