// What the keys of a lesson do, in words.
import { PLAYHEAD } from "../page/help.js";

/** @typedef {import("../page/help.js").Key} Key */

/**
 * On every board of a lesson.
 *
 * @type {Key[]}
 */
export const BOARD_KEYS = [
  [["r"], "draw the motion again"],
  [["b", "."], "black screen, and back"],
  [["f"], "full screen, and back"],
  [["?"], "this list"],
];

/**
 * Where whole runs are shown.
 *
 * @type {Key[]}
 */
export const RUN_KEYS = [...PLAYHEAD, ...BOARD_KEYS];

/**
 * In the story.
 *
 * @type {Key[]}
 */
export const KEYS = [
  [["ArrowRight", " ", "PageDown"], "go on: the next beat, or the answer"],
  [["ArrowLeft", "PageUp"], "the beat before"],
  [["Home", "End"], "the first beat, the last"],
  [["1", "2", "3"], "answer A, B, C"],
  ...BOARD_KEYS,
  [["n"], "speaker notes on the page"],
  [["p"], "present: nothing but the story"],
  [["s"], "short path"],
  [["q"], "with questions, or reveal at once"],
];
