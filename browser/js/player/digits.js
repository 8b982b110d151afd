// How many digits of a number the numbers panel gives.

import { formatNumber, formatShort } from "../page/format.js";

export const SHOWN = 3;
export const COPIED = 9; // enough to check the sums
export const EXACT = 12; // what was chosen stands as it is

/**
 * @param {number} value
 * @param {number} digits
 */
export function shown(value, digits) {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "\u2212∞";
  return digits === SHOWN ? formatNumber(value) : formatShort(value, digits);
}
