// Bars that slide to their new places when a control changes their picture.
import { between } from "../draw/motion.js";

/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {import("./shapes.js").Columns} Columns */
/** @typedef {import("./types.js").PaneData} PaneData */

/**
 * Whether the bars of one picture can slide to those of another: on the same axes, as many of them.
 *
 * @param {PaneData | null} from
 * @param {PaneData} to
 */
export function canSlide(from, to) {
  if (!from?.axes || !to.axes) return false;
  const [before, after] = [from, to].map(({ shapes }) => shapes.filter(isBars));
  return (
    after.length > 0 &&
    before.length === after.length &&
    String(from.window[0]) === String(to.window[0]) &&
    after.every(({ role, x }, k) => before[k].role === role && before[k].x.length === x.length)
  );
}

/**
 * The shapes of a picture while its bars are on their way from those of another.
 *
 * @param {Shape[]} from
 * @param {Shape[]} to
 * @param {number} share of the way, 0 to 1
 * @param {boolean} log whether their level axis is logarithmic
 * @returns {Shape[]}
 */
export function slid(from, to, share, log) {
  const before = from.filter(isBars);
  let next = 0;
  return to.map((shape) => (isBars(shape) ? onTheWay(before[next++], shape, share, log) : shape));
}

/**
 * @param {Shape} shape
 * @returns {shape is Columns}
 */
function isBars(shape) {
  return shape.kind === "columns";
}

/**
 * @param {Columns} a
 * @param {Columns} b
 * @param {number} share
 * @param {boolean} log
 * @returns {Columns}
 */
function onTheWay(a, b, share, log) {
  const mix = (/** @type {number} */ from, /** @type {number} */ to) => between([from, 0], [to, 0], share)[0];
  const along = (/** @type {number} */ from, /** @type {number} */ to) =>
    log ? 10 ** mix(Math.log10(from), Math.log10(to)) : mix(from, to);
  return {
    ...b,
    x: b.x.map((x, k) => along(a.x[k], x)),
    heights: b.heights.map((height, k) => mix(a.heights[k], height)),
    width: mix(a.width, b.width),
  };
}
