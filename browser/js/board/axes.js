// The frame of a pane: a landscape fills it at equal scales; a chart has room for its axes.
import { drawWords } from "../draw/axes.js";
import { fitted, makeFrame } from "../draw/frame.js";
import { evenTicks, logTicks } from "../draw/ticks.js";
import { formatShort } from "../page/format.js";

const LEAST = 1e-300; // under which there is no logarithm
const SMALL = 0.82; // of the font, for what stands at an axis
const RIGHT = 0.9; // of the font: the room right of a chart
const LETTER = 0.54; // of that: a letter's usual width
const MOST_LEFT = 0.42; // of a picture, for the names at its upright axis
const UPRIGHT = 0.9; // of the font: the room for what an upright axis counts

/** @typedef {import("../draw/frame.js").Axes} Axes */
/** @typedef {import("../draw/frame.js").Box} Box */
/** @typedef {import("./types.js").Axis} Axis */
/**
 * A frame in the pane's own units; `around` gives the pixels of a range of x about a place.
 *
 * @typedef {Omit<ReturnType<typeof makeFrame>, "window"> & {
 *   window: Axes, isChart: boolean, around: (place: number, width: number) => [number, number],
 *   flags: Map<import("./shapes.js").Shape, import("./shapes.js").Flag>,
 * }} PaneFrame with where the names of upright lines stand
 */

/**
 * @param {Box} box
 * @param {Axes} window
 * @returns {PaneFrame}
 */
export function groundFrame(box, window) {
  const frame = makeFrame(box, fitted(window, box));
  const around = rangeAbout(frame.x, false);
  return { ...frame, isChart: false, around, flags: new Map() };
}

/**
 * @param {Box} box
 * @param {Axes} window in the axes' own units
 * @param {[Axis, Axis]} axes
 * @param {number} fontSize
 * @returns {PaneFrame}
 */
export function chartFrame(box, window, axes, fontSize) {
  const margin = {
    left: leftOf(axes[1], fontSize, box.width),
    right: fontSize * RIGHT,
    top: fontSize * 0.6,
    bottom: fontSize * 2.6,
  };
  const inner = {
    left: margin.left,
    top: margin.top,
    width: Math.max(box.width - margin.left - margin.right, 1),
    height: Math.max(box.height - margin.top - margin.bottom, 1),
  };
  const [alongX, alongY] = axes.map(({ log }) => (log ? logarithm : same));
  const [backX, backY] = axes.map(({ log }) => (log ? power : same));
  const frame = makeFrame(inner, [
    [alongX(window[0][0]), alongX(window[0][1])],
    [alongY(window[1][0]), alongY(window[1][1])],
  ]);
  const x = (/** @type {number} */ v) => frame.x(alongX(v));
  return {
    ...frame,
    window,
    isChart: true,
    x,
    y: (v) => frame.y(alongY(v)),
    toX: (px) => backX(frame.toX(px)),
    toY: (py) => backY(frame.toY(py)),
    around: rangeAbout(x, axes[0].log),
    flags: new Map(),
  };
}

/**
 * The room for what stands at an upright axis: numbers, or names of their own length, and its label.
 *
 * @param {Axis} axis
 * @param {number} fontSize
 * @param {number} width
 */
export function leftOf({ label, ticks }, fontSize, width) {
  const longest = Math.max(0, ...ticks.map(([, words]) => words.length));
  const beside = label ? fontSize * UPRIGHT : 0;
  return Math.min(Math.max(fontSize * 3.4, longest * fontSize * SMALL * LETTER + 12) + beside, width * MOST_LEFT);
}

/**
 * @param {(v: number) => number} x
 * @param {boolean} log whether the width is in decades
 * @returns {PaneFrame["around"]}
 */
function rangeAbout(x, log) {
  return (place, width) => {
    const half = width / 2;
    return log ? [x(place * 10 ** -half), x(place * 10 ** half)] : [x(place - half), x(place + half)];
  };
}

/** @param {number} v */
const same = (v) => v;

