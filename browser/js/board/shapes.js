// The shapes of a lesson (pictures/shape.py), in the colour, dash and width of their role.
import { drawWords } from "../draw/axes.js";
import { fencePath } from "../draw/fence.js";
import { drawArrow, strokePath } from "../draw/lines.js";
import { drawHead, drawMarker, drawRing } from "../draw/marks.js";
import { between, pathUpTo } from "../draw/motion.js";
import { isPhase, phaseStyle, readable, runStyle } from "../draw/theme.js";

/** @typedef {import("../draw/frame.js").Pair} Pair */
/** @typedef {import("../draw/theme.js").Theme} Theme */
/** @typedef {import("./types.js").Role} Role */
/** @typedef {ReturnType<typeof roleStyle>} RoleStyle */
/** @typedef {{ role: Role, label?: string, order?: number }} Any what all shapes have */
/** @typedef {{ at: Pair | null, draw: (ring: number) => void }} Head a trail's end, where it has a mark and has left its start, and its label */
/** @typedef {{ every?: number, steps?: number }} Following of what follows the playhead */
/** @typedef {Any & { kind: "arrow", foot: Pair, tip: Pair, shrinks_from?: Pair | null }} Arrow */
/** @typedef {Any & { kind: "dot", at: Pair, left?: boolean }} Dot */
/** @typedef {Any & { kind: "diamond", at: Pair }} Diamond */
/** @typedef {Any & { kind: "cloud", points: Float32Array, lit?: number | null }} Cloud */
/** @typedef {Any & { kind: "line", axis: "x" | "y", at: number, along?: number }} Line */
/** @typedef {Any & Following & { kind: "trail", points: Float32Array, dots?: boolean, thin?: boolean, parts?: [step: number, role: Role][] }} Trail */
/** @typedef {Any & { kind: "fence", points: Float32Array }} Fence */
/** @typedef {Any & { kind: "band", x: Float32Array, low: Float32Array, high: Float32Array }} Band */
/** @typedef {Any & { kind: "bars", names: string[], values: number[], scale: number }} Bars */
/** @typedef {Any & { kind: "columns", x: number[], heights: number[], width: number, base?: number | number[], shades?: number[] }} Columns */
/** @typedef {Any & Following & { kind: "fit", points: Pair[], lines: Float32Array, lit?: number[] }} Fit */
/** @typedef {Any & { kind: "span", x: Pair }} Span */
/** @typedef {Any & { kind: "cells", words: string[][], shades: number[][], lit?: Pair | null }} Cells */
/** @typedef {Any & { kind: "bystep", looks: Look[], steps: number[][], at: Float32Array }} ByStep */
/** @typedef {Any & { kind: "arrow" | "dot" | "diamond", places: string[] }} Look a shape but for its points */
/** @typedef {Arrow | Dot | Diamond | Cloud | Line | Trail | Fence | Band | Bars | Columns | Fit | Span | Cells | ByStep} Shape */
/** @typedef {{ at: number, from: number, to: number, row: number }} Flag the name of an upright line, in pixels */
/**
 * How far the board is: how much of a shape has grown, at which step the playhead stands, and
 * whether what comes after it may be seen, or is known before the run, as a schedule is; the slope
 * and intercept of the line that is pointed at.
 *
 * @typedef {object} Progress
 * @property {(shape: Shape) => number} grown
 * @property {number} t
 * @property {boolean} ahead
 * @property {boolean} [known]
 * @property {Pair | null} [hovered]
 */
/**
 * What a shape is drawn with.
 *
 * @typedef {object} Pen
 * @property {CanvasRenderingContext2D} context
 * @property {import("./axes.js").PaneFrame} frame
 * @property {RoleStyle} style
 * @property {Theme} theme
 * @property {number} fontSize
 */

