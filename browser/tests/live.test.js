import assert from "node:assert/strict";
import { test } from "node:test";
import { changesBy } from "../js/player/hands.js";
import { ending, Live } from "../js/player/live.js";

/** @type {any} */
const TWIN = {
  parameters: { kappa: 25 },
  others: ["steps", "pct_start", "T_0"],
  runs: [
    { legs: [{ follows: ["lr", "beta1"] }] },
    { legs: [{ follows: ["lr", "momentum"] }] },
    { unknown: "for a reason" },
  ],
};
const TWO = { ...TWIN, runs: TWIN.runs.slice(0, 2) };

test("a slider's key says what it changes", () => {
  assert.deepEqual(changesBy("lr_1", 0.1, TWIN), { runs: { 1: { lr: 0.1 } } });
  assert.deepEqual(changesBy("beta1_0", 0.5, TWIN), { runs: { 0: { beta1: 0.5 } } });
  assert.deepEqual(changesBy("parameter_kappa", 9, TWIN), { parameters: { kappa: 9 } });
  assert.deepEqual(changesBy("noise", 2, TWIN), { noise: 2 });
});

test("on the page of schedules keys have an s", () => {
  assert.deepEqual(changesBy("lr_s1", 0.1, TWO), { runs: { 1: { lr: 0.1 } } });
  assert.deepEqual(changesBy("momentum_s", 0.5, TWO), { runs: { 1: { momentum: 0.5 } } });
  assert.deepEqual(changesBy("noise_s", 1, TWO), { noise: 1 });
  assert.deepEqual(changesBy("parameter_kappa_s", 9, TWO), { parameters: { kappa: 9 } });
  assert.equal(changesBy("test_steps_s", 100, TWO), null);
});

test("what only the page knows is told apart from what decides nothing", () => {
  for (const key of ["pct_start_all", "pct_start_1", "pct_start_s0", "T_0_all", "steps"]) {
    assert.deepEqual(changesBy(key, 0.5, TWIN), { unknown: true });
  }
  assert.deepEqual(changesBy("lr_2", 1, TWIN), {}); // that run waits, the others stay
  for (const key of ["momentum_0", "parameter_a", "lr_7", "volume"]) assert.equal(changesBy(key, 1, TWIN), null);
  assert.equal(changesBy("lr_0", Number.NaN, TWIN), null);
});

/** @type {[[number, number], [number, number]]} */
const BOUNDS = [
  [-10, 10],
  [-10, 10],
];
/** @type {[number, number, number, "global" | "local"][]} */
const MINIMA = [
  [0, 0, 0, "global"],
  [5, 5, 1, "local"],
];

test("an ending that is known: a minimum from the step on that it stays, or where it diverges", () => {
  const at = (/** @type {number[]} */ ...values) => Float64Array.from(values);
  const to = at(3, 0, 0.01, 0, 1, 0, 0.02, 0, 0, 0.01);
  assert.deepEqual(ending(to, 4, BOUNDS, MINIMA, 0.05), { kind: "minimum", step: 3, point: [0, 0] });
  const local = at(3, 0, 5, 5);
  assert.deepEqual(ending(local, 1, BOUNDS, MINIMA, 0.05), { kind: "local minimum", step: 1, point: [5, 5] });
  assert.equal(ending(at(3, 0, 2, 0), 1, BOUNDS, MINIMA, 0.05), null);
  assert.equal(ending(at(3, 0, 0, 0), 1, BOUNDS, null, 0.05), null);
  const out = at(3, 0, 20, 0, NaN, NaN);
  assert.deepEqual(ending(out, 1, BOUNDS, MINIMA, 0.05), { kind: "diverged", step: 1, point: null });
  const gone = at(3, 0, NaN, NaN);
  assert.deepEqual(ending(gone, 0, BOUNDS, MINIMA, 0.05), { kind: "diverged", step: 1, point: null });
});

test("where the twin cannot step, all runs wait for the page", () => {
  /** @type {any} */
  const given = { version: "1", start: [1, 2], steps: 3, runs: [{ label: "Adam" }], twin: { runs: [], rules: [] } };
  const live = new Live(given, () => {});
  for (const changes of [{ start: /** @type {[number, number]} */ ([3, 4]) }, { unknown: true }]) {
    const picture = live.picture(changes);
    assert.deepEqual(picture.start, changes.start ?? [1, 2]);
    assert.deepEqual(picture.runs, [{ label: "Adam", fades: "path" }]);
    assert.equal(picture.live, "The runs follow when you let go.");
  }
  assert.ok(live.isOff);
});
