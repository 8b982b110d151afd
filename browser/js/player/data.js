// What a player draws (browser/packing.py), with what follows from it.
import { unpack } from "../blob.js";
import { heightOf } from "../draw/scale.js";

/** @typedef {import("../types.js").Comparison} Comparison */
/** @typedef {import("../types.js").Run} Run */

/**
 * @param {Uint8Array} bytes
 * @returns {Comparison}
 */
export function readComparison(bytes) {
  /** @type {Comparison} */
  const data = unpack(bytes);
  data.runs.forEach((run, index) => {
    run.index = index;
    run.last = lastFinite(run.position);
    run.height = run.loss.map((f) => heightOf(data.landscape.scale, f));
  });
  return data;
}

/**
 * The value of a setting at a step: what is in force for the move from there.
 *
 * @param {{ settings: Record<string, import("../types.js").SettingValues | undefined> }} run
 * @param {string} name
 * @param {number} step
 */
export function settingAt(run, name, step) {
  const values = run.settings[name];
  return values ? valueAt(values, step) : NaN;
}

/**
 * @param {import("../types.js").SettingValues} values
 * @param {number} step
 */
export function valueAt(values, step) {
  return "constant" in values ? values.constant : values[Math.min(step, values.length - 1)];
}

/**
 * The last change of course up to a step, in words; empty: there is none.
 *
 * @param {Run} run
 * @param {number} step
 */
export function changeAt(run, step) {
  const made = run.changes.filter(([begin]) => begin <= step);
  return made.length ? changeInWords(made[made.length - 1]) : "";
}

/** @param {Run["changes"][number]} change */
export function changeInWords([step, words]) {
  return `from step ${step}: ${words}`;
}

/**
 * What its rate does in the move from a step, if its path is to show it.
 *
 * @param {Run} run
 * @param {number} step
 */
export function phaseAt({ phases }, step) {
  return phases?.find(([, , end]) => step < end)?.[0];
}

/**
 * @param {Run} run
 * @param {number} step
 */
export function distanceAt(run, step) {
  if (!run.target) return NaN;
  return Math.hypot(run.position[2 * step] - run.target[0], run.position[2 * step + 1] - run.target[1]);
}

/**
 * The last step whose position is a number.
 *
 * @param {Float64Array} position
 */
export function lastFinite(position) {
  let k = position.length / 2 - 1;
  while (k > 0 && !Number.isFinite(position[2 * k] + position[2 * k + 1])) k -= 1;
  return k;
}

/**
 * What the schedules of runs do, each kind of phase once.
 *
 * @param {Pick<import("../types.js").Run, "phases">[]} runs
 */
export function phaseKinds(runs) {
  return [...new Set(runs.flatMap(({ phases = [] }) => phases.map(([kind]) => kind)))];
}
