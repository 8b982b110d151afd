// The height scale of a landscape, both ways (see browser/heights.py), ticks, points on the grid.
import { formatShort } from "../page/format.js";

export function heightOf(scale, f) {
  if (scale.kind === "signed") return Math.asinh(f / scale.unit) / Math.LN10;
  return Math.log10(Math.max(f - scale.lowest, 0) + scale.floor);
}

export function lossOf(scale, height) {
  if (scale.kind === "signed") return Math.sinh(height * Math.LN10) * scale.unit;
  return scale.lowest + 10 ** height - scale.floor;
}

export function extent(values) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 1];
}

// Heights for ticks, evenly spaced on the drawn scale and labelled with the true values.
export function heightTicks(scale, [low, high], count) {
  const values = [];
  for (let k = 0; k < count; k += 1) {
    const f = lossOf(scale, low + ((k + 0.5) / count) * (high - low));
    const step = 10 ** Math.floor(Math.log10(Math.abs(f - (scale.lowest ?? 0)) || 1));
    const base = scale.lowest ?? 0;
    values.push(base + Math.round((f - base) / step) * step);
  }
  const round = values.map((f) => Number(f.toPrecision(3)));
  return [...new Set(round)];
}

// Ticks for a logarithmic axis from 10 ** low to 10 ** high, so far apart that `most` would fill it:
// powers of ten and round parts of them or, where that gives more, even steps.
export function logTicks([low, high], most) {
  const room = (high - low) / Math.max(most, 2);
  const [bottom, top] = [10 ** low, 10 ** high];
  const decades = decadeTicks(bottom, top, room);
  const even = evenTicks(bottom, top, top * (1 - 10 ** -room)); // the uppermost are the closest
  const tickvals = even.length > decades.length ? even : decades;
  const [first, second = 2 * first] = tickvals;
  const digits = Math.max(3, 1 + Math.ceil(Math.log10(top / (second - first)))); // so that no two read the same
  return { tickvals, ticktext: tickvals.map((v) => formatShort(v, digits)) };
}

function decadeTicks(bottom, top, room) {
  const parts = room <= Math.log10(2) ? [1, 2, 5] : room <= Math.log10(3) ? [1, 3] : [1];
  const stride = [1, 2, 3, 5, 10, 20, 50].find((n) => n >= room) ?? 100;
  const values = [];
  for (let e = Math.floor(Math.log10(bottom) / stride) * stride; 10 ** e <= top; e += stride) {
    values.push(...parts.map((part) => part * 10 ** e));
  }
  return values.filter((v) => v >= bottom && v <= top);
}

function evenTicks(bottom, top, least) {
  const unit = 10 ** Math.floor(Math.log10(least));
  const step = unit * [1, 2, 5, 10].find((n) => n * unit >= least);
  const first = Math.ceil(bottom / step);
  return Array.from({ length: Math.floor(top / step) - first + 1 }, (_, k) => (first + k) * step);
}

// A value on the landscape's grid at a point, by bilinear interpolation; nan outside.
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

export function axisValues([low, high], count) {
  return Float64Array.from({ length: count }, (_, k) => low + ((high - low) * k) / (count - 1));
}

export function rows(values, count) {
  return Array.from({ length: count }, (_, j) => values.subarray(j * count, (j + 1) * count));
}

// Column-major 4 x 4 matrices, as WebGL has them.
export function multiply(a, b) {
  const out = new Float64Array(16);
  for (let c = 0; c < 4; c += 1) {
    for (let r = 0; r < 4; r += 1) {
      for (let k = 0; k < 4; k += 1) out[4 * c + r] += a[4 * k + r] * b[4 * c + k];
    }
  }
  return out;
}

// The solution of m v = b by elimination with pivoting; m is column-major.
export function solve(m, b) {
  const rows = [0, 1, 2, 3].map((r) => [m[r], m[4 + r], m[8 + r], m[12 + r], b[r]]);
  for (let c = 0; c < 4; c += 1) {
    let pivot = c;
    for (let r = c + 1; r < 4; r += 1) if (Math.abs(rows[r][c]) > Math.abs(rows[pivot][c])) pivot = r;
    [rows[c], rows[pivot]] = [rows[pivot], rows[c]];
    for (let r = 0; r < 4; r += 1) {
      if (r === c) continue;
      const factor = rows[r][c] / rows[c][c];
      for (let k = c; k < 5; k += 1) rows[r][k] -= factor * rows[c][k];
    }
  }
  return rows.map((row, k) => row[4] / row[k]);
}
