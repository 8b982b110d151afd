// The two panels under the maps: the loss, and one curve of the reader's choice, against the step.

import { clipTo, freshContext, makeCanvas } from "../draw/canvas.js";
import { linePath, makeLine, strokePath } from "../draw/lines.js";
import { drawHead, drawKinks } from "../draw/marks.js";
import { drawnInOrder, pathStyle, runStyle } from "../draw/theme.js";
import { logTicks } from "../draw/ticks.js";
import { distanceAt, settingAt } from "./data.js";
import { drawPlot } from "./draw.js";
import { Limits, rateInWords, shareAt, shareInWords } from "./limit.js";
import { Pointing } from "./pointing.js";

// A logarithmic axis shows so many decades below the largest value, less if no value lies there. A
// run that reaches 0 exactly, or its rounding, would else press all others flat against the top.
const DECADES = 12;
const TICK_ROOM = 17; // pixels from one label to the next
const FLAT = 0.01; // decades around what hardly changes: a few percent, so that ticks have few digits
const FADED = 0.15; // of a line that is not known while a hand moves
const APART = 20; // rates this far apart: on a linear axis the smaller would lie flat on zero

/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../types.js").Pair} Pair */
/**
 * @typedef {object} Values
 * @property {(run: Run, step: number) => number} value
 * @property {boolean} [move] whether it belongs to a move: one fewer than positions
 * @property {boolean} [setting] drawn whole even if the run diverges
 * @property {(run: Run, step: number) => string} [words] what is said of a step in place of its number
 * @property {number} [decades] that a logarithmic axis shows at most
 * @property {"own" | "one"} [limit] each run's limit is drawn, or that of all shares
 */
/** @typedef {Values & { label: string, positive: boolean, log: boolean }} Curve as it is drawn now */
/** @typedef {"lr" | "share" | "distance" | "gradient" | "momentum" | "step"} Chosen */

/**
 * What is positive can have a logarithmic axis; log(runs): whether it has unless the reader chooses.
 *
 * @type {Record<Chosen, Values & { label: string, log?: (runs: Run[]) => boolean }>}
 */
export const CURVES = {
  lr: {
    label: "Learning rate",
    value: (run, k) => settingAt(run, "lr", k),
    move: true,
    setting: true,
    log: ratesApart,
    words: rateInWords,
    limit: "own",
  },
  share: {
    label: "Share of the limit",
    value: shareAt,
    move: true,
    log: (runs) => areApart([...peaks(runs, CURVES.share), 1]),
    decades: 4, // a schedule that ends at nothing would press the rest together
    words: shareInWords,
    limit: "one",
  },
  distance: { label: "Distance to the minimum", value: distanceAt, log: () => true },
  gradient: { label: "Gradient norm", value: (run, k) => run.gradient[k], move: true, log: () => true },
  momentum: {
    label: "Momentum (β₁)",
    value: momentumAt,
    move: true,
    setting: true,
  },
  step: { label: "Step length", value: stepLength, move: true, log: () => true },
};

/** @param {Run[]} runs */
function ratesApart(runs) {
  return areApart(peaks(runs, CURVES.lr));
}

/** @param {number[]} values */
function areApart(values) {
  const least = Math.min(...values);
  return least > 0 && Math.max(...values) > APART * least;
}

/**
 * @param {Run} run
 * @param {number} k
 */
function momentumAt(run, k) {
  const momentum = settingAt(run, "momentum", k);
  return Number.isNaN(momentum) ? settingAt(run, "beta1", k) : momentum;
}

/**
 * The largest value of each run that has one.
 *
 * @param {Run[]} runs
 * @param {Values} curve
 */
function peaks(runs, curve) {
  const values = runs.map((run) => series(run, curve).filter(Number.isFinite));
  return values.filter(({ length }) => length).map((own) => own.reduce((a, b) => Math.max(a, b), 0));
}

/**
 * @param {Run} run
 * @param {number} k
 */
function stepLength(run, k) {
  const p = run.position;
  return Math.hypot(p[2 * k + 2] - p[2 * k], p[2 * k + 3] - p[2 * k + 1]);
}

/**
 * The loss: above the least value on a logarithmic axis where that is known and no run passed below
 * it (outside the domain some landscapes are lower), else as it is.
 *
 * @param {import("../types.js").Landscape} landscape
 * @param {boolean} [own] the reader's choice of the axis
 * @returns {Curve}
 */
