// The keys of a lesson's boards, and the list of them that readers see.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BOARD_KEYS, KEYS } from "../js/board/keys.js";
import { Story } from "../js/board/story.js";
import { Walks } from "../js/board/walks.js";
import { keyName } from "../js/page/help.js";

const press = /** @type {KeyboardEvent} */ ({ shiftKey: false });

/**
 * @param {{ prototype: object }} Board
 * @param {object} fields
 */
function keysOf(Board, fields) {
  const board = Object.create(Board.prototype);
  return Object.keys(Object.assign(board, { dark: { isOn: false }, ...fields }).keys(press)).sort();
}

/** @param {import("../js/board/keys.js").Key[]} list */
function listed(list) {
  return list.flatMap(([keys]) => keys).sort();
}

test("the list names every key of a story that asks, and no other", () => {
  const asking = {
    data: { beats: [{ question: { choices: ["up", "down", "none"] } }] },
    place: { beat: 1 },
    answers: new Map(),
  };
  assert.deepEqual(keysOf(Story, asking), listed(KEYS));
});

test("runs take the keys of every board besides those of the player", () => {
  const keys = keysOf(Walks, {});
  assert.deepEqual(
    listed(BOARD_KEYS).filter((key) => !keys.includes(key)),
    [],
  );
  assert.ok(keys.includes("End"));
});

test("while it is dark the keys of the board are those of the dark", () => {
  const keys = () => {};
  assert.deepEqual(keysOf(Story, { dark: { isOn: true, keys: { b: keys } } }), ["b"]);
});

test("keys are written as they stand on the keyboard", () => {
  assert.deepEqual(["b", ".", " ", "ArrowRight", "Home"].map(keyName), ["B", ".", "Space", "→", "Home"]);
});
