// The largest stable rates: what is said of them, and the room that they get on an axis.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CURVES, series } from "../js/player/curves.js";
import { limitAt, rateInWords, roomFor, shareAt, shareInWords } from "../js/player/limit.js";

/** @param {object} [changes] */
function run(changes) {
  const position = Float64Array.of(3, 4, 0, 0, 0, 1);
  const own = { index: 0, last: 2, position, settings: { lr: { constant: 0.1 } }, outcome: { kind: "moving" } };
  return /** @type {any} */ ({ ...own, limit: Float64Array.of(0.2, Infinity), ...changes });
}
const KNOWN = run();
const UNKNOWN = run({ limit: null });
const ALWAYS = run({ limit: { constant: 0.05 } });

test("a limit is that of the step, and none where no rate is too large or none is known", () => {
  assert.deepEqual([limitAt(KNOWN, 0), limitAt(KNOWN, 1), limitAt(UNKNOWN, 0)], [0.2, Infinity, NaN]);
  assert.deepEqual([limitAt(ALWAYS, 1), shareAt(ALWAYS, 1), shareAt(KNOWN, 0)], [0.05, 2, 0.5]);
  assert.deepEqual([...series(KNOWN, CURVES.share)], [0.5, NaN]);
});

test("a rate and its limit in words", () => {
  assert.equal(rateInWords(KNOWN, 0), "0.1 · limit 0.2");
  assert.equal(rateInWords(KNOWN, 1), "0.1 · no limit");
  assert.equal(rateInWords(UNKNOWN, 0), "0.1");
  assert.equal(shareInWords(KNOWN, 0), "0.5 · 0.1 of 0.2");
  assert.equal(shareInWords(KNOWN, 1), "0.1 · no limit");
  assert.equal(shareInWords(UNKNOWN, 0), "no limit known");
});

test("shares far from the limit have a logarithmic axis", () => {
  const log = CURVES.share.log ?? assert.fail();
  assert.equal(log([KNOWN]), false);
  assert.equal(log([run({ limit: { constant: 4 } })]), true);
  assert.equal(log([KNOWN, run({ limit: { constant: 0.001 } })]), true);
  assert.equal(log([UNKNOWN]), false);
});

test("an axis makes room for limits that are near, not for those that would flatten the rates", () => {
  const [low, high] = roomFor([0, 1], [1.5, 2, 80], false);
  assert.ok(low === 0 && high > 2 && high < 2.2);
  assert.deepEqual(roomFor([0, 1], [80], false), [0, 1]);
  assert.deepEqual(roomFor([0, 1], [], false), [0, 1]);
  const [least] = roomFor([0.5, 1], [0.3], false);
  assert.ok(least < 0.3 && least > 0.2);
  assert.deepEqual(roomFor([-6, -1], [3], true), [-6, -1]);
  assert.ok(roomFor([-6, -1], [0], true)[1] > 0);
});

test("a rate that does not change may be farther from its limit", () => {
  const [low, high] = roomFor([0.09, 0.11], [0.8], false);
  assert.ok(low === 0.09 && high > 0.8);
  assert.deepEqual(roomFor([0.09, 0.11], [8], false), [0.09, 0.11]);
});