// For each role besides the runs: a colour of the theme's runs or its text, dash, width of an arrow's shaft.
/** @type {Record<string, { colour: number | "text", dash: number[], width: number, alpha?: number, strong?: string[] }>} */
const ROLES = {
  theta: { colour: "text", dash: [], width: 4 },
  velocity: { colour: 4, dash: [12, 6], width: 4.5 },
  correction: { colour: 3, dash: [], width: 4.5, strong: ["#b03a7d", "#f0a8d8"] },
  brake: { colour: 7, dash: [], width: 6, strong: ["#5b2a86", "#f0e442"] },
  ghost: { colour: "text", dash: [2, 6], width: 3, alpha: 0.65 },
  other: { colour: "text", dash: [5, 4], width: 3 },
};
const HALO = 3; // pixels
const DOT = 6; // pixels: the radius of a step's dot
const LEAST_DOT = 1.5; // and where steps are crowded
const BETWEEN = 16; // pixels from tick to tick of a limit
const UNPLAYED = 0.3; // of a path that the playhead has not come to
const SHADE = 0.13; // of a phase
const RIM = 10; // pixels from the middle of a dot to its rim, at most
const GAP = 6; // pixels between a line and its name
const LETTER = 0.58; // of the font: a digit's width
const [WEAKEST, STRONGEST] = [0.06, 0.6]; // of a cell
const CLOSE = 4; // pixels between heads that begin to be at one place
const RING = 3; // pixels that the lower of two heads is wider
const WIDEST = 9; // and the lowest of many
const FADING = 4; // earlier lines of a fit that are still seen

/**
 * @param {Theme} theme
 * @param {Role} role a run's, as a text where it stands in a sentence
 */
export function roleStyle(theme, role) {
  const place = Number(role);
  if (Number.isInteger(place)) return { ...runStyle(theme, place), width: 4, alpha: 1 };
  const { colour, strong, dash, width, alpha = 1 } = ROLES[role] ?? ROLES.other;
  if (isPhase(role)) return { ...phaseStyle(theme, role), width: 4, alpha: 1 };
  const own = strong ? strong[theme.dark ? 1 : 0] : colour === "text" ? theme.text : theme.runs[colour];
  return { colour: own, dash, width, alpha };
}

/**
 * Draws shapes one over the other. Of trails that follow each other the lines come first, then the
 * heads: no run's head is under another one's line, and heads at one place are rings around each other.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {import("./axes.js").PaneFrame} frame
 * @param {Shape[]} shapes
 * @param {Progress} progress
 * @param {Theme} theme
 * @param {number} fontSize
 */
export function drawShapes(context, frame, shapes, progress, theme, fontSize) {
  /** @type {Head[]} */
  let heads = [];
  const drawHeads = () => {
    const rings = ringsOf(heads.map(({ at }) => at));
    for (const [k, head] of heads.entries()) head.draw(rings[k]);
    heads = [];
  };
  for (const shape of shapes) {
    if (shape.kind !== "trail") drawHeads();
    const head = drawShape(context, frame, shape, progress, theme, fontSize);
    if (head) heads.push(head);
  }
  drawHeads();
}

/**
 * By how much each head is wider than one alone, for those that lie on it.
 *
 * @param {(Pair | null)[]} heads where they are; null: there is none
 */
export function ringsOf(heads) {
  return heads.map((one, k) => {
    const on = heads
      .slice(k + 1)
      .map((other) => (one && other ? Math.hypot(one[0] - other[0], one[1] - other[1]) : CLOSE));
    const wider = on.reduce((sum, far) => sum + RING * Math.max(0, 1 - far / CLOSE), 0);
    return Math.min(wider, WIDEST);
  });
}

/**
 * Draws a shape as far as the board is; what is drawn in full ends on its own point. Returns what
 * draws the head of a trail.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {import("./axes.js").PaneFrame} frame
 * @param {Shape} shape
 * @param {Progress} progress
 * @param {Theme} theme
 * @param {number} fontSize
 */
