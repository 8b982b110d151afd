// A limit: a thin line, with ticks on the side that lies beyond it.

import { linePath, makeLine } from "./lines.js";

const TICK = 5; // pixels, and leaning by
const LEAN = 0.6; // of that

/**
 * @param {Float64Array} pixels x0, y0, x1, y1 ... from left to right; where y is no number there is no line
 * @param {number} between pixels from tick to tick
 * @param {number} [shift] where the first one stands
 */
export function fencePath(pixels, between, shift = 0) {
  const count = pixels.length / 2;
  const path = linePath(makeLine(pixels), 0, count - 1);
  let k = 0;
  for (let x = pixels[0] + shift; x <= pixels[2 * count - 2]; x += between) {
    while (pixels[2 * k + 2] < x) k += 1;
    const [x0, y0, x1, y1] = pixels.subarray(2 * k);
    const y = y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
    if (!Number.isFinite(y)) continue;
    path.moveTo(x, y);
    path.lineTo(x + LEAN * TICK, y - TICK);
  }
  return path;
}
