// The keys of a lesson, and the list of them that readers see.
import assert from "node:assert/strict";
import { test } from "node:test";
import { KEYS } from "../js/board/keys.js";
import { Lesson } from "../js/board/lesson.js";
import { keyName } from "../js/page/help.js";

const beat = { name: "one", question: { choices: ["up", "down", "none"] }, steps: 5, t: 0, controls: [] };

/** @param {object} fields */
function keysOf(fields) {
  const lesson = {
    lesson: { beats: [beat] },
    place: { beat: "one", values: {} },
    answers: new Map(),
    data: { live: null },
    dark: { isOn: false },
  };
  const press = /** @type {KeyboardEvent} */ ({ shiftKey: false });
  return Object.keys(Object.assign(Object.create(Lesson.prototype), lesson, fields).keys(press)).sort();
}

test("the list names every key of a beat that asks, and no other", () => {
  const listed = KEYS.flatMap(([keys]) => keys).sort();
  assert.deepEqual(
    keysOf({}).filter((key) => key !== "command z"),
    listed,
  );
});

test("while the arrows go to the steps, Escape gives them back", () => {
  assert.ok(keysOf({ steering: true }).includes("Escape"));
  assert.ok(!keysOf({}).includes("Escape"));
});

test("while it is dark the keys of the board are those of the dark", () => {
  const keys = () => {};
  assert.deepEqual(keysOf({ dark: { isOn: true, keys: { b: keys } } }), ["b"]);
});

test("keys are written as they stand on the keyboard", () => {
  assert.deepEqual(["b", ".", " ", "ArrowRight", "Home"].map(keyName), ["B", ".", "Space", "→", "Home"]);
});