function drawShape(context, frame, shape, progress, theme, fontSize) {
  const grown = progress.grown(shape);
  if (grown <= 0) return null;
  if (shape.kind === "bystep") {
    drawShapes(context, frame, partsAt(shape, progress.t), { ...progress, grown: () => 1 }, theme, fontSize);
    return null;
  }
  const pen = { context, frame, theme, fontSize, style: roleStyle(theme, shape.role) };
  /** @type {Head | null} */
  let head = null;
  context.globalAlpha = pen.style.alpha;
  if (shape.kind === "arrow") drawStep(pen, shape, grown);
  else if (shape.kind === "trail") head = drawTrail(pen, shape, grown, progress);
  else if (shape.kind === "fence") drawFence(pen, shape, progress);
  else if (shape.kind === "bars") drawBars(pen, shape, grown);
  else if (shape.kind === "columns") drawColumns(pen, shape, grown);
  else if (shape.kind === "band") drawBand(pen, shape);
  else if (shape.kind === "cells") drawCells(pen, shape);
  else if (shape.kind === "span") drawSpan(pen, shape);
  else if (shape.kind === "line") drawLine(pen, shape);
  else if (shape.kind === "cloud") drawCloud(pen, shape);
  else if (shape.kind === "fit") drawFit(pen, shape, progress);
  else drawPoint(pen, shape, grown);
  context.globalAlpha = 1;
  return head;
}

/**
 * What is drawn at a step; after the last one it stays.
 *
 * @param {ByStep} shape
 * @param {number} t
 */
export function partsAt({ looks, steps, at }, t) {
  const step = Math.min(t, steps.length - 1);
  const pointsOf = (/** @type {number[]} */ frame) => frame.reduce((sum, k) => sum + looks[k].places.length, 0);
  let next = 2 * steps.slice(0, step).reduce((sum, frame) => sum + pointsOf(frame), 0);
  return (steps[step] ?? []).map((k) => {
    const points = looks[k].places.map((name, i) => [name, [...at.subarray(next + 2 * i, next + 2 * i + 2)]]);
    next += 2 * points.length;
    return /** @type {Shape} */ ({ ...looks[k], ...Object.fromEntries(points) });
  });
}

/**
 * @param {Pen} pen
 * @param {Arrow} arrow
 * @param {number} grown
 */
function drawStep(pen, { role, foot, tip, shrinks_from: from, label }, grown) {
  const { context, frame, style, theme, fontSize } = pen;
  const end = between(from ?? foot, tip, grown);
  const [x, y, tx, ty] = [frame.x(foot[0]), frame.y(foot[1]), frame.x(end[0]), frame.y(end[1])];
  drawArrow(context, [x, y], [tx, ty], style, theme, { width: style.width, head: 22, halo: HALO });
  const left = role === "velocity"; // velocities are labelled left, pushes right
  // The middle of what can be seen of it, for an arrow that reaches out of the picture.
  const inside = (/** @type {number} */ v) => Math.max(fontSize * 1.5, Math.min(frame.height - fontSize * 1.5, v));
  const middle = (inside(y) + inside(ty)) / 2;
  const share = Math.abs(ty - y) > 1 ? (middle - y) / (ty - y) : 0.5;
  write(pen, label, x + (tx - x) * share + (left ? -14 : 14), middle, left ? "right" : "left");
}

/**
 * @param {Pen} pen
 * @param {Dot | Diamond} point
 * @param {number} grown
 */
function drawPoint(pen, point, grown) {
  const { kind, role, at, label } = point;
  const { context, frame, style, theme } = pen;
  const [x, height] = [frame.x(at[0]), frame.y(at[1])];
  const y = frame.isChart ? withinChart(height, frame) : height;
  if (kind === "diamond") {
    drawMarker(context, x, y, "diamond", style, theme, { radius: 10 * grown, width: 3, hollow: true });
    write(pen, label, x - 18, y, "right");
    return;
  }
  const ghost = { radius: 8, width: 2.5, halo: 0, style: { ...style, dash: [3, 3] } };
  if (role === "ghost") drawRing(context, x, y, theme, ghost);
  else drawHead(context, x, y, style, theme, 8 * grown);
  const least = frame.top + pen.fontSize * 0.7; // or its label is cut
  const [words, align, up] = besides(pen, label, x, point.kind === "dot" && point.left);
  write(pen, label, words, Math.max(Math.min(y - 4, frame.top + frame.height - pen.fontSize * 0.7) - up, least), align);
}

/**
 * A dot beyond a chart's upper or lower edge stays inside, whole.
 *
 * @param {number} y
 * @param {{ top: number, height: number }} frame
 */