export function lossCurve({ scale, passed }, own) {
  if (scale.kind === "signed" || passed || own === false) {
    return { label: "Loss", value: (run, k) => run.loss[k], positive: scale.kind === "log" && !passed, log: false };
  }
  const label = scale.lowest === 0 ? "Loss" : "Loss above the minimum";
  return { label, value: (run, k) => run.loss[k] - scale.lowest, positive: true, log: true };
}

export class CurvePanel {
  /**
   * @param {import("../types.js").Host} host
   * @param {HTMLElement} element
   * @param {"loss_axis" | "curve_axis"} axis whose scale the reader may choose: that of the loss, or
   *   of the curve that is chosen
   */
  constructor(host, element, axis) {
    this.host = host;
    this.element = element;
    this.axis = axis;
    /** @type {Float64Array[]} */
    this.series = []; // of each run
    /** @type {import("../draw/lines.js").Line[] | null} */
    this.lines = null; // as they lie now
    /** @type {import("../types.js").Comparison | null} */
    this.made = null; // the data they are of
    this.plot = /** @type {import("./plotly.js").Plot} */ (document.createElement("div"));
    this.plot.className = "dl-plot";
    element.append(this.plot);
    this.limits = new Limits(this);
    this.moving = makeCanvas(element, "moving");
    this.pointing = new Pointing(this);
  }

  /** @returns {Curve} */
  get curve() {
    const { looks, data } = this.host;
    const own = looks[this.axis] === "auto" ? undefined : looks[this.axis] === "log";
    if (this.axis === "loss_axis") return lossCurve(data.landscape, own);
    const curve = CURVES[looks.curve];
    const log = own ?? curve.log?.(this.host.visibleRuns()) ?? false;
    return { ...curve, positive: Boolean(curve.log), log };
  }

  toggleLog() {
    this.host.look({ [this.axis]: this.curve.log ? "linear" : "log" });
    this.draw();
  }

  async draw() {
    const { data, theme, Plotly } = this.host;
    const { width, height } = this.element.getBoundingClientRect();
    if (!width) return;
    const { curve } = this;
    this.series = data.runs.map((run) => series(run, curve));
    const range = this.limits.prepare(rangeOf(this.host.visibleRuns(), this.series, curve), curve);
    const edge = curve.log ? 10 ** range[0] : -Infinity;
    this.series = this.series.map((values) => values.map((v) => Math.max(v, edge)));
    const traces = this.host.visibleRuns().map((run) => ({
      type: "scatter",
      mode: "lines",
      x: Array.from(this.series[run.index], (_, k) => k),
      y: this.series[run.index],
      name: run.label,
      line: { color: runStyle(theme, run.index).colour, width: 1.2 },
      opacity: 0.35,
      hoverinfo: "skip",
    }));
    const there = await drawPlot(Plotly, this.plot, traces, this.layout(range, curve.log, width, height), {
      displayModeBar: false,
      doubleClick: false,
      responsive: false,
      staticPlot: true,
    });
    if (!there) return;
    this.lines = null;
    this.made = data;
    const frame = this.frame();
    if (frame) this.limits.draw(frame);
    this.render();
  }

