// A lesson's board: its sliders, its questions, its turns, what follows the playhead.
import assert from "node:assert/strict";
import { test } from "node:test";
import { leftOf, ticksOf } from "../js/board/axes.js";
import { shareOf, stopsOf, valueAt } from "../js/board/controls.js";
import { pressedTo } from "../js/board/lesson.js";
import { Past } from "../js/board/past.js";
import { pathOf, settled } from "../js/board/path.js";
import { choiceAt, settledWords } from "../js/board/question.js";
import {
  besideLevel,
  dotRadius,
  flagsOf,
  labelCost,
  pairs,
  partsAt,
  partsOf,
  placeAt,
  ringsOf,
  withinChart,
} from "../js/board/shapes.js";
import { canSlide, slid } from "../js/board/slide.js";
import { isFollowing, Turns } from "../js/board/turns.js";

/** @typedef {import("../js/board/types.js").Control} Control */

/** @type {Control} */
const rate = {
  name: "lr",
  label: "learning rate",
  type: "float",
  value: 0.03,
  low: 0.001,
  high: 1,
  log: true,
  shown: null,
  step: null,
  digits: null,
  marks: [],
  words: [],
  help: "",
};
const even = { ...rate, low: 0.14, high: 0.155, log: false, step: 0.0005 };
const fine = { ...rate, high: 3, digits: 3 };
const whole = { ...rate, type: /** @type {const} */ ("int"), low: 0, high: 300, log: false };

test("there is room for what an upright axis counts", () => {
  const numbers = { label: "", log: false, ticks: [] };
  assert.equal(leftOf(numbers, 10, 400), 34);
  assert.ok(leftOf({ ...numbers, label: "loss" }, 10, 400) >= 42);
});

test("a slider goes from its lowest value to its highest", () => {
  for (const control of [rate, even, fine, whole]) {
    assert.equal(valueAt(control, 0), control.low);
    assert.equal(valueAt(control, 1), control.high);
  }
});

test("a slider stands where its value is", () => {
  for (const control of [rate, even, fine, whole]) {
    for (const share of [0.1, 0.35, 0.5, 0.8]) {
      const value = valueAt(control, share);
      assert.ok(Math.abs(shareOf(control, value) - share) < 0.02, `${control.low} ${share}`);
    }
  }
});

test("a slider with a step stops at its multiples", () => {
  assert.equal(stopsOf(even), 30);
  assert.equal(valueAt(even, 1 / 30), 0.1405);
  assert.equal(valueAt(even, 0.501), 0.1475);
  assert.equal(valueAt(whole, 0.5001), 150);
});

test("a slider with digits stops at every number that has so many", () => {
  const last = stopsOf(fine);
  assert.equal(last, 3 * 900 + 200);
  const stops = Array.from({ length: last + 1 }, (_, k) => valueAt(fine, k / last));
  assert.deepEqual(
    stops.map((stop) => Math.round(shareOf(fine, stop) * last)),
    stops.map((_, k) => k),
  );
  for (const value of [0.001, 0.00999, 0.01, 0.0746, 0.999, 1, 1.68]) assert.ok(stops.includes(value), `${value}`);
});

test("values between are round", () => {
  assert.equal(valueAt(rate, 0.5), 0.0316);
  assert.equal(valueAt({ ...rate, log: false, low: 0, high: 0.99 }, 0.501), 0.496);
});

test("a low chart has two numbers at its axis", () => {
  const axis = { label: "", log: false, ticks: [] };
  const numbers = ticksOf(axis, [-3.5, 3.5], 2.2).map(([place]) => place);
  assert.deepEqual(numbers, [-2, 0, 2]);
  assert.equal(ticksOf(axis, [0, 9], 5).length, 5);
  const places = ticksOf({ ...axis, log: true }, [2, 1400], 2).map(([place]) => place);
  assert.ok(places.length > 1 && places.length < 4, String(places));
});

test("dots that are crowded are small", () => {
  const apart = pairs([0, 0, 50, 0, 0, 20, 50, 20]);
  assert.equal(dotRadius(apart, 0), 6);
  assert.equal(dotRadius(pairs([0, 0, 5, 0, 10, 0]), 1), 0.42 * 5);
  assert.equal(dotRadius(pairs([0, 0, 0.1, 0]), 0), 1.5);
  assert.equal(dotRadius(pairs([0, 0]), 0), 6); // a run of no step
});

/** @type {import("../js/board/types.js").Question} */
const question = {
  ask: "Where?",
  choices: ["here", "there"],
  answer: 1,
  because: "{0|Adam} goes there.",
  places: [
    [0, 0],
    [3, 4],
  ],
  on: 1,
  by_pane: false,
};

