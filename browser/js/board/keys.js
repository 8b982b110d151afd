// What the keys of a lesson do, in words.

/**
 * @type {import("../page/help.js").Key[]}
 */
export const KEYS = [
  [["ArrowRight", " ", "PageDown"], "go on: the next beat, or the answer"],
  [["ArrowLeft", "PageUp"], "the beat before"],
  [["Home", "End"], "the first beat, the last"],
  [["1", "2", "3"], "answer A, B, C"],
  [["k"], "play or pause the steps"],
  [["t"], "arrows, Home and End go to the steps, and back to the beats"],
  [["z"], "take a change of the controls back, with Shift make it again"],
  [["r"], "draw the motion again"],
  [["b", "."], "black screen, and back"],
  [["n"], "speaker notes on the page"],
  [["p"], "present: nothing but the story"],
  [["s"], "short path"],
  [["q"], "with questions, or reveal at once"],
  [["f"], "full screen, and back"],
  [["?"], "this list"],
];
