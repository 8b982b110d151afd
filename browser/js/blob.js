// The block of bytes that browser/packing.py writes, as an object with typed arrays.

import { heightOf } from "./draw/geometry.js";

const TYPES = { f4: Float32Array, f8: Float64Array, u2: Uint16Array };
const NO_LEVEL = 65535;

export function unpack(bytes) {
  const buffer = bytes.slice().buffer; // aligned, and ours to keep
  const length = new DataView(buffer).getUint32(0, true);
  const data = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  const array = ({ at, count, type }) => new TYPES[type](buffer, 4 + length + at, count);
  const { landscape } = data;
  const { low, step } = landscape.height;
  landscape.height = Float32Array.from(array(landscape.height), (level) =>
    level === NO_LEVEL ? NaN : low + step * level,
  );
  const arrays = (group) => {
    for (const name in group) if ("at" in group[name]) group[name] = array(group[name]);
  };
  data.runs.forEach((run, index) => {
    run.index = index;
    run.position = array(run.position);
    run.loss = array(run.loss);
    run.gradient = array(run.gradient);
    arrays(run.settings);
    arrays(run.overlays);
    run.last = lastFinite(run.position);
    run.height = Float64Array.from(run.loss, (f) => heightOf(landscape.scale, f));
  });
  if (data.numbers && !data.numbers.whole) {
    arrays(data.numbers.settings);
    arrays(data.numbers.state);
    data.numbers.gradient = array(data.numbers.gradient);
  }
  return data;
}

/**
 * The value of a setting at a step: what is in force for the move from there.
 *
 * @param {{ settings: Record<string, import("./types.js").SettingValues | undefined> }} run
 * @param {string} name
 * @param {number} step
 */
export function settingAt(run, name, step) {
  const values = run.settings[name];
  if (!values) return NaN;
  return "constant" in values ? values.constant : values[Math.min(step, values.length - 1)];
}

/**
 * @param {import("./types.js").Run} run
 * @param {number} step
 */
export function distanceAt(run, step) {
  if (!run.target) return NaN;
  return Math.hypot(run.position[2 * step] - run.target[0], run.position[2 * step + 1] - run.target[1]);
}

function lastFinite(position) {
  let k = position.length / 2 - 1;
  while (k > 0 && !Number.isFinite(position[2 * k] + position[2 * k + 1])) k -= 1;
  return k;
}