test("the name of a level line stands above it, or below where it would be cut", () => {
  assert.equal(besideLevel(100, 10, 10), 92);
  assert.equal(besideLevel(20, 10, 10), 28);
});

test("heads at one place are rings around each other, the last one on top", () => {
  assert.deepEqual(ringsOf([[10, 10], [10, 10], [50, 10], [10, 10]]), [6, 3, 0, 0]); // biome-ignore format: four heads
  assert.deepEqual(ringsOf([[0, 0], [2, 0], null]), [1.5, 0, 0]); // biome-ignore format: two heads and none
  assert.equal(ringsOf(Array.from({ length: 8 }, () => /** @type {[number, number]} */ ([1, 1])))[0], 9);
});

test("a click answers where its place is nearest, in the pane that is asked about", () => {
  assert.equal(choiceAt(question, 1, [2, 2]), 1);
  assert.equal(choiceAt(question, 1, [1, 1]), 0);
  assert.equal(choiceAt(question, 0, [1, 1]), null);
  assert.equal(choiceAt({ ...question, by_pane: true }, 1, [9, 9]), 1);
  assert.equal(choiceAt({ ...question, by_pane: true }, 2, [9, 9]), null);
});

test("an answer is told with how far the click was off, and without marks", () => {
  const said = settledWords(question, { choice: 1, click: [3, 3] });
  assert.equal(said, "Yes, B is right. Your click is 1 away from it. Adam goes there.");
  assert.equal(settledWords(question, { choice: null, click: null }), "B is right. Adam goes there.");
});

test("a thinned trail ends at its last step, and is between two points on the way", () => {
  assert.equal(placeAt(4, 10, 25, 25), 3);
  assert.equal(placeAt(4, 10, 25, 5), 0.5);
  assert.equal(placeAt(4, 10, 25, 24), 2.4);
  assert.deepEqual(pairs([1, 2, 3, 4]), [
    [1, 2],
    [3, 4],
  ]);
});

test("a trail has the ink of a role from a step on", () => {
  /** @type {import("../js/board/shapes.js").Trail} */
  const trail = { kind: "trail", role: 2, points: new Float32Array(22), every: 10, steps: 100 };
  assert.deepEqual(partsOf(trail, 11), [{ role: 2, from: 0, to: 10 }]);
  const parts = /** @type {[number, import("../js/board/types.js").Role][]} */ ([
    [20, "rise"],
    [55, "fall"],
  ]);
  assert.deepEqual(partsOf({ ...trail, parts }, 11), [
    { role: 2, from: 0, to: 2 },
    { role: "rise", from: 2, to: 6 },
    { role: "fall", from: 6, to: 10 },
  ]);
});

test("what follows the playhead has no turn", () => {
  const points = new Float32Array(22);
  /** @type {import("../js/board/shapes.js").Shape} */
  const trail = { kind: "trail", role: 0, points, order: 1 };
  const following = { ...trail, every: 1, steps: 10 };
  assert.ok(isFollowing(following));
  assert.ok(!new Turns([following], false).any);
  const turns = new Turns([trail, { kind: "dot", role: 0, at: [0, 0], order: 2 }], true);
  assert.ok(turns.any);
  assert.ok(turns.isOver);
  assert.equal(turns.grown(trail), 1);
});

test("the parts of a step are at their own points, those of the last one stay", () => {
  const looks = [
    { kind: "arrow", role: 0, places: ["foot", "tip"] },
    { kind: "dot", role: 1, places: ["at"] },
  ];
  const shape = /** @type {any} */ ({
    looks,
    steps: [[], [0, 1], [1]],
    at: new Float32Array([1, 2, 3, 4, 5, 6, 7, 8]),
  });
  assert.deepEqual(partsAt(shape, 0), []);
  const [arrow, dot] = /** @type {any[]} */ (partsAt(shape, 1));
  assert.deepEqual([arrow.kind, arrow.foot, arrow.tip, dot.role, dot.at], ["arrow", [1, 2], [3, 4], 1, [5, 6]]);
  assert.deepEqual(
    /** @type {any[]} */ (partsAt(shape, 9)).map(({ at }) => at),
    [[7, 8]],
  );
});

test("undo and redo go through what a hand has let go of", () => {
  const past = new Past({});
  past.keep({ lr: 1 });
  past.keep({ lr: 1 }); // nothing was changed
  past.keep({ lr: 2 });
  assert.deepEqual([past.undo(), past.undo(), past.undo()], [{ lr: 1 }, {}, null]);
  assert.deepEqual(past.redo(), { lr: 1 });
  past.keep({ lr: 3 });
  assert.equal(past.redo(), null);
  assert.deepEqual(past.undo(), { lr: 1 });
});

