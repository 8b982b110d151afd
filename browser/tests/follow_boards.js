// What pictures show while a hand moves: a folder with a packed lesson and boards on the command line,
// to the JSON of the shapes. For tests/test_follows.py, which holds them to what the server draws.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { unpack } from "../js/blob.js";
import { Followers } from "../js/board/follow.js";

/** @typedef {import("../js/board/types.js").Beat} Beat */
/** @typedef {import("../js/board/types.js").Values} Values */
/** @typedef {{ beat: string, board: string | null, values: Values }} Case a board that has been answered, if one has */

const folder = process.argv[2];
const read = (/** @type {string} */ name) => unpack(new Uint8Array(gunzipSync(readFileSync(join(folder, name)))));
/** @type {import("../js/board/types.js").LessonData} */
const lesson = read("lesson");
/** @type {Case[]} */
const cases = JSON.parse(readFileSync(join(folder, "cases.json"), "utf8"));
const told = cases.map(({ beat: name, board, values }) => {
  const resting = /** @type {Beat} */ (lesson.beats.find((beat) => beat.name === name));
  const data = board ? read(board) : { live: resting, grounds: {}, twins: {} };
  const followers = new Followers();
  const grounds = { ...lesson.grounds, ...data.grounds };
  const twins = { ...lesson.twins, ...data.twins };
  const beat = followers.beat(data.live, resting, values, twins, grounds);
  if (followers.isOff) throw new Error(`${name} failed`);
  return beat.panes.map(({ shapes }, k) => (beat.panes[k] === data.live.panes[k] ? null : shapes));
});
const plain = (/** @type {string} */ _, /** @type {any} */ value) =>
  ArrayBuffer.isView(value) ? [.../** @type {Float32Array} */ (value)] : value;
process.stdout.write(JSON.stringify(told, plain));
