// The height scale of a landscape, both ways (see browser/heights.py).

/**
 * A parabola's losses are interpolated in place of its heights (browser/ground.py).
 *
 * @typedef {{ kind: "signed", unit: number }
 *   | { kind: "log", lowest: number, floor: number, steep?: boolean, parabola?: boolean }} Scale
 */

/**
 * @param {Scale} scale
 * @param {number} f
 */
export function heightOf(scale, f) {
  if (scale.kind === "signed") return Math.asinh(f / scale.unit) / Math.LN10;
  return Math.log10(Math.max(f - scale.lowest, 0) + scale.floor);
}

/**
 * @param {Scale} scale
 * @param {number} height
 */
export function lossOf(scale, height) {
  if (scale.kind === "signed") return Math.sinh(height * Math.LN10) * scale.unit;
  return scale.lowest + 10 ** height - scale.floor;
}

/**
 * The lowest and the highest; nan is passed over.
 *
 * @param {Iterable<number>} values
 * @returns {[number, number]}
 */
export function extent(values) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 1];
}
