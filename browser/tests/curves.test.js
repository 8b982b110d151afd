import assert from "node:assert/strict";
import { test } from "node:test";
import { CURVES, lossCurve, rangeOf, series } from "../js/player/curves.js";

/** @param {object} [changes] */
function run(changes) {
  const position = Float64Array.of(3, 4, 0, 0, 0, 1);
  const own = { index: 0, last: 2, position, settings: { lr: { constant: 0.1 } }, outcome: { kind: "moving" } };
  return /** @type {any} */ ({ ...own, loss: Float64Array.of(5, 1, 0.5), ...changes });
}
const LINEAR = { log: false };
const LOG = { log: true };

test("a curve of positions has one value more than one of moves", () => {
  assert.deepEqual([...series(run(), CURVES.step)], [5, 1]);
  assert.deepEqual([...series(run(), CURVES.lr)], [0.1, 0.1]);
  assert.deepEqual([...series(run({ target: [0, 0] }), CURVES.distance)], [5, 0, 1]);
  assert.ok(series(run({ target: null }), CURVES.distance).every(Number.isNaN));
});

test("a curve ends where its run has gone", () => {
  assert.deepEqual([...series(run({ last: 0 }), CURVES.step)], [5]);
  assert.deepEqual([...series(run({ last: 0, target: [0, 0] }), CURVES.distance)], [5]);
});

test("rates that lie far apart have a logarithmic axis", () => {
  const rates = (/** @type {number[]} */ ...values) =>
    values.map((constant) => run({ settings: { lr: { constant } } }));
  assert.equal(CURVES.lr.log?.(rates(0.1, 0.01)), false);
  assert.equal(CURVES.lr.log?.(rates(0.1, 0.001)), true);
  assert.equal(CURVES.lr.log?.(rates(0.1, 0)), false);
});

test("the loss is shown above the least value where that is known and nothing went below it", () => {
  const ground = (/** @type {object} */ scale, passed = false) => /** @type {any} */ ({ scale, passed });
  const known = lossCurve(ground({ kind: "log", lowest: -2, floor: 1 }));
  assert.deepEqual(
    [known.label, known.log, known.positive, known.value(run(), 0)],
    ["Loss above the minimum", true, true, 7],
  );
  assert.equal(lossCurve(ground({ kind: "log", lowest: 0, floor: 1 })).label, "Loss");
  const chosen = lossCurve(ground({ kind: "log", lowest: -2, floor: 1 }), false);
  assert.deepEqual([chosen.log, chosen.positive, chosen.value(run(), 0)], [false, true, 5]);
  const passed = lossCurve(ground({ kind: "log", lowest: -2, floor: 1 }, true), true);
  assert.deepEqual([passed.log, passed.positive], [false, false]);
  assert.equal(lossCurve(ground({ kind: "signed", unit: 1 }), true).log, false);
});

test("an axis spans its values and a margin", () => {
  assert.deepEqual(rangeOf([run()], [Float64Array.of(0, 10)], LINEAR), [-0.6, 10.6]);
  assert.deepEqual(rangeOf([run()], [Float64Array.of(2, 2)], LINEAR), [1.8, 2.2]);
  assert.deepEqual(rangeOf([run()], [Float64Array.of(0, -0)], LINEAR), [-1, 1]);
  const [low, high] = rangeOf([run()], [Float64Array.of(1, 100)], LOG);
  assert.ok(Math.abs(low + 0.12) < 1e-12 && Math.abs(high - 2.12) < 1e-12);
});

test("without a number there is an axis all the same", () => {
  for (const curve of [LINEAR, LOG]) {
    assert.deepEqual(rangeOf([], [], curve), [0, 1]);
    assert.deepEqual(rangeOf([run()], [Float64Array.of(NaN, Infinity)], curve), [0, 1]);
  }
});

test("on a logarithmic axis 0 lies a decade below the rest, and nothing more than twelve below the top", () => {
  const [low] = rangeOf([run()], [Float64Array.of(100, 1, 0)], LOG);
  assert.ok(low < -1 && low > -1.5);
  const [deepest] = rangeOf([run()], [Float64Array.of(1, 1e-40)], LOG);
  assert.ok(deepest < -12 && deepest > -13);
});

test("a run that diverged does not flatten the others, unless all did or it is a setting", () => {
  const gone = run({ index: 1, outcome: { kind: "diverged", step: 1, point: null } });
  const values = [Float64Array.of(1, 0), Float64Array.of(1, 1e9)];
  assert.ok(rangeOf([run(), gone], values, LINEAR)[1] < 2);
  assert.ok(rangeOf([gone], values, LINEAR)[1] > 1e9);
  assert.ok(rangeOf([run(), gone], values, { log: false, setting: true })[1] > 1e9);
});
