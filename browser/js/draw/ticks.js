// Where an axis has its numbers.
import { formatShort } from "../page/format.js";
import { lossOf } from "./scale.js";

/** @typedef {[number, number]} Range */

/**
 * Multiples of 1, 2 or 5 times a power of ten that are at least so far apart.
 *
 * @param {number} low
 * @param {number} high
 * @param {number} least
 */
export function evenTicks(low, high, least) {
  const step = roundStep(least);
  const first = Math.ceil(low / step);
  const count = Math.max(0, Math.floor(high / step) - first + 1);
  return Array.from({ length: count }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}

/** @param {number} least */
function roundStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  const digit = [1, 2, 5].find((n) => n * power >= least) ?? 10;
  return digit * power;
}

/**
 * Ticks for a logarithmic axis from 10 ** low to 10 ** high, so far apart that `most` would fill it:
 * powers of ten and round parts of them or, where that gives more, even steps.
 *
 * @param {Range} range
 * @param {number} most
 */
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

/**
 * @param {number} bottom
 * @param {number} top
 * @param {number} room
 */
function decadeTicks(bottom, top, room) {
  const parts = room <= Math.log10(2) ? [1, 2, 5] : room <= Math.log10(3) ? [1, 3] : [1];
  const stride = [1, 2, 3, 5, 10, 20, 50].find((n) => n >= room) ?? 100;
  const values = [];
  for (let e = Math.floor(Math.log10(bottom) / stride) * stride; 10 ** e <= top; e += stride) {
    values.push(...parts.map((part) => part * 10 ** e));
  }
  return values.filter((v) => v >= bottom && v <= top);
}

/**
 * Values evenly spaced on the drawn scale, each rounded to a digit.
 *
 * @param {import("./scale.js").Scale} scale
 * @param {Range} range of heights
 * @param {number} count
 */
export function heightTicks(scale, [low, high], count) {
  const base = scale.kind === "log" ? scale.lowest : 0;
  const values = Array.from({ length: count }, (_, k) => {
    const f = lossOf(scale, low + ((k + 0.5) / count) * (high - low));
    const step = 10 ** Math.floor(Math.log10(Math.abs(f - base) || 1));
    return Number((base + Math.round((f - base) / step) * step).toPrecision(3));
  });
  return [...new Set(values)];
}