  /**
   * @param {Pair} range
   * @param {boolean} log
   * @param {number} width
   * @param {number} height
   */
  layout(range, log, width, height) {
    const { data, theme } = this.host;
    const axis = {
      color: theme.text,
      gridcolor: theme.border,
      zeroline: false,
      tickfont: { size: 11 },
      exponentformat: "e",
    };
    const room = { ticks: "outside", ticklen: 6, tickcolor: "rgba(0,0,0,0)" }; // for the dots on the axis
    const margin = { l: 52, r: 12, t: 32, b: 24 };
    const most = Math.floor((height - margin.t - margin.b) / TICK_ROOM);
    return {
      width,
      height,
      margin,
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: theme.font, color: theme.text },
      showlegend: false,
      xaxis: { ...axis, range: [0, data.steps], nticks: 7 },
      yaxis: {
        ...axis,
        ...room,
        range,
        ...(log ? { type: "log", ...logTicks(range, most) } : { type: "linear", nticks: 5 }),
      },
    };
  }

  /** Other data on the axes that are there: what a hand makes of the picture. */
  follow() {
    const { data } = this.host;
    const { curve } = this;
    const { yaxis } = this.plot._fullLayout ?? {};
    if (!yaxis) return;
    const edge = yaxis.type === "log" ? 10 ** yaxis.range[0] : -Infinity;
    this.series = data.runs.map((run) => series(run, curve).map((v) => Math.max(v, edge)));
    this.lines = null;
    this.made = data;
  }

  frame() {
    const { xaxis, yaxis } = this.plot._fullLayout ?? {};
    if (!xaxis || !yaxis) return null;
    const [left, top, width, height] = [xaxis._offset, yaxis._offset, xaxis._length, yaxis._length];
    const [y0, y1] = yaxis.range;
    const log = yaxis.type === "log";
    return {
      left,
      top,
      width,
      height,
      x: (/** @type {number} */ k) => left + (k / this.host.data.steps) * width,
      y: (/** @type {number} */ v) => top + ((y1 - (log ? Math.log10(v) : v)) / (y1 - y0)) * height,
    };
  }

  render() {
    const frame = this.frame();
    if (!frame) return;
    const { theme, t } = this.host;
    this.lines ??= this.series.map((values) => {
      const pixels = new Float64Array(2 * values.length);
      values.forEach((v, k) => {
        pixels[2 * k] = frame.x(k);
        pixels[2 * k + 1] = frame.y(v);
      });
      return makeLine(pixels);
    });
    const context = freshContext(this.moving, this.plot.clientWidth, this.plot.clientHeight);
    context.fillStyle = theme.text;
    context.globalAlpha = 0.45;
    context.fillRect(frame.x(t) - 0.5, frame.top, 1, frame.height);
    context.globalAlpha = 1;
    clipTo(context, { left: frame.left - 6, top: frame.top - 6, width: frame.width + 12, height: frame.height + 12 });
    const shown = this.host.visibleRuns();
    if (this.host.data.live !== undefined) {
      for (const run of shown) {
        if (run.fades !== "path" && t >= this.series[run.index].length - 1) continue; // all of it is on top
        const line = this.lines[run.index];
        const pen = { width: 1.2, alpha: run.fades === "path" ? FADED : 0.35, halo: 0 };
        const whole = linePath(line, 0, this.series[run.index].length - 1);
        strokePath(context, whole, runStyle(theme, run.index), theme, pen);
      }
    }
    const runs = shown.filter(({ fades }) => fades !== "path");
    for (const run of drawnInOrder(runs)) {
      const to = Math.min(t, this.series[run.index].length - 1);
      strokePath(context, linePath(this.lines[run.index], 0, to), pathStyle(theme, run, runs), theme, { width: 2 });
    }
    for (const run of runs) {
      drawKinks(context, this.lines[run.index], run, pathStyle(theme, run, runs), theme);
    }
    for (const run of runs) {
      const k = Math.min(t, this.series[run.index].length - 1);
      const { pixels } = this.lines[run.index];
      drawHead(context, pixels[2 * k], pixels[2 * k + 1], pathStyle(theme, run, runs), theme, 3.6);
    }
    context.restore();
    this.pointing.show();
  }

  destroy() {
    this.host.Plotly?.purge(this.plot);
  }
}

/**
 * @param {Run} run
 * @param {Values} curve
 */
export function series(run, curve) {
  const count = curve.move ? Math.min(run.last + 1, run.position.length / 2 - 1) : run.last + 1;
  return Float64Array.from({ length: count }, (_, k) => curve.value(run, k));
}

/**
 * What the axis spans. A run that diverged leaves through the top instead of flattening others; on a
 * logarithmic axis 0 lies on the lower edge, a decade below everything else.
 *
 * @param {Run[]} runs that are shown
 * @param {Float64Array[]} values of every run
 * @param {{ log: boolean, setting?: boolean, decades?: number }} curve
 * @returns {Pair}
 */
export function rangeOf(runs, values, { log, setting, decades = DECADES }) {
  const stays = (/** @type {Run} */ run) => run.outcome.kind !== "diverged";
  const whole = setting || !runs.some(stays);
  const parts = runs.map((run) => values[run.index].subarray(0, whole || stays(run) ? undefined : 1));
  const drawn = parts.flatMap((part) => [...part]).filter(Number.isFinite);
  const heights = log ? drawn.filter((v) => v > 0).map(Math.log10) : drawn;
  if (!heights.length) return [0, 1];
  const high = heights.reduce((a, b) => Math.max(a, b));
  let low = heights.reduce((a, b) => Math.min(a, b));
  if (!log) {
    const margin = 0.06 * (high - low) || Math.abs(high) * 0.1 || 1;
    return [low - margin, high + margin];
  }
  if (heights.length < drawn.length) low -= 1;
  low = Math.max(low, high - decades);
  const margin = Math.max(0.06 * (high - low), FLAT);
  return [low - margin, high + margin];
}