export function withinChart(y, { top, height }) {
  if (y > top + height) return top + height - RIM;
  return y < top ? top + RIM : y;
}

/**
 * Where the label of a point stands: right of it, or left or above where a chart's edge would cut it
 * less, or a named line would go through it. The last number is how far up.
 *
 * @param {Pen} pen
 * @param {string | undefined} label
 * @param {number} x
 * @param {boolean} [left] whether it stands left in any case
 * @returns {[number, CanvasTextAlign, number]}
 */
function besides({ context, frame, fontSize, theme }, label, x, left = false) {
  if (left) return [x - 16, "right", 0];
  /** @type {[number, CanvasTextAlign, number][]} */
  const places = [[x + 16, "left", 0], [x - 16, "right", 0], [x - 8, "left", 18], [x + 8, "right", 18]]; // biome-ignore format: one line
  if (!frame.isChart || !label) return places[0];
  context.font = `600 ${fontSize}px ${theme.font}`;
  const wide = context.measureText(label).width;
  const lines = [...frame.flags.values()].map(({ at }) => at);
  const costs = places.map(([at, align]) => labelCost(align === "left" ? at : at - wide, wide, frame, lines));
  return places[costs.indexOf(Math.min(...costs))];
}

/**
 * By how much a label is cut by a chart's edges, and how many lines go through it.
 *
 * @param {number} from
 * @param {number} wide
 * @param {{ left: number, width: number }} frame
 * @param {number[]} lines
 */
export function labelCost(from, wide, { left, width }, lines) {
  const cut = Math.max(0, left - from) + Math.max(0, from + wide - left - width);
  return cut + wide * lines.filter((at) => from < at && at < from + wide).length;
}

/**
 * Where it follows the playhead its rest is faint, or hidden while that would answer a question; what
 * is known before the run has no rest. Returns what draws its head and label.
 *
 * @param {Pen} pen
 * @param {Trail} trail
 * @param {number} grown
 * @param {Progress} progress
 * @returns {Head}
 */
function drawTrail(pen, trail, grown, { t, ahead, known }) {
  const { context, frame, style, theme } = pen;
  const { dots, thin, label, every = 0, steps = 0 } = trail;
  const points = pairs(trail.points);
  const share = every ? placeAt(points.length, every, steps, t) / Math.max(points.length - 1, 1) : grown;
  const { reached, whole } = pathUpTo(points, share);
  const pixels = (/** @type {Pair[]} */ list) => list.map(([x, y]) => /** @type {Pair} */ ([frame.x(x), frame.y(y)]));
  const way = pixels(reached);
  const pen2 = { width: thin ? 2.5 : 4, halo: HALO, gaps: frame.isChart };
  const inks = partsOf(trail, points.length).map((part) => ({ ...part, ink: roleStyle(theme, part.role) }));
  if (every && ahead && share < 1 && !known) {
    const rest = pixels(points.slice(whole));
    for (const { ink, from, to } of inks)
      if (to > whole) {
        const part = lineThrough(rest.slice(Math.max(from - whole, 0), to - whole + 1));
        strokePath(context, part, ink, theme, { width: 1.5, halo: 0, alpha: UNPLAYED });
      }
  }
  let head = style;
  for (const { ink, from, to } of inks) {
    if (from > whole && from > 0 && !known) break;
    strokePath(context, lineThrough((known ? pixels(points) : way).slice(from, to + 1)), ink, theme, pen2);
    if (dots)
      for (let k = from; k <= Math.min(to, whole); k += 1) drawHead(context, ...way[k], ink, theme, dotRadius(way, k));
    head = ink;
  }
  const at = way[way.length - 1];
  const hasHead = Boolean(every) || !thin;
  const draw = (/** @type {number} */ ring) => {
    context.globalAlpha = style.alpha;
    if (hasHead) drawHead(context, ...at, { ...head, ring }, theme, thin ? 6 : 8);
    context.globalAlpha = 1;
    if (!label) return;
    const [x, y] = frame.isChart ? labelPlace(pixels(points), frame, label, pen) : way[Math.min(1, whole)];
    write(pen, label, x - (frame.isChart ? 0 : 16), y, "right");
  };
  return { at: hasHead && share > 0 ? at : null, draw };
}

