import assert from "node:assert/strict";
import { test } from "node:test";
import { isOver, placeOn, stepNear } from "../js/board/curves.js";
import { keyedTo } from "../js/board/grips.js";

/** @type {Pick<import("../js/board/types.js").GripData, "at" | "x" | "y">} */
const BOTH = { at: [40, 0.03], x: [0, 150], y: [0, 0.04] };

test("left and right move a grip along by steps, up and down by parts of its range", () => {
  assert.deepEqual(keyedTo(BOTH, "ArrowRight", false, false), [41, 0.03]);
  assert.deepEqual(keyedTo(BOTH, "ArrowLeft", true, false), [30, 0.03]);
  const [x, y] = keyedTo(BOTH, "ArrowUp", false, false) ?? [];
  assert.equal(x, 40);
  assert.ok(Math.abs(Number(y) - 0.0304) < 1e-12);
  assert.deepEqual(keyedTo(BOTH, "End", false, false), [150, 0.03]);
  assert.equal(keyedTo(BOTH, "a", false, false), null);
});

test("a grip that moves one way only takes all arrows", () => {
  assert.deepEqual(keyedTo({ ...BOTH, y: null }, "ArrowUp", false, false), [41, 0.03]);
  assert.deepEqual(keyedTo({ ...BOTH, y: null }, "PageDown", false, false), [30, 0.03]);
  const [, y] = keyedTo({ ...BOTH, x: null }, "ArrowUp", false, true) ?? [];
  assert.ok(Math.abs(Number(y) / 0.03 - 1.02) < 1e-12);
  assert.deepEqual(keyedTo({ ...BOTH, x: null }, "Home", false, true), [40, 0]);
});

test("a grip on an axis of shares moves by its own step", () => {
  const share = { ...BOTH, at: /** @type {[number, number]} */ ([0.29, 1]), step: 0.01 };
  assert.ok(Math.abs((keyedTo(share, "ArrowRight", false, false) ?? [0])[0] - 0.3) < 1e-12);
  assert.ok(Math.abs((keyedTo(share, "ArrowLeft", true, false) ?? [0])[0] - 0.19) < 1e-12);
});

test("a grip that a step lies beside moves to whole steps", () => {
  assert.deepEqual(keyedTo({ ...BOTH, at: [43.7, 0.03] }, "ArrowRight", false, false), [44, 0.03]);
  assert.deepEqual(keyedTo({ ...BOTH, at: [43.7, 0.03] }, "ArrowLeft", false, false), [43, 0.03]);
});

const RATES = { points: new Float32Array([1, 5, 10, 4, 100, 3, 1000, 9]), every: 1, steps: 3 };
const LOG = { x: (/** @type {number} */ v) => 100 * Math.log10(v) };

test("a curve is at a place at each step, between its points where they are thinned out", () => {
  assert.deepEqual(placeOn(RATES, 2), [100, 3]);
  assert.deepEqual(placeOn({ ...RATES, every: 2, steps: 6 }, 1), [5.5, 4.5]);
  assert.deepEqual(placeOn(RATES, 9), [1000, 9]);
});

test("a curve that has ended is over, but for one that is known before the run", () => {
  assert.deepEqual([isOver(RATES, 3, false), isOver(RATES, 4, false), isOver(RATES, 4, true)], [false, true, false]);
});

test("a press goes to the step whose place is nearest, on any axis", () => {
  assert.equal(stepNear(RATES, LOG, -20), 0);
  assert.equal(stepNear(RATES, LOG, 149), 1);
  assert.equal(stepNear(RATES, LOG, 151), 2);
  assert.equal(stepNear(RATES, LOG, 900), 3);
});
