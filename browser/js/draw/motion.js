// What lies between: of two values, of two windows, along a path.

/** @typedef {import("./frame.js").Pair} Pair */
/** @typedef {import("./frame.js").Axes} Axes */

/** @param {number} share slow at both ends */
export function eased(share) {
  const t = Math.max(0, Math.min(1, share));
  return t * t * (3 - 2 * t);
}

/**
 * @param {Pair} a
 * @param {Pair} b
 * @param {number} share 0: a, 1: b
 * @returns {Pair}
 */
export function between(a, b, share) {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
}

/**
 * @param {Axes} a
 * @param {Axes} b
 * @param {number} share
 * @returns {Axes}
 */
export function axesBetween(a, b, share) {
  return [between(a[0], b[0], share), between(a[1], b[1], share)];
}

/**
 * The points of a path up to a share of its steps; the last one may lie between two of its points.
 *
 * @param {Pair[]} points
 * @param {number} share
 * @returns {{ reached: Pair[], whole: number }} with the number of whole steps
 */
export function pathUpTo(points, share) {
  const length = (points.length - 1) * share;
  const whole = Math.floor(length);
  const reached = points.slice(0, whole + 1);
  if (whole < points.length - 1) reached.push(between(points[whole], points[whole + 1], length - whole));
  return { reached, whole };
}

/**
 * The value of a curve, given at evenly spaced x, at a place between them.
 *
 * @param {number[]} x
 * @param {number[]} y
 * @param {number} at
 */
export function valueAt(x, y, at) {
  const last = x.length - 1;
  const k = Math.min(Math.floor(((at - x[0]) / (x[last] - x[0])) * last), last - 1);
  return y[k] + ((y[k + 1] - y[k]) * (at - x[k])) / (x[k + 1] - x[k]);
}