/**
 * How large the dot at a point of a path is: where they are crowded each one is still seen.
 *
 * @param {Pair[]} way
 * @param {number} k
 */
export function dotRadius(way, k) {
  const near = [k - 2, k - 1, k + 1, k + 2].filter((other) => way[other]);
  const gaps = near.map((other) => Math.hypot(way[other][0] - way[k][0], way[other][1] - way[k][1]));
  return Math.max(LEAST_DOT, Math.min(DOT, 0.42 * Math.min(...gaps)));
}

/**
 * The parts of a trail: the role of each, and the places of its first and last point.
 *
 * @param {Trail} trail
 * @param {number} count how many points it has
 */
export function partsOf({ role, parts = [], every = 0 }, count) {
  const starts = parts.map(([step, own]) => ({ role: own, from: Math.min(Math.ceil(step / (every || 1)), count - 1) }));
  if (!starts.length || starts[0].from > 0) starts.unshift({ role, from: 0 });
  return starts.map((start, k) => ({ ...start, to: starts[k + 1]?.from ?? count - 1 }));
}

/**
 * A limit by step; where what comes after the playhead would answer a question it ends there.
 *
 * @param {Pen} pen
 * @param {Fence} fence
 * @param {Progress} progress
 */
function drawFence(pen, { points, label }, { t, ahead }) {
  const { context, frame, style } = pen;
  const seen = pairs(points).filter(([step]) => ahead || step <= t);
  if (!seen.length) return;
  const pixels = Float64Array.from(seen.flatMap(([x, y]) => [frame.x(x), frame.y(y)]));
  context.strokeStyle = style.colour;
  context.lineWidth = 1.8;
  context.stroke(fencePath(pixels, BETWEEN));
  if (label) write(pen, label, ...fenceLabel(pixels, frame, pen), "left");
}

/**
 * Under the beginning of the line, or above it where there is no room.
 *
 * @param {Float64Array} pixels
 * @param {import("./axes.js").PaneFrame} frame
 * @param {Pen} pen
 * @returns {Pair}
 */
function fenceLabel([x, y], { top, height }, { fontSize }) {
  const under = y + fontSize;
  return [x + 6, under < top + height - fontSize / 2 ? Math.max(under, top + fontSize) : y - fontSize];
}

/**
 * In a chart a label stands above its curve's last point that can be seen.
 *
 * @param {Pair[]} way
 * @param {import("./axes.js").PaneFrame} frame
 * @param {string} _label
 * @param {Pen} pen
 * @returns {Pair}
 */
function labelPlace(way, { left, top, width, height }, _label, { fontSize }) {
  const inside = way.filter(([x, y]) => x <= left + width && y >= top && y <= top + height);
  const [x, y] = inside[inside.length - 1] ?? [left + width, top + height / 2];
  return [Math.min(x, left + width - 4), Math.max(top + fontSize, y - fontSize * 0.9)];
}

/**
 * The place among the points at which a step lies; between two of them where they are thinned out.
 *
 * @param {number} count
 * @param {number} every
 * @param {number} steps
 * @param {number} t
 */
export function placeAt(count, every, steps, t) {
  if (t >= steps) return count - 1;
  return Math.min(t / every, count - 1);
}

/** @param {ArrayLike<number>} flat x0, y0, x1, y1 ... */
export function pairs(flat) {
  return Array.from({ length: flat.length / 2 }, (_, k) => /** @type {Pair} */ ([flat[2 * k], flat[2 * k + 1]]));
}

/** @param {Pair[]} pixels */
function lineThrough(pixels) {
  const path = new Path2D();
  const far = (/** @type {number} */ v) => Math.max(-1e5, Math.min(1e5, v));
  for (const [x, y] of pixels) path.lineTo(far(x), far(y));
  return path;
}

/**
 * @param {Pen} pen
 * @param {Band} band
 */
