import assert from "node:assert/strict";
import { test } from "node:test";
import { formatNumber, formatOutcome, formatPoint, formatSame, formatShort } from "../js/page/format.js";

test("a number has three significant digits, a true minus, and an exponent where it needs one", () => {
  const shown = [0, -0, 1, -0.5, 12.345, 999.4, 1234.6, 99999, 1e5, 0.001, 0.0001234, -2.5e-7, 1e300].map((v) =>
    formatNumber(v),
  );
  assert.equal(shown.join(" "), "0 0 1.00 −0.500 12.3 999 1235 99999 1.00e5 0.00100 1.23e−4 −2.50e−7 1.00e300");
});

test("what is not finite is a dash", () => {
  for (const value of [NaN, Infinity, -Infinity]) {
    assert.equal(formatNumber(value), "–");
    assert.equal(formatShort(value), "–");
  }
});

test("a short number has no zeros at its end", () => {
  const shown = [0, -0, 1, 0.1 + 0.2, -1.5, 1234.5, 99999, 123456, 0.0005, -1e-12].map((v) => formatShort(v));
  assert.deepEqual(shown, ["0", "0", "1", "0.3", "−1.5", "1230", "100000", "1.23e5", "5e−4", "−1e−12"]);
  assert.equal(formatShort(0.123456789012345, 12), "0.123456789012");
});

test("a point has short coordinates", () => {
  assert.equal(formatPoint([-1, 2.5]), "(−1, 2.5)");
});

test("the gap between runs on the same path is said where there is one", () => {
  assert.equal(formatSame("Adam", 2.2e-7), "same path as Adam to 2e−7");
  assert.equal(formatSame("Adam", 0), "same path as Adam");
});

test("every ending is said", () => {
  /** @type {[number, number]} */
  const point = [1, 1];
  assert.equal(formatOutcome({ kind: "minimum", step: 212, point }), "reached (1, 1) at 212");
  assert.equal(formatOutcome({ kind: "local minimum", step: 0, point }), "local minimum (1, 1) at 0");
  assert.equal(formatOutcome({ kind: "saddle", step: 3, point }), "at the saddle (1, 1) from 3");
  assert.equal(formatOutcome({ kind: "maximum", step: 3, point }), "at the maximum (1, 1) from 3");
  assert.equal(formatOutcome({ kind: "diverged", step: 7, point: null }), "diverged at 7");
  assert.equal(formatOutcome({ kind: "leaving", step: 6, point: null, period: null }), "leaving from 6");
  assert.equal(formatOutcome({ kind: "bouncing", step: 0, point: null, period: 2 }), "bouncing from 0, period 2");
  assert.equal(formatOutcome({ kind: "circling", step: 9, point: null, period: null }), "circling from 9");
  assert.equal(formatOutcome({ kind: "plateau", step: null, point: null }), "on a plateau");
  assert.equal(formatOutcome({ kind: "moving", step: null, point: null }), "still moving");
});
