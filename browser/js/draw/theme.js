// Colours, dashes and fonts. A run's colour and dash follow from its place in the comparison.

// Okabe and Ito's colours; lighter on dark ground, with yellow only where it can be seen.
const ON_LIGHT = ["#d55e00", "#0072b2", "#009e73", "#cc79a7", "#a66f00", "#3a9bd9", "#000000", "#7d3c98"];
const ON_DARK = ["#f58a4b", "#5ab0f0", "#35c99a", "#e8a6cb", "#f0b030", "#9fd8f7", "#ffffff", "#f0e442"];

// Low ground is bright on paper and dark in ink, so that paths stand out on both.
const PAPER = ["#f7fbff", "#c8d9e6", "#6b8ba4"];
const INK = ["#05090f", "#0d1f33", "#1c3b55", "#3c6479"];

export const DASHES = [[], [8, 4], [2.5, 3.5], [10, 4, 2.5, 4], [16, 5], [5, 3, 1.5, 3], [1.5, 5], [12, 3, 5, 3]];

// What a schedule does, on light and on dark ground: in inks that no run has, dashed where the rate falls.
/** @type {Record<import("../types.js").PhaseKind, { inks: [string, string], dash: number[] }>} */
const PHASES = {
  "warm-up": { inks: ["#9a6200", "#ffc24d"], dash: [] },
  rise: { inks: ["#c2185b", "#ff9ab8"], dash: [] },
  fall: { inks: ["#00727f", "#5fd6e0"], dash: [10, 5] },
  annihilation: { inks: ["#5b2a86", "#cdb0f5"], dash: [4, 4] },
  hold: { inks: ["#4c6a1e", "#b9d97a"], dash: [] },
  restart: { inks: ["#3949ab", "#aab6fe"], dash: [10, 5] },
};

/** @typedef {ReturnType<typeof readTheme>} Theme */
/** @typedef {{ index: number, same: { run: number } | null }} PathRun */

/**
 * @param {Theme} theme
 * @param {number} index
 */
export function runStyle(theme, index) {
  return { colour: theme.runs[index % theme.runs.length], dash: DASHES[index % DASHES.length] };
}

/**
 * @param {unknown} role
 * @returns {role is import("../types.js").PhaseKind}
 */
export function isPhase(role) {
  return String(role) in PHASES;
}

/**
 * @param {Theme} theme
 * @param {import("../types.js").PhaseKind} kind
 */
export function phaseStyle(theme, kind) {
  const { inks, dash } = PHASES[kind];
  return { colour: inks[theme.dark ? 1 : 0], dash };
}

const DASH = 10; // pixels of each run, in turn, on a path that several take

/**
 * A run's line beside the runs that are shown. On a path that several take the first is drawn as
 * ever, and those on it in dashes of their own, without a halo, between which the others are seen;
 * its head grows by a ring for each head that lies on it.
 *
 * @param {Theme} theme
 * @param {PathRun} run
 * @param {PathRun[]} shown
 */
export function pathStyle(theme, run, shown) {
  const path = (/** @type {PathRun} */ { same, index }) => same?.run ?? index;
  const sharing = shown.filter((other) => path(other) === path(run));
  const place = sharing.indexOf(run);
  const style = { ...runStyle(theme, run.index), ring: 3 * (sharing.length - 1 - place) };
  if (place < 1) return style;
  return { ...style, dash: [DASH, DASH * (sharing.length - 1)], offset: -DASH * (place - 1), bare: true };
}

/**
 * In the order in which their paths are drawn: those that others take too last, so that no other
 * run that goes the same way for a while hides them all.
 *
 * @template {PathRun} T
 * @param {T[]} shown
 */
export function drawnInOrder(shown) {
  const shared = new Set(shown.flatMap(({ same, index }) => (same ? [same.run, index] : [])));
  const [alone, together] = [false, true].map((both) => shown.filter(({ index }) => shared.has(index) === both));
  return [...alone, ...together];
}

/** @param {Element} element */
export function readTheme(element) {
  const style = getComputedStyle(element);
  const value = (/** @type {string} */ name, /** @type {string} */ fallback) =>
    style.getPropertyValue(name).trim() || fallback;
  const background = value("--st-background-color", "#ffffff");
  const dark = luminance(channels(background)) < 0.2;
  const ramp = dark ? INK : PAPER;
  return {
    dark,
    background,
    text: value("--st-text-color", "#1b2733"),
    border: value("--st-border-color", dark ? "#33404d" : "#d5dde5"),
    font: value("--st-font", "system-ui, sans-serif"),
    accent: value("--st-primary-color", "#0b6aa2"),
    halo: dark ? "rgba(5, 9, 15, 0.75)" : "rgba(255, 255, 255, 0.8)",
    line: dark ? "rgba(160, 195, 215, 0.28)" : "rgba(40, 75, 100, 0.28)",
    runs: dark ? ON_DARK : ON_LIGHT,
    ramp: ramp.map((colour, k) => /** @type {[number, string]} */ ([k / (ramp.length - 1), colour])),
  };
}

// WCAG asks for a contrast of 4.5; with 5 it holds on the tinted ground of the notes too.
const READABLE = 5;
/** @type {Map<string, string>} */
const found = new Map();

/** @typedef {number[]} Channels red, green and blue from 0 to 255 */

/**
 * A line's colour for words: the same, or moved towards the colour of the text until it can be read.
 *
 * @param {string} colour
 * @param {{ background: string, text: string }} theme
 */
export function readable(colour, { background, text }) {
  const key = `${colour} ${background} ${text}`;
  const known = found.get(key) ?? readableOn(channels(colour), channels(background), channels(text));
  found.set(key, known);
  return known;
}

/**
 * @param {Channels} colour
 * @param {Channels} background
 * @param {Channels} text
 */
export function readableOn(colour, background, text) {
  for (let share = 0; share < 1; share += 0.02) {
    const mixed = colour.map((value, k) => Math.round(value + (text[k] - value) * share));
    if (contrast(mixed, background) >= READABLE) return `rgb(${mixed})`;
  }
  return `rgb(${text})`;
}

/**
 * The ratio that WCAG 2.2 defines, from 1 to 21.
 *
 * @param {Channels} one
 * @param {Channels} other
 */
export function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/**
 * WCAG's relative luminance: 0 for black, 1 for white.
 *
 * @param {Channels} colour
 */
function luminance(colour) {
  const [r, g, b] = colour.map((value) => {
    const v = value / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/**
 * Of a colour as CSS writes it, in whatever way a canvas understands.
 *
 * @param {string} colour
 * @returns {Channels}
 */
function channels(colour) {
  const canvas = document.createElement("canvas");
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
}

/**
 * The colour at a share of the ramp, mixed between its stops.
 *
 * @param {[number, string][]} ramp
 * @param {number} share
 */
export function shade(ramp, share) {
  const t = Math.max(0, Math.min(1, share)) * (ramp.length - 1);
  const k = Math.min(Math.floor(t), ramp.length - 2);
  const channel = (/** @type {string} */ colour, /** @type {number} */ at) => parseInt(colour.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) => {
    const [a, b] = [channel(ramp[k][1], at), channel(ramp[k + 1][1], at)];
    return Math.round(a + (b - a) * (t - k));
  });
  return `rgb(${mixed})`;
}
