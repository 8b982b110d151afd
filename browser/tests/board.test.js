// The runs of a lesson's board: what is drawn at a step, and what stands under it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { linesOf, shapesOf } from "../js/board/walks.js";

/** @type {import("../js/board/types.js").Walk} */
const walk = {
  role: "nesterov",
  label: "NAG",
  points: [
    [0, 2],
    [1, 1],
    [3, 0],
  ],
  coasting: [
    [0, 0],
    [1.5, -1],
  ],
  correction: [
    [1, -1],
    [0.5, 0],
  ],
  measured: [
    [0, 2],
    [2.5, 0],
  ],
  outcome: "within 0.05 from step 2",
};

test("a move is drawn tip to tail: carried along, then corrected to the next point", () => {
  const [trail, carried, measured, corrected] = shapesOf(walk, 1);
  assert.deepEqual(trail.kind === "trail" && trail.points, walk.points.slice(0, 2));
  assert.equal(trail.label, "NAG");
  assert.deepEqual(carried.kind === "arrow" && [carried.foot, carried.tip], [
    [1, 1],
    [2.5, 0],
  ]);
  assert.deepEqual(measured.kind === "diamond" && measured.at, [2.5, 0]);
  assert.deepEqual(corrected.kind === "arrow" && [corrected.foot, corrected.tip], [
    [2.5, 0],
    [3, 0],
  ]);
});

test("after the last move only the path is drawn", () => {
  assert.deepEqual(
    shapesOf(walk, 2).map(({ kind }) => kind),
    ["trail"],
  );
});

test("a thin run has no label and no dots, a long one no dots", () => {
  const dots = (/** @type {import("../js/board/types.js").Walk} */ run) => {
    const [trail] = shapesOf(run, 1);
    return trail.kind === "trail" && [trail.label, trail.dots];
  };
  assert.deepEqual(dots(walk), ["NAG", true]);
  assert.deepEqual(dots({ ...walk, thin: true }), ["", false]);
  assert.deepEqual(dots({ ...walk, points: Array(60).fill([0, 0]) }), ["NAG", false]);
});

test("the points that another form stores are marked up to the step", () => {
  const stored = shapesOf({ role: "ghost", points: walk.points, stored: walk.points }, 1);
  assert.deepEqual(
    stored.map(({ kind }) => kind),
    ["trail", "diamond", "diamond"],
  );
});

test("under a picture stand the parts of the move, the end, or where it diverged", () => {
  assert.deepEqual(linesOf(walk, 1), [
    "θ = (1, 1), {velocity|μv} = (1.5, −1), {correction|−lr·∇f} = (0.5, 0)",
    "θ′ = (3, 0) · within 0.05 from step 2",
  ]);
  assert.deepEqual(linesOf(walk, 2), ["θ = (3, 0)", "within 0.05 from step 2"]);
  assert.deepEqual(linesOf(walk, 3), ["diverged at step 2"]);
});