function drawBand({ context, frame, style }, { x, low, high }) {
  const path = new Path2D();
  x.forEach((v, k) => {
    path.lineTo(frame.x(v), frame.y(high[k]));
  });
  for (let k = x.length - 1; k >= 0; k -= 1) path.lineTo(frame.x(x[k]), frame.y(low[k]));
  context.globalAlpha = 0.22;
  context.fillStyle = style.colour;
  context.fill(path);
}

/**
 * Shaded, with its name at the top where there is room for it.
 *
 * @param {Pen} pen
 * @param {Span} span
 */
function drawSpan(pen, { x, label }) {
  const { context, frame, style, theme, fontSize } = pen;
  const { left: edge, top, width, height } = frame;
  const [from, to] = x.map((v) => Math.max(edge, Math.min(edge + width, frame.x(v))));
  context.globalAlpha = SHADE;
  context.fillStyle = style.colour;
  context.fillRect(from, top, to - from, height);
  context.globalAlpha = 1;
  if (!label) return;
  context.font = `600 ${fontSize}px ${theme.font}`;
  const wide = context.measureText(label).width;
  const middle = Math.max(edge + wide / 2 + 4, Math.min(edge + width - wide / 2 - 4, (from + to) / 2));
  if (wide + 8 < to - from) write(pen, label, middle, top + fontSize * 0.8, "center");
}

/**
 * @param {Pen} pen
 * @param {Line} line
 */
function drawLine(pen, line) {
  const { context, frame, style, theme, fontSize } = pen;
  const { axis, at, label, along = 0 } = line;
  const flag = frame.flags.get(line);
  const { left, top, width, height } = frame;
  const path = new Path2D();
  const upright = axis === "x";
  const pixel = upright ? frame.x(at) : frame.y(at);
  const middle = top + fontSize * (0.8 + 1.2 * (flag?.row ?? 0));
  if (upright) {
    path.moveTo(pixel, flag?.row ? middle - fontSize * 0.6 : top);
    path.lineTo(pixel, top + height);
  } else {
    path.moveTo(left, pixel);
    path.lineTo(left + width, pixel);
  }
  strokePath(context, path, { ...style, dash: label ? [5, 4] : [] }, theme, { width: 1.5, halo: 0, alpha: 0.8 });
  if (!label) return;
  if (flag) write(pen, label, flag.from, middle, "left");
  else {
    context.font = `600 ${fontSize}px ${theme.font}`;
    const from = Math.min(6 + along * width, width - context.measureText(label).width - 6);
    write(pen, label, left + Math.max(from, 0), besideLevel(pixel, top, fontSize), "left");
  }
}

/**
 * Above a level line, or below it where a name would be cut by the upper edge.
 *
 * @param {number} pixel
 * @param {number} top
 * @param {number} fontSize
 */
export function besideLevel(pixel, top, fontSize) {
  const above = pixel - fontSize * 0.8;
  return above - fontSize * 0.5 < top ? pixel + fontSize * 0.8 : above;
}

/**
 * Where the names of upright lines stand: each at the upper end of its line, like a flag, and no line
 * through another one's name.
 *
 * @param {{ at: number, wide: number }[]} lines the pixel of each, and how wide its name is
 * @param {{ left: number, width: number }} frame
 * @returns {Flag[]} in their order
 */
export function flagsOf(lines, { left, width }) {
  /** @type {Flag[]} */
  const flags = [];
  const last = lines.length === 1 ? left + width / 2 : Infinity;
  let edge = left + width; // what a name on the right must not reach: the first line that turns to the left
  const order = lines.map((line, k) => ({ ...line, k, turned: false })).sort((a, b) => b.at - a.at);
  for (const line of order) {
    line.turned = line.at + GAP + line.wide > edge || line.at > last;
    if (line.turned) edge = line.at;
  }
  // First those that turn, from the right end on; the others from the left.
  order.sort((a, b) => Number(b.turned) - Number(a.turned) || (a.turned ? b.at - a.at : a.at - b.at));
  for (const { at, wide, k, turned } of order) {
    const from = turned ? at - GAP - wide : at + GAP;
    const flag = { at, from, to: from + wide, row: 0 };
    const others = flags.filter(Boolean);
    while (flag.row < lines.length && others.some((other) => areInTheWay(flag, other))) flag.row += 1;
    flags[k] = flag;
  }
  return flags;
}

