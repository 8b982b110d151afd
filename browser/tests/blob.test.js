import assert from "node:assert/strict";
import { test } from "node:test";
import { unpack } from "../js/blob.js";

/**
 * As browser/blob.py writes it.
 *
 * @param {unknown} header
 * @param {ArrayBufferView[]} arrays
 */
function packed(header, arrays) {
  let text = JSON.stringify(header);
  text += " ".repeat((8 - ((text.length + 4) % 8)) % 8);
  const length = new Uint8Array(Uint32Array.of(text.length).buffer);
  /** @type {Uint8Array[]} */
  const parts = [length, new TextEncoder().encode(text)];
  for (const { buffer, byteLength } of arrays) {
    parts.push(new Uint8Array(buffer), new Uint8Array((8 - (byteLength % 8)) % 8));
  }
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

test("arrays are found wherever they stand in the header", () => {
  const header = {
    exact: { at: 0, count: 2, type: "f8" },
    runs: [{ loss: { at: 16, count: 1, type: "f4" } }],
    heights: { at: 24, count: 3, type: "u2", low: -1, step: 0.5 },
  };
  const data = unpack(packed(header, [Float64Array.of(0.1, NaN), Float32Array.of(2.5), Uint16Array.of(0, 4, 65535)]));
  assert.deepEqual(data.exact, Float64Array.of(0.1, NaN));
  assert.deepEqual(data.runs[0].loss, Float32Array.of(2.5));
  assert.deepEqual(data.heights, Float32Array.of(-1, 1, NaN));
});

test("what only looks like an array stays as it is", () => {
  const header = { at: "x", count: 3, shape: { at: [1, 2] }, constant: { constant: 0.1 } };
  assert.deepEqual(unpack(packed(header, [])), header);
});

test("bytes need not lie where arrays may", () => {
  const inner = packed({ v: { at: 0, count: 1, type: "f8" } }, [Float64Array.of(7)]);
  const shifted = new Uint8Array(inner.length + 3);
  shifted.set(inner, 3);
  assert.deepEqual(unpack(shifted.subarray(3)).v, Float64Array.of(7));
});
