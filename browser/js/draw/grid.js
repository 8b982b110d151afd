// Heights on a square grid over a window, row by row from the lowest y.

import { extent } from "./scale.js";

/** @typedef {import("./frame.js").Axes} Axes */
/** @typedef {{ window: Axes, grid: number, height: Float32Array }} Grid */

/**
 * The value at a point, by bilinear interpolation; nan outside.
 *
 * @param {Grid} landscape
 * @param {number} x
 * @param {number} y
 */
export function gridValue(landscape, x, y, values = landscape.height) {
  const [[x0, x1], [y0, y1]] = landscape.window;
  const n = landscape.grid;
  const u = ((x - x0) / (x1 - x0)) * (n - 1);
  const v = ((y - y0) / (y1 - y0)) * (n - 1);
  const i = Math.min(Math.floor(u), n - 2);
  const j = Math.min(Math.floor(v), n - 2);
  if (!(u >= 0 && v >= 0 && u <= n - 1 && v <= n - 1)) return NaN;
  const [a, b] = [u - i, v - j];
  const k = j * n + i;
  const below = (1 - a) * values[k] + a * values[k + 1];
  const above = (1 - a) * values[k + n] + a * values[k + n + 1];
  return (1 - b) * below + b * above;
}

/**
 * @param {[number, number]} range
 * @param {number} count
 */
export function axisValues([low, high], count) {
  return Float64Array.from({ length: count }, (_, k) => low + ((high - low) * k) / (count - 1));
}

/**
 * @param {Float32Array} values
 * @param {number} count
 */
export function rows(values, count) {
  return Array.from({ length: count }, (_, j) => values.subarray(j * count, (j + 1) * count));
}

/**
 * The grid's heights at all pairs of xs and ys, row by row, by bicubic interpolation (Catmull and
 * Rom), which gives a parabola back exactly. Beyond the grid its edge goes on; where the landscape
 * has no value it is as high as the highest.
 *
 * @param {Grid} landscape
 * @param {Float64Array} xs
 * @param {Float64Array} ys
 */
export function refined({ window: [x, y], grid, height }, xs, ys) {
  const [, highest] = extent(height);
  const known = rows(
    height.map((h) => (Number.isNaN(h) ? highest : h)),
    grid,
  );
  const columns = between(turned(known), x, xs);
  const out = new Float64Array(xs.length * ys.length);
  between(turned(columns), y, ys).forEach((row, j) => {
    out.set(row, j * xs.length);
  });
  return out;
}

/**
 * Rows between the rows given, which lie evenly over the range.
 *
 * @param {ArrayLike<number>[]} given
 * @param {[number, number]} range
 * @param {Float64Array} places
 */
function between(given, [low, high], places) {
  const last = given.length - 1;
  const whole = [
    continued(given[0], given[1], given[2]),
    ...given,
    continued(given[last], given[last - 1], given[last - 2]),
  ];
  return Array.from(places, (place) => {
    const u = Math.max(0, Math.min(last, ((place - low) / (high - low)) * last));
    const k = Math.min(Math.floor(u), last - 1);
    const [p, q, r, s] = weights(u - k);
    const [a, b, c, d] = whole.slice(k, k + 4);
    const row = new Float64Array(a.length);
    for (let i = 0; i < row.length; i += 1) row[i] = p * a[i] + q * b[i] + r * c[i] + s * d[i];
    return row;
  });
}

/**
 * Of the four rows around a place, which lies at a share of the way from the second to the third.
 *
 * @param {number} t
 */
function weights(t) {
  const [t2, t3] = [t * t, t * t * t];
  return [(-t + 2 * t2 - t3) / 2, (2 - 5 * t2 + 3 * t3) / 2, (t + 4 * t2 - 3 * t3) / 2, (t3 - t2) / 2];
}

/**
 * What comes before three rows if they go on as parabolas.
 *
 * @param {ArrayLike<number>} a
 * @param {ArrayLike<number>} b
 * @param {ArrayLike<number>} c
 */
function continued(a, b, c) {
  return Float64Array.from(a, (v, i) => 3 * v - 3 * b[i] + c[i]);
}

/** @param {ArrayLike<number>[]} lines */
function turned(lines) {
  return Array.from(lines[0], (_, i) => Float64Array.from(lines, (line) => line[i]));
}