test("a short path takes a beat that is not on it to the next of its own", () => {
  const beats = ["a", "b", "c", "d"].map((name) => ({ name, short: "bd".includes(name) }));
  const lesson = /** @type {any} */ ({ beats });
  const at = (/** @type {string} */ beat) => /** @type {any} */ ({ beat, short: true, values: { lr: 1 } });
  assert.deepEqual(pathOf(lesson, at("a")), ["b", "d"]);
  assert.deepEqual(
    ["a", "b", "c", "d"].map((name) => settled(lesson, at(name)).beat),
    ["b", "b", "d", "d"],
  );
  assert.deepEqual(settled(lesson, at("b")).values, { lr: 1 });
  assert.deepEqual(settled(lesson, at("c")).values, {});
  assert.equal(settled(lesson, { ...at("a"), short: false }).beat, "a");
});

test("names of upright lines lie on no other line and no other name", () => {
  const frame = { left: 40, width: 260 };
  const lines = [147, 163, 190, 194, 210, 262].map((at) => ({ at, wide: 55 }));
  const flags = flagsOf(lines, frame);
  for (const [k, a] of flags.entries()) {
    assert.ok(a.from === a.at + 6 || a.to === a.at - 6); // beside its own line
    assert.ok(a.from >= 40 && a.to <= 300);
    for (const b of flags.slice(k + 1)) {
      assert.ok(a.row !== b.row || a.to < b.from || b.to < a.from);
      if (b.row <= a.row) assert.ok(b.at < a.from || b.at > a.to);
      if (a.row <= b.row) assert.ok(a.at < b.from || a.at > b.to);
    }
  }
});

test("a name alone stands on the side where there is more room", () => {
  const frame = { left: 0, width: 100 };
  assert.deepEqual(flagsOf([{ at: 30, wide: 20 }], frame), [{ at: 30, from: 36, to: 56, row: 0 }]);
  assert.deepEqual(flagsOf([{ at: 60, wide: 20 }], frame), [{ at: 60, from: 34, to: 54, row: 0 }]);
  assert.deepEqual(flagsOf([], frame), []);
});

test("a label is cut by edges and crossed by lines", () => {
  const frame = { left: 0, width: 100 };
  assert.equal(labelCost(10, 50, frame, [80]), 0);
  assert.equal(labelCost(10, 50, frame, [30]), 50);
  assert.equal(labelCost(70, 50, frame, []), 20);
});

test("a dot beyond a chart's edge is seen whole", () => {
  const frame = { top: 10, height: 100 };
  assert.deepEqual([withinChart(500, frame), withinChart(-3, frame), withinChart(60, frame)], [100, 20, 60]);
});

test("a press sets a number within its range, or the word that has its place", () => {
  assert.equal(pressedTo(rate, 0.01234), 0.0123);
  assert.equal(pressedTo(rate, 7), rate.high);
  const words = /** @type {[string, string][]} */ ([["1", "1"], ["5", "5"], ["10", "10"]]); // biome-ignore format: one line
  const choice = { ...rate, type: /** @type {const} */ ("str"), value: "1", words };
  assert.deepEqual([-0.4, 0.6, 1.2, 9].map((place) => pressedTo(choice, place)), ["1", "5", "5", "10"]); // biome-ignore format: one line
});

/**
 * @param {number[]} x
 * @param {number} width
 * @param {number} role
 */
const barsAt = (x, width, role = 1) =>
  /** @type {any} */ ({ kind: "columns", role, x, heights: x.map(() => 2), width, base: 1 });

test("bars slide by equal ratios on a logarithmic axis", () => {
  const line = /** @type {any} */ ({ kind: "line", role: 0, axis: "x", at: 3 });
  const [bar, other] = slid([barsAt([1], 2)], [barsAt([100], 3), line], 0.5, true);
  assert.deepEqual(bar, barsAt([10], 2.5));
  assert.equal(other, line);
  assert.deepEqual(slid([barsAt([1], 2)], [barsAt([3], 2)], 0.5, false), [barsAt([2], 2)]);
});

test("bars slide only to as many of the same colours on the same axis", () => {
  const pane = (/** @type {any[]} */ shapes, high = 1) =>
    /** @type {any} */ ({
      axes: [{ log: true }, {}],
      window: [
        [0, high],
        [0, 1],
      ],
      shapes,
    });
  assert.ok(canSlide(pane([barsAt([1], 2)]), pane([barsAt([5], 2)])));
  assert.ok(!canSlide(null, pane([barsAt([5], 2)])));
  assert.ok(!canSlide(pane([barsAt([1], 2)]), pane([barsAt([5], 2)], 2)));
  assert.ok(!canSlide(pane([barsAt([1], 2)]), pane([barsAt([5, 6], 2)])));
  assert.ok(!canSlide(pane([barsAt([1], 2, 0)]), pane([barsAt([5], 2, 1)])));
  assert.ok(!canSlide(pane([]), pane([])));
});
