import assert from "node:assert/strict";
import { test } from "node:test";
import { distanceAt, lastFinite, phaseKinds, settingAt } from "../js/player/data.js";
import { multiply, solve } from "../js/player/matrix.js";

test("a setting is the one in force for the move from a step", () => {
  const run = { settings: { lr: Float32Array.of(0.5, 0.25), momentum: { constant: 0.9 } } };
  assert.deepEqual(
    [0, 1, 2].map((step) => settingAt(run, "lr", step)),
    [0.5, 0.25, 0.25],
  );
  assert.equal(settingAt(run, "momentum", 7), 0.9);
  assert.ok(Number.isNaN(settingAt(run, "beta1", 0)));
});

test("the distance is measured to the run's own target", () => {
  const run = /** @type {any} */ ({ target: [1, -1], position: Float64Array.of(4, 3, 1, -1, NaN, NaN) });
  assert.deepEqual(
    [0, 1, 2].map((step) => distanceAt(run, step)),
    [5, 0, NaN],
  );
  assert.ok(Number.isNaN(distanceAt({ ...run, target: null }, 0)));
});

test("the last step is the one before the first that is no number", () => {
  assert.equal(lastFinite(Float64Array.of(0, 0, 1, 1)), 1);
  assert.equal(lastFinite(Float64Array.of(0, 0, 1, 1, 2, Infinity, NaN, NaN)), 1);
  assert.equal(lastFinite(Float64Array.of(NaN, NaN, NaN, NaN)), 0);
});

// Column by column.
const SCALED = [2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 4, 0, 0, 0, 0, 1];
const MOVED = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 5, 6, 7, 1];

test("matrices are multiplied in their order", () => {
  assert.deepEqual([...multiply(SCALED, MOVED)], [2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 4, 0, 10, 18, 28, 1]);
  assert.deepEqual([...multiply(MOVED, SCALED)], [2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 4, 0, 5, 6, 7, 1]);
});

test("equations are solved, also where a zero stands on the diagonal", () => {
  assert.deepEqual(solve(multiply(SCALED, MOVED), [12, 21, 32, 1]), [1, 1, 1, 1]);
  const turned = [0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0];
  assert.deepEqual(solve(turned, [1, 2, 3, 4]), [2, 1, 4, 3]);
  assert.ok(solve(Array(16).fill(0), [1, 1, 1, 1]).every(Number.isNaN));
});

test("each kind of phase is named once", () => {
  const cycle = { phases: /** @type {[import("../js/types.js").PhaseKind, number, number][]} */ ([["rise", 0, 9], ["fall", 9, 20]]) }; // biome-ignore format: one line
  assert.deepEqual(phaseKinds([{}, cycle, { phases: [["hold", 0, 5], ["fall", 5, 20]] }]), ["rise", "fall", "hold"]); // biome-ignore format: one line
});
