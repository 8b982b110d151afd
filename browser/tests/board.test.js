// A lesson's board: its sliders, its questions, its turns, what follows the playhead.
import assert from "node:assert/strict";
import { test } from "node:test";
import { shareOf, stopsOf, valueAt } from "../js/board/controls.js";
import { Past } from "../js/board/past.js";
import { pathOf, settled } from "../js/board/path.js";
import { choiceAt, settledWords } from "../js/board/question.js";
import { freePlace, pairs, partsAt, partsOf, placeAt } from "../js/board/shapes.js";
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
  marks: [],
  words: [],
  help: "",
};
const even = { ...rate, low: 0.14, high: 0.155, log: false, step: 0.0005 };
const whole = { ...rate, type: /** @type {const} */ ("int"), low: 0, high: 300, log: false };

test("a slider goes from its lowest value to its highest", () => {
  for (const control of [rate, even, whole]) {
    assert.equal(valueAt(control, 0), control.low);
    assert.equal(valueAt(control, 1), control.high);
  }
});

test("a slider stands where its value is", () => {
  for (const control of [rate, even, whole]) {
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

test("values between are round", () => {
  assert.equal(valueAt(rate, 0.5), 0.0316);
  assert.equal(valueAt({ ...rate, log: false, low: 0, high: 0.99 }, 0.501), 0.496);
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

test("the label of an upright line stands clear of others, and of the lines between", () => {
  /** @type {[number, number, number, number][]} */
  const taken = [[0, 66, 96, 60]]; // right of a line at 60
  const frame = /** @type {import("../js/board/axes.js").PaneFrame} */ (
    /** @type {unknown} */ ({ taken, left: 0, width: 200 })
  );
  assert.deepEqual(freePlace(frame, 55, [61, 19], 30), { row: 0, from: 19 }); // the left line: on its left
  assert.deepEqual(freePlace(frame, 65, [71, 29], 30), { row: 1, from: 71 }); // the right one: a row lower
  assert.deepEqual(freePlace(frame, 20, [76, -16], 30), { row: 1, from: 76 }); // its left is out of the chart
  assert.deepEqual(freePlace(frame, 110, [116, 74], 30), { row: 0, from: 116 });
});
