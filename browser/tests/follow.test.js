// Pictures of a board that follow a hand.
import assert from "node:assert/strict";
import { test } from "node:test";
import { changesBy, Followers, trailOf } from "../js/board/follow.js";

/** @typedef {import("../js/twin/types.js").Program} Program */

/** @type {Program} f = a (x² + y²) / 2 */
const value = [["x", "y", "a"], [], [["/", ["*", "a", ["+", ["*", "x", "x"], ["*", "y", "y"]]], 2]]];
/** @type {Program} */
const gradient = [["x", "y", "a"], [], [["*", "a", "x"], ["*", "a", "y"]]]; // biome-ignore format: a pair
/** @type {Program} */
const step = [["x", "g", "x_ahead", "s"], [], [["-", "x", ["*", "s.lr", "g"]]]];
const leg = { rule: 0, begin: 0, end: 2, fresh: false, settings: { lr: { constant: 0.5 } }, lr: 0.5, follows: ["lr"] };
/** @type {import("../js/board/types.js").BoardTwin} */
const twin = {
  start: [4, 2], steps: 2, view: [[-4, 4], [-4, 4]], value, gradient, parameters: { a: 1 }, rows: null,
  bounds: [[-9, 9], [-9, 9]], noise: 0, unit: new Float32Array(), sparse: 1,
  rules: [{ look: null, step, state: [], start: null }], others: [],
  runs: [{ legs: [leg] }, { unknown: "whole" }],
}; // biome-ignore format: short
/** @type {import("../js/board/types.js").Follows} */
const follows = {
  twin: "t", base: {}, runs: [[0, 0], [1, 1]], starts: [3],
  targets: {
    lr: [[["runs", 0, "lr"], []]], x: [[["start", 0], []]], a: [[["parameters", "a"], []]], apart: [],
    angle: [[["turn", 30], []], [["runs", 0, "lr"], [1, 0.5]]],
  },
  moved: { lr: [2] },
}; // biome-ignore format: short
const trail = {
  kind: "trail",
  role: 0,
  points: new Float32Array([4, 2, 2, 1, 1, 0.5]),
  every: 1,
  steps: 2,
  dots: true,
};
const shapes = [
  trail,
  { ...trail, role: 1 },
  { kind: "arrow", role: "other", foot: [0, 0], tip: [1, 1] },
  { kind: "dot", role: "theta", at: [4, 2] },
  { kind: "diamond", role: "other", at: [0, 0] },
];
const ground = {
  id: "g", window: [[-4, 4], [-4, 4]], grid: 3, height: new Float32Array(9), minima: [[0, 0, 0, "global"], [1, 0, 0, "local"]],
  saddles: [], scale: { kind: "log", lowest: 0, floor: 1 }, shades: { scale: { kind: "log", lowest: 0, floor: 1 }, range: [0, Math.log10(17)] },
}; // biome-ignore format: short

/** @param {object} [fields] */
const pane = (fields) =>
  /** @type {any} */ ({
    shapes,
    ground: "g",
    window: [
      [-4, 4],
      [-4, 4],
    ],
    ...fields,
  });
/** @param {any[]} panes @param {object} values */
const beatOf = (panes, values = {}) => /** @type {any} */ ({ panes, values, steps: 2 });
const isKind = (/** @type {string} */ kind) => (/** @type {any} */ shape) => shape.kind === kind;
const resting = beatOf([pane({ follows }), pane()]);

/** @param {any} answered @param {any} values @param {any} [twins] */
function followed(answered, values, twins = { t: twin }) {
  const grounds = /** @type {any} */ ({ g: ground });
  const followers = new Followers();
  const beat = /** @type {any} */ (followers.beat(answered, resting, values, twins, grounds));
  return { beat, grounds, followers };
}

test("a run goes where the hand sends it, and what the twin does not know is away", () => {
  const { beat } = followed(resting, { lr: 0.25 });
  assert.deepEqual(
    beat.panes[0].shapes.map((/** @type {any} */ shape) => shape.kind),
    ["trail", "dot", "diamond"],
  );
  assert.deepEqual([...beat.panes[0].shapes[0].points], [4, 2, 3, 1.5, 2.25, 1.125]);
  assert.equal(beat.panes[1], resting.panes[1]);
});

