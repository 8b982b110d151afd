// The shapes of a lesson (lessons/figure.py), in the colour, dash and width of their role.
import { drawWords } from "../draw/axes.js";
import { drawArrow, strokePath } from "../draw/lines.js";
import { drawHead, drawLetter, drawMarker, drawRing } from "../draw/marks.js";
import { between, pathUpTo } from "../draw/motion.js";
import { readable } from "../draw/theme.js";

/** @typedef {import("../draw/frame.js").Pair} Pair */
/** @typedef {import("../draw/theme.js").Theme} Theme */
/** @typedef {keyof typeof ROLES} Role */
/** @typedef {ReturnType<typeof roleStyle>} RoleStyle */
/** @typedef {{ role: Role, label: string, order: number }} Any what all shapes have */
/** @typedef {Any & { kind: "arrow", foot: Pair, tip: Pair, shrinks_from?: Pair | null }} Arrow */
/** @typedef {Any & { kind: "dot", at: Pair }} Dot */
/** @typedef {Any & { kind: "diamond", at: Pair }} Diamond */
/** @typedef {Any & { kind: "letter", at: Pair }} Letter */
/** @typedef {Any & { kind: "trail", points: Pair[], dots?: boolean, thin?: boolean }} Trail */
/** @typedef {Any & { kind: "bars", names: string[], values: number[], scale: number }} Bars */
/** @typedef {Arrow | Dot | Diamond | Letter | Trail | Bars} Shape */
/**
 * What a shape is drawn with.
 *
 * @typedef {object} Pen
 * @property {CanvasRenderingContext2D} context
 * @property {import("../draw/frame.js").Frame} frame
 * @property {RoleStyle} style
 * @property {Theme} theme
 * @property {number} fontSize
 */

// For each role: a colour of the theme's runs by index or by name, dash, width of an arrow's shaft.
const ROLES = {
  theta: { colour: "text", dash: [], width: 4 },
  velocity: { colour: 4, dash: [12, 6], width: 4.5 },
  correction: { colour: 3, dash: [], width: 4.5, strong: ["#b03a7d", "#f0a8d8"] },
  brake: { colour: 7, dash: [], width: 6, strong: ["#5b2a86", "#f0e442"] },
  ghost: { colour: "text", dash: [2, 6], width: 3, alpha: 0.65 },
  momentum: { colour: 0, dash: [], width: 4 },
  nesterov: { colour: 1, dash: [10, 5], width: 4 },
  gradient_descent: { colour: 2, dash: [3, 5], width: 3 },
  other: { colour: "text", dash: [5, 4], width: 3 },
};
const HALO = 3; // pixels

/**
 * @param {Theme} theme
 * @param {Role} role
 */
export function roleStyle(theme, role) {
  /** @type {{ colour: string | number, dash: number[], width: number, alpha?: number, strong?: string[] }} */
  const { colour, strong, dash, width, alpha = 1 } = ROLES[role];
  const own = strong ? strong[theme.dark ? 1 : 0] : typeof colour === "number" ? theme.runs[colour] : theme.text;
  return { colour: own, dash, width, alpha };
}

/**
 * Draws a shape that has grown to a share of itself; what is drawn in full ends on its own point.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {import("../draw/frame.js").Frame} frame
 * @param {Shape} shape
 * @param {number} grown
 * @param {Theme} theme
 * @param {number} fontSize
 */
export function drawShape(context, frame, shape, grown, theme, fontSize) {
  const pen = { context, frame, theme, fontSize, style: roleStyle(theme, shape.role) };
  context.globalAlpha = pen.style.alpha;
  if (shape.kind === "arrow") drawStep(pen, shape, grown);
  else if (shape.kind === "trail") drawTrail(pen, shape, grown);
  else if (shape.kind === "bars") drawBars(pen, shape, grown);
  else drawPoint(pen, shape, grown);
  context.globalAlpha = 1;
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
 * @param {Dot | Diamond | Letter} point
 * @param {number} grown
 */
function drawPoint(pen, { kind, role, at, label }, grown) {
  const { context, frame, style, theme, fontSize } = pen;
  const [x, y] = [frame.x(at[0]), frame.y(at[1])];
  if (kind === "letter") {
    drawLetter(context, label, x, y, theme, fontSize * 0.75);
  } else if (kind === "diamond") {
    drawMarker(context, x, y, "diamond", style, theme, { radius: 10 * grown, width: 3, hollow: true });
    write(pen, label, x - 18, y, "right");
  } else {
    const ghost = { radius: 8, width: 2.5, halo: 0, style: { ...style, dash: [3, 3] } };
    if (role === "ghost") drawRing(context, x, y, theme, ghost);
    else drawHead(context, x, y, style, theme, 8 * grown);
    write(pen, label, x + 16, y - 4, "left");
  }
}

/**
 * @param {Pen} pen
 * @param {Trail} trail
 * @param {number} grown
 */
function drawTrail(pen, { points, dots, thin, label }, grown) {
  const { context, frame, style, theme } = pen;
  const { reached, whole } = pathUpTo(points, grown);
  const pixels = reached.map(([x, y]) => /** @type {Pair} */ ([frame.x(x), frame.y(y)]));
  const path = new Path2D();
  for (const [x, y] of pixels) path.lineTo(x, y);
  strokePath(context, path, style, theme, { width: thin ? 2.5 : 4, halo: HALO });
  if (dots) for (const [x, y] of pixels.slice(0, whole + 1)) drawHead(context, x, y, style, theme, 6);
  if (!thin) drawHead(context, ...pixels[pixels.length - 1], style, theme, 8);
  const [x, y] = pixels[Math.min(2, whole)];
  write(pen, label, x + 16, y, "left");
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
  const wide = Math.min(frame.width * 0.52, names.length * fontSize * 5);
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
 * @param {Pen} pen
 * @param {string} words
 * @param {number} x
 * @param {number} y
 * @param {CanvasTextAlign} align
 */
function write({ context, style, theme, fontSize }, words, x, y, align, colour = style.colour) {
  if (!words) return;
  context.font = `600 ${fontSize}px ${theme.font}`;
  drawWords(context, words, x, y, theme, { colour: readable(colour, theme), align });
}
