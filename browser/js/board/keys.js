// What the keys of a lesson do, in words.

/** @typedef {[keys: string[], what: string]} Key as the browser names the keys */

/**
 * On every board of a lesson.
 *
 * @type {Key[]}
 */
export const BOARD_KEYS = [
  [["r"], "draw the motion again"],
  [["b", "."], "black screen, and back"],
  [["f"], "full screen, and back"],
];

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

/** @type {Record<string, string>} */
const NAMES = { " ": "Space", ArrowRight: "→", ArrowLeft: "←", PageDown: "Page ↓", PageUp: "Page ↑" };

/**
 * A key as it is written for readers.
 *
 * @param {string} key
 */
export function keyName(key) {
  return NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}
