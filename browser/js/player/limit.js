// The largest stable rate of each step (comparison/limits.py), on the charts of rates and shares: a
// thin line, with ticks on the side where a rate is too large.

import { clipTo, freshContext, makeCanvas } from "../draw/canvas.js";
import { fencePath } from "../draw/fence.js";
import { runStyle } from "../draw/theme.js";
import { formatShort } from "../page/format.js";
import { settingAt, valueAt } from "./data.js";

const ROOM = 1.5; // how far limits may stretch an axis beyond its rates, in its own length,
const TIMES = 10; // where rates are flat as many times the highest,
const DECADES = 1.5; // and on a logarithmic axis so many decades
const FLAT = 0.25; // the share of an axis' height below which its rates are flat
const MARGIN = 0.04;
const BETWEEN = 11; // pixels from tick to tick, for each second run more
const SHIFT = 5; // by which those of the next run stand beside them
const FAINT = [0.85, 0.6]; // how strong a line is: one alone, one of many

export const LIMIT =
  "The limit is the largest learning rate that is stable where the move begins, were all else to stay as it is there.";
const UNKNOWN = "Of these rules, or of what their steps see of the landscape, no limit is known.";

/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Pair} Pair */
/** @typedef {import("../draw/frame.js").Box & { x: (k: number) => number, y: (v: number) => number }} Frame */
/** @typedef {{ values: Float64Array, colour: string, shift: number }} Fence */

/**
 * NaN where none is known, Infinity where no rate is too large.
 *
 * @param {Run} run
 * @param {number} step
 */
export function limitAt(run, step) {
  return run.limit ? valueAt(run.limit, step) : NaN;
}

/**
 * @param {Run} run
 * @param {number} step
 */
export function shareAt(run, step) {
  const limit = limitAt(run, step);
  return limit < Infinity ? settingAt(run, "lr", step) / limit : NaN;
}

/**
 * A rate in words, beside its limit where one is known.
 *
 * @param {Run} run
 * @param {number} step
 */
export function rateInWords(run, step) {
  const rate = formatShort(settingAt(run, "lr", step));
  const limit = limitAt(run, step);
  if (Number.isNaN(limit)) return rate;
  return `${rate} · ${limit < Infinity ? `limit ${formatShort(limit)}` : "no limit"}`;
}

/**
 * A share in words, with the rate and its limit.
 *
 * @param {Run} run
 * @param {number} step
 */
export function shareInWords(run, step) {
  const [rate, limit] = [settingAt(run, "lr", step), limitAt(run, step)];
  if (Number.isNaN(limit)) return "no limit known";
  if (limit === Infinity) return `${formatShort(rate)} · no limit`;
  return `${formatShort(rate / limit)} · ${formatShort(rate)} of ${formatShort(limit)}`;
}

/**
 * The range of an axis of rates, with room for the limits that are not too far away: a limit far
 * above must not press the rates together.
 *
 * @param {Pair} range of the rates, in decades on a logarithmic axis
 * @param {number[]} limits in the same unit
 * @param {boolean} log
 * @returns {Pair}
 */
export function roomFor([low, high], limits, log) {
  const far = log ? DECADES : high - low < FLAT * Math.abs(high) ? (TIMES - 1) * high : ROOM * (high - low);
  const near = limits.filter((limit) => limit > low - far && limit < high + far);
  if (!near.length) return [low, high];
  const [least, most] = [minimum(near), maximum(near)];
  const margin = MARGIN * (Math.max(most, high) - Math.min(least, low));
  return [Math.min(low, least - margin), Math.max(high, most + margin)];
}

export class Limits {
  /** @param {import("./curves.js").CurvePanel} panel */
  constructor(panel) {
    this.panel = panel;
    this.canvas = makeCanvas(panel.element, "still");
    this.key = document.createElement("span");
    this.key.className = "dl-limit-key";
    this.key.hidden = true;
    panel.element.append(this.key);
    /** @type {Fence[]} */
    this.fences = [];
  }

  /**
   * What is to be drawn with this curve, and the range that it needs.
   *
   * @param {Pair} range
   * @param {{ limit?: "own" | "one", log: boolean }} curve
   * @returns {Pair}
   */
  prepare(range, { limit, log }) {
    this.fences = limit ? this.those(limit) : [];
    const unit = (/** @type {number} */ v) => (log ? Math.log10(v) : v);
    const all = this.fences.flatMap(({ values }) => [...values].filter(Number.isFinite).map(unit));
    let wide = range;
    if (limit === "one" && all.length) wide = spanning(range, unit(1));
    else if (all.length) wide = roomFor(range, all, log);
    this.write(limit, all, wide);
    return wide;
  }

  /** @param {"own" | "one"} limit */
  those(limit) {
    const { host } = this.panel;
    const { data, theme } = host;
    const runs = host.visibleRuns().filter((run) => run.limit);
    if (limit === "one") {
      const values = new Float64Array(data.steps).fill(1);
      return runs.length ? [{ values, colour: theme.text, shift: 0 }] : [];
    }
    return runs.map((run, place) => ({
      values: Float64Array.from({ length: Math.min(run.last + 1, data.steps) }, (_, k) => limitAt(run, k)),
      colour: runStyle(theme, run.index).colour,
      shift: SHIFT * place,
    }));
  }

  /**
   * What the line is, or where it lies if that is out of sight.
   *
   * @param {"own" | "one" | undefined} limit
   * @param {number[]} all
   * @param {Pair} range
   */
  write(limit, all, [low, high]) {
    const known = all.length > 0;
    const missed = limit === "one" && this.panel.host.visibleRuns().every((run) => run.limit === null);
    const seen = all.some((v) => low <= v && v <= high);
    const where = maximum(all) < low ? "limit below" : minimum(all) > high ? "limit above" : "limits out of sight";
    this.key.hidden = !(known || missed);
    this.key.classList.toggle("dl-seen", seen);
    this.key.textContent = seen ? "limit" : known ? where : "no limit known";
    this.key.title = known ? LIMIT : UNKNOWN;
  }

  /** @param {Frame} frame */
  draw(frame) {
    const { plot } = this.panel;
    const context = freshContext(this.canvas, plot.clientWidth, plot.clientHeight);
    clipTo(context, frame);
    const few = this.fences.length < 3;
    context.globalAlpha = few ? FAINT[0] : FAINT[1];
    const between = BETWEEN * Math.max(1, this.fences.length / 2);
    for (const fence of this.fences) drawFence(context, frame, fence, between);
    context.restore();
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Frame} frame
 * @param {Fence} fence
 * @param {number} between pixels from tick to tick
 */
function drawFence(context, frame, { values, colour, shift }, between) {
  const pixels = new Float64Array(2 * values.length);
  values.forEach((value, k) => {
    pixels[2 * k] = frame.x(k);
    pixels[2 * k + 1] = frame.y(value);
  });
  context.strokeStyle = colour;
  context.lineWidth = 1.1;
  context.stroke(fencePath(pixels, between, shift));
}

/**
 * @param {Pair} range
 * @param {number} value
 * @returns {Pair}
 */
function spanning([low, high], value) {
  const [least, most] = [Math.min(low, value), Math.max(high, value)];
  const margin = MARGIN * (most - least);
  return [Math.min(low, value - margin), Math.max(high, value + margin)];
}

/** @param {number[]} values */
function minimum(values) {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}

/** @param {number[]} values */
function maximum(values) {
  return values.reduce((a, b) => Math.max(a, b), -Infinity);
}