test("a start is moved with its dot", () => {
  const { shapes: drawn } = followed(resting, { x: 1 }).beat.panes[0];
  assert.deepEqual(drawn.find(isKind("dot")).at, [1, 2]);
  assert.deepEqual([...drawn[0].points], [1, 2, 0.5, 1, 0.25, 0.5]);
  assert.ok(drawn.some(isKind("arrow"))); // no start moves it
});

test("a start is turned, and a number is worked out", () => {
  const changes = changesBy(follows, twin, { angle: 120 });
  const [x, y] = changes?.start ?? [NaN, NaN];
  assert.ok(Math.hypot(x + 2, y - 4) < 1e-12);
  assert.deepEqual(changes?.runs, { 0: { lr: 1 / 61 } });
});

test("a ground under a parameter moves, with the minima that are still some", () => {
  const { beat, grounds } = followed(resting, { a: 100 });
  const moved = grounds[beat.panes[0].ground ?? ""];
  assert.equal(moved.height[0], Math.fround(Math.log10(1601)));
  assert.deepEqual(moved.minima, [[0, 0, 0, "global"]]);
  assert.deepEqual(
    moved.shades.range.map((/** @type {number} */ h) => Number(h.toFixed(9))),
    [2, Number((Math.log10(17) + 2).toFixed(9))],
  );
});

test("an answer that is older than the hand lies under what the hand has made", () => {
  const older = beatOf([pane({ window: [[-2, 2], [-2, 2]] }), pane()], { lr: 0.25 }); // biome-ignore format: a pair
  const [shown] = followed(older, { lr: 0.25, x: 1 }).beat.panes;
  assert.deepEqual(shown.window, older.panes[0].window);
  assert.ok(shown.shapes.some(isKind("arrow"))); // of this lr already
  assert.deepEqual([...shown.shapes[0].points], [1, 2, 0.75, 1.5, 0.5625, 1.125]);
  const other = beatOf([pane({ shapes: [] }), pane()], { lr: 0.25 });
  assert.equal(followed(other, { lr: 0.3 }).beat.panes[0].shapes.length, 3); // over the picture at rest
});

test("what only the page knows waits for it", () => {
  for (const values of [{}, { words: "two" }, { lr: 0.25, words: "two" }, { apart: 3 }, { lr: "much" }])
    assert.equal(followed(resting, values).beat, resting);
  assert.equal(changesBy({ ...follows, base: { words: "two" } }, twin, { lr: 0.25 }), null);
  assert.deepEqual(changesBy({ ...follows, base: { words: "two" } }, twin, { lr: 0.25, words: "two" }), {
    start: [4, 2],
    runs: { 0: { lr: 0.25 } },
  });
  const unmoved = { ...twin, runs: [{ legs: [{ ...leg, follows: [] }] }] };
  assert.equal(changesBy(follows, unmoved, { lr: 0.25 }), null);
});

test("whatever goes wrong, the board is as it was, and nothing is tried again", () => {
  const broken = { ...twin, gradient: [["x"], [], [["fetch", "x"]]] };
  const { beat, followers } = followed(resting, { lr: 0.25 }, { t: broken });
  assert.equal(beat, resting);
  assert.ok(followers.isOff);
  assert.equal(followers.beat(resting, resting, { lr: 0.3 }, { t: twin }, {}), resting);
});

test("a trail ends where its run does, and has no more points than a picture shows", () => {
  const long = Float64Array.from({ length: 2 * 1302 }, (_, k) => k);
  const thinned = trailOf(/** @type {any} */ (trail), long);
  assert.deepEqual([thinned.every, thinned.steps, thinned.dots], [3, 1301, false]);
  assert.deepEqual([...thinned.points.slice(-4)], [2 * 1299, 2 * 1299 + 1, 2602, 2603]);
  const ended = trailOf(/** @type {any} */ ({ ...trail, dots: false }), long.fill(NaN, 20));
  assert.deepEqual([ended.every, ended.steps, ended.dots, ended.points.length], [1, 9, false, 20]);
});
