// The block of bytes that browser/blob.py writes: its header, with typed arrays in it.

const NO_LEVEL = 65535;

/** @typedef {{ at: number, count: number, type: "f4" | "f8" | "u2", low?: number, step?: number }} Entry */

/**
 * @param {Uint8Array} bytes
 * @returns {any} the header; what is in it, its reader says
 */
export function unpack(bytes) {
  const buffer = /** @type {ArrayBuffer} */ (bytes.slice().buffer); // aligned, and ours to keep
  const length = new DataView(buffer).getUint32(0, true);
  const text = new TextDecoder().decode(new Uint8Array(buffer, 4, length));
  return JSON.parse(text, (_, value) => (isEntry(value) ? arrayOf(value, buffer, 4 + length) : value));
}

/**
 * @param {any} value
 * @returns {value is Entry}
 */
function isEntry(value) {
  return typeof value?.at === "number" && typeof value.count === "number";
}

/**
 * @param {Entry} entry
 * @param {ArrayBuffer} buffer
 * @param {number} first where the arrays begin
 */
function arrayOf({ at, count, type, low = 0, step = 1 }, buffer, first) {
  if (type === "f8") return new Float64Array(buffer, first + at, count);
  if (type === "f4") return new Float32Array(buffer, first + at, count);
  const levels = new Uint16Array(buffer, first + at, count);
  return Float32Array.from(levels, (level) => (level === NO_LEVEL ? NaN : low + step * level));
}