/**
 * Whether one's name lies on the other's, or on its line, which goes down from its own name.
 *
 * @param {Flag} a
 * @param {Flag} b
 */
function areInTheWay(a, b) {
  const crosses = (/** @type {Flag} */ line, /** @type {Flag} */ name) =>
    line.row <= name.row && name.from - GAP / 2 < line.at && line.at < name.to + GAP / 2;
  return (a.row === b.row && a.from < b.to + GAP && b.from < a.to + GAP) || crosses(a, b) || crosses(b, a);
}

/**
 * Lays them out for a picture.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {import("./axes.js").PaneFrame} frame
 * @param {Shape[]} shapes
 * @param {Theme} theme
 * @param {number} fontSize
 */
export function layFlags(context, frame, shapes, theme, fontSize) {
  context.font = `600 ${fontSize}px ${theme.font}`;
  const lines = shapes.filter((shape) => shape.kind === "line" && shape.axis === "x" && shape.label);
  const places = lines.map((line) => ({
    at: frame.x(/** @type {Line} */ (line).at),
    wide: context.measureText(line.label ?? "").width,
  }));
  frame.flags = new Map(flagsOf(places, frame).map((flag, k) => [lines[k], flag]));
}

/**
 * @param {Pen} pen
 * @param {Cloud} cloud
 */
function drawCloud({ context, frame, style, theme }, { points: flat, lit }) {
  const points = pairs(flat);
  const small = points.length > 40;
  points.forEach(([x, y], k) => {
    const [px, py] = [frame.x(x), frame.y(y)];
    if (k === lit)
      drawRing(context, px, py, theme, { radius: 13, width: 3, style: { colour: theme.accent, dash: [] } });
    if (!small) {
      drawHead(context, px, py, style, theme, 6);
      return;
    }
    context.globalAlpha = 0.4;
    context.fillStyle = style.colour;
    context.fillRect(px - 1.5, py - 1.5, 3, 3);
  });
}

/**
 * The data, the line at this step and the last ones before it, and how far it misses each point;
 * the line that is pointed at, thin.
 *
 * @param {Pen} pen
 * @param {Fit} fit
 * @param {Progress} progress
 */
function drawFit(pen, { role, points, lines, every = 1, steps = 0, lit }, { t, hovered }) {
  const { context, frame, style, theme } = pen;
  const weights = pairs(lines);
  const here = Math.floor(placeAt(weights.length, every, steps, t));
  const [[x0, x1]] = frame.window;
  const line = (/** @type {Pair} */ [slope, intercept]) =>
    lineThrough([x0, x1].map((x) => /** @type {Pair} */ ([frame.x(x), frame.y(slope * x + intercept)])));
  for (let back = Math.min(FADING, here); back > 0; back -= 1)
    strokePath(context, line(weights[here - back]), style, theme, { width: 2, halo: 0, alpha: 0.4 / back });
  const [slope, intercept] = weights[here];
  const miss = roleStyle(theme, "correction");
  for (const [x, y] of points) {
    const ends = [y, slope * x + intercept].map((v) => /** @type {Pair} */ ([frame.x(x), frame.y(v)]));
    strokePath(context, lineThrough(ends), miss, theme, { width: 2.5, halo: 0 });
  }
  strokePath(context, line(weights[here]), { ...style, dash: [] }, theme, { width: 4, halo: HALO });
  const seen = lit?.[here];
  drawCloud(
    { ...pen, style: roleStyle(theme, "theta") },
    { kind: "cloud", role, points: Float32Array.from(points.flat()), lit: seen ?? null },
  );
  if (hovered) strokePath(context, line(hovered), roleStyle(theme, "other"), theme, { width: 2, halo: 0 });
}

/**
 * In the right part of the picture, around a line of their own for zero.
 *
 * @param {Pen} pen
 * @param {Bars} bars
 * @param {number} grown
 */
