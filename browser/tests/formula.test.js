import assert from "node:assert/strict";
import { test } from "node:test";
import { branchTaken, evaluate } from "../js/player/formula.js";

/** @typedef {import("../js/types.js").Tree} Tree */

/** @type {Tree} */
const CLIPPED = ["if", [">", "g", 1], ["-", "x", "s.lr"], ["neg", "x"]];

test("an expression is evaluated", () => {
  /** @type {[Tree, number][]} */
  const cases = [
    [2, 2],
    ["x", 3],
    [["+", "x", 2], 5],
    [["-", "x", ["*", 2, "g"]], 2],
    [["/", "x", 2], 1.5],
    [["**", "x", 2], 9],
    [["neg", "x"], -3],
    [["sqrt", 16], 4],
    [["abs", ["neg", "x"]], 3],
    [["maximum", "x", "g"], 3],
    [["minimum", "x", "g"], 0.5],
    [["sign", ["neg", "g"]], -1],
    [["exp", 0], 1],
    [["sin", 0], 0],
    [["cos", 0], 1],
    [["tanh", Infinity], 1],
    [CLIPPED, -3],
  ];
  for (const [tree, value] of cases) assert.equal(evaluate(tree, { x: 3, g: 0.5 }), value, JSON.stringify(tree));
});

test("a comparison is 1 or 0", () => {
  const said = ["==", "!=", "<", "<=", ">", ">="].map((sign) =>
    [1, 2, 3].map((left) => evaluate([sign, left, 2], {})).join(""),
  );
  assert.deepEqual(said, ["010", "101", "100", "110", "001", "011"]);
  assert.equal(evaluate(["not", ["<", 1, 2]], {}), 0);
});

test("edges of the numbers are those of floats", () => {
  assert.ok(Object.is(evaluate(["neg", 0], {}), -0));
  assert.ok(Object.is(evaluate(["sign", "x"], { x: -0 }), -0));
  assert.ok(Number.isNaN(evaluate(["sqrt", -1], {})));
  assert.ok(Number.isNaN(evaluate(["maximum", "x", 1], { x: NaN })));
  assert.equal(evaluate(["/", 1, 0], {}), Infinity);
  assert.equal(evaluate(["!=", "x", "x"], { x: NaN }), 1); // the test for nan
});

test("a condition gives way to the branch it takes, at any depth", () => {
  assert.deepEqual(branchTaken(CLIPPED, { x: 3, g: 2 }), ["-", "x", "s.lr"]);
  assert.deepEqual(branchTaken(CLIPPED, { x: 3, g: 0 }), ["neg", "x"]);
  assert.deepEqual(branchTaken(["+", 1, CLIPPED], { x: 3, g: 0 }), ["+", 1, ["neg", "x"]]);
  assert.deepEqual(branchTaken(["if", "g", CLIPPED, 0], { g: NaN }), 0);
  assert.equal(branchTaken("x", {}), "x");
});