/** @param {number} v */
const logarithm = (v) => Math.log10(Math.max(v, LEAST));

/** @param {number} v */
const power = (v) => 10 ** v;

/**
 * Numbers, thin lines and what the axes count.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {PaneFrame} frame
 * @param {[Axis, Axis]} axes
 * @param {import("../draw/theme.js").Theme} theme
 * @param {number} fontSize
 */
export function drawChartAxes(context, frame, axes, theme, fontSize) {
  const { left, top, width, height, window } = frame;
  const small = fontSize * SMALL;
  context.font = `${small}px ${theme.font}`;
  const plain = { halo: 0, colour: theme.text };
  for (const [place, words] of ticksOf(axes[1], window[1], height / (small * 2.6))) {
    const y = frame.y(place);
    drawGrid(context, theme, [left, y], [left + width, y]);
    drawWords(context, words, left - 6, y, theme, { ...plain, align: "right" });
  }
  const along = ticksOf(axes[0], window[0], width / (small * 5));
  const lower = areTooLong(context, frame, axes[0], along);
  along.forEach(([place, words], k) => {
    const x = frame.x(place);
    if (!axes[0].ticks.length) drawGrid(context, theme, [x, top], [x, top + height]);
    const row = lower && k % 2 ? 2.1 : 0.9;
    const within = left + width + fontSize * RIGHT - context.measureText(words).width / 2; // of the picture, whole
    drawWords(context, words, Math.min(x, within), top + height + small * row, theme, { ...plain, align: "center" });
  });
  const below = top + height + small * 2.2;
  drawWords(context, axes[0].label, left + width / 2, below, theme, { ...plain, align: "center" });
  if (axes[1].label) drawUpright(context, frame, axes[1].label, theme, small);
}

/**
 * What the upright axis counts, upwards along the left edge; smaller where there is no room.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {PaneFrame} frame
 * @param {string} label
 * @param {import("../draw/theme.js").Theme} theme
 * @param {number} small
 */
function drawUpright(context, { top, height }, label, theme, small) {
  const size = Math.min(small, (small * (height + small)) / context.measureText(label).width);
  context.save();
  context.translate(small * 0.65, top + height / 2);
  context.rotate(-Math.PI / 2);
  context.font = `${size}px ${theme.font}`;
  drawWords(context, label, 0, 0, theme, { halo: 0, align: "center" });
  context.restore();
}

/**
 * Whether names touch, so that every other one has to stand lower; where the axis has no label.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {PaneFrame} frame
 * @param {Axis} axis
 * @param {[number, string][]} ticks
 */
function areTooLong(context, frame, { ticks: own, label }, ticks) {
  if (!own.length || label) return false;
  const half = ticks.map(([, words]) => context.measureText(words).width / 2 + 3);
  return ticks.some(([place], k) => k > 0 && frame.x(place) - frame.x(ticks[k - 1][0]) < half[k] + half[k - 1]);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("../draw/theme.js").Theme} theme
 * @param {[number, number]} from
 * @param {[number, number]} to
 */
function drawGrid(context, theme, from, to) {
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.lineWidth = 1;
  context.strokeStyle = theme.border;
  context.stroke();
}

/**
 * Where there is hardly room a number alone would not say how much anything is: there are two at least.
 *
 * @param {Axis} axis
 * @param {[number, number]} range
 * @param {number} most
 * @returns {[number, string][]}
 */
export function ticksOf({ log, ticks }, [low, high], most) {
  if (ticks.length) return ticks.filter(([place]) => place >= low && place <= high);
  if (log) {
    const some = (/** @type {number} */ count) => logTicks([logarithm(low), logarithm(high)], count);
    const { tickvals, ticktext } = some(most).tickvals.length > 1 ? some(most) : some(2 * Math.max(most, 2));
    return tickvals.map((v, k) => [v, ticktext[k]]);
  }
  const least = (high - low) / Math.max(most, 2);
  const some = evenTicks(low, high, least);
  return (some.length > 1 ? some : evenTicks(low, high, least / 2)).map((v) => [v, formatShort(v)]);
}