function drawBars(pen, { names, values, scale, label }, grown) {
  const { context, frame, style, theme, fontSize } = pen;
  const wide = Math.min(frame.width * 0.4, names.length * fontSize * 5);
  const left = frame.width - wide - 12;
  const signed = values.some((value) => value < 0) || names.length > 2;
  const room = frame.height - fontSize * 6.5;
  const zero = fontSize * 3 + (signed ? room / 2 : room);
  context.fillStyle = theme.background;
  context.globalAlpha = 0.82;
  context.fillRect(left - 8, 6, wide + 14, frame.height - fontSize * 1.6 - 14);
  context.globalAlpha = 1;
  write(pen, label, left + wide / 2, fontSize * 1.1, "center");
  const step = wide / names.length;
  values.forEach((value, k) => {
    const height = ((value * grown) / scale) * (signed ? room / 2 : room);
    context.fillStyle = style.colour;
    const top = Math.min(zero, zero - height);
    context.fillRect(left + step * (k + 0.22), top, step * 0.56, Math.max(Math.abs(height), 2));
    write(pen, names[k], left + step * (k + 0.5), frame.height - fontSize * 2.4, "center", theme.text);
  });
  context.fillStyle = theme.text;
  context.fillRect(left, zero - 1, wide, 2);
}

/**
 * On the pane's own axes. On a logarithmic level axis the width is in decades.
 *
 * @param {Pen} pen
 * @param {Columns} columns
 * @param {number} grown
 */
function drawColumns(pen, { x, heights, width, base = 0, shades, label }, grown) {
  const { context, frame, style, theme, fontSize } = pen;
  x.forEach((place, k) => {
    const from = Array.isArray(base) ? base[k] : base;
    const foot = frame.y(from);
    const top = foot + (frame.y(heights[k]) - foot) * grown;
    const [left, right] = frame.around(place, width);
    context.globalAlpha = style.alpha * (shades?.length ? 0.15 + 0.85 * shades[k] : 1);
    context.fillStyle = style.colour;
    context.fillRect(left, Math.min(foot, top), Math.max(right - left - 0.5, 1), Math.max(Math.abs(foot - top), 1.5));
  });
  context.globalAlpha = 1;
  const [first] = x;
  const over = Math.max(frame.y(heights[0]) - fontSize * 0.9, frame.top + fontSize * 0.7);
  if (label) write(pen, label, frame.x(first), over, "center", theme.text);
}

/**
 * Each as strong as its shade, with its words in the middle.
 *
 * @param {Pen} pen
 * @param {Cells} cells
 */
function drawCells(pen, { words, shades, lit }) {
  const { context, frame, style, theme, fontSize } = pen;
  const longest = Math.max(...words.flat().map(({ length }) => length), 1);
  const box = (/** @type {number} */ column, /** @type {number} */ row) => {
    const [left, right] = frame.around(column, 1);
    const [top, foot] = [frame.y(row + 0.5), frame.y(row - 0.5)];
    return { left, top, width: right - left, height: foot - top };
  };
  shades.forEach((row, j) => {
    row.forEach((shade, i) => {
      const { left, top, width, height } = box(i, j);
      context.globalAlpha = WEAKEST + (STRONGEST - WEAKEST) * shade;
      context.fillStyle = style.colour;
      context.fillRect(left, top, width - 1, height - 1);
      context.globalAlpha = 1;
      const small = { ...pen, fontSize: Math.min(fontSize, width / (longest + 1) / LETTER) };
      write(small, words[j][i], left + width / 2, top + height / 2, "center", theme.text);
    });
  });
  if (!lit) return;
  const { left, top, width, height } = box(...lit);
  context.strokeStyle = theme.text;
  context.lineWidth = 3;
  context.strokeRect(left + 1, top + 1, width - 3, height - 3);
}

/**
 * @param {Pen} pen
 * @param {string | undefined} words
 * @param {number} x
 * @param {number} y
 * @param {CanvasTextAlign} align
 */
function write({ context, style, theme, fontSize }, words, x, y, align, colour = style.colour) {
  if (!words) return;
  context.font = `600 ${fontSize}px ${theme.font}`;
  drawWords(context, words, x, y, theme, { colour: readable(colour, theme), align });
}
