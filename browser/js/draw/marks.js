// Marks at one point of a picture: heads, stars, crosses, rings, markers.
import { near, strokePath } from "./lines.js";

/** @typedef {CanvasRenderingContext2D} Context */
/** @typedef {import("./theme.js").Theme} Theme */
/** @typedef {import("./lines.js").Style} Style */
/** @typedef {{ minima: [number, number, number, string][], saddles: number[][] }} Landmarks */

/**
 * @param {Context} context
 * @param {number} x
 * @param {number} y
 * @param {Style} style
 * @param {Theme} theme
 */
export function drawHead(context, x, y, style, theme, radius = 5) {
  if (!near(x) || !near(y)) return;
  const path = circle(x, y, radius + (style.ring ?? 0));
  context.fillStyle = style.colour;
  context.fill(path);
  context.lineWidth = Math.min(1.8, 0.6 * radius);
  context.strokeStyle = theme.background;
  context.stroke(path);
}

/**
 * Stars at the minima, the global ones in gold and on top, and crosses at the saddles.
 *
 * @param {Context} context
 * @param {import("./frame.js").Frame} frame
 * @param {Landmarks} landmarks
 * @param {Theme} theme
 */
export function drawLandmarks(context, frame, { minima, saddles }, theme, radius = 7) {
  for (const [x, y] of saddles) drawCross(context, frame.x(x), frame.y(y), theme, 0.64 * radius);
  const grey = { radius: 0.64 * radius, fill: theme.dark ? "#b9c6d0" : "#5d6d79" };
  for (const [x, y, , kind] of minima) {
    if (kind !== "global") drawStar(context, frame.x(x), frame.y(y), theme, grey);
  }
  for (const [x, y, , kind] of minima) {
    if (kind === "global") drawStar(context, frame.x(x), frame.y(y), theme, { radius });
  }
}

/**
 * @param {Context} context
 * @param {number} x
 * @param {number} y
 * @param {Theme} theme
 */
export function drawStar(context, x, y, theme, { radius = 7, fill = "#e8b100" } = {}) {
  if (!near(x) || !near(y)) return;
  context.beginPath();
  for (let k = 0; k < 10; k += 1) {
    const r = k % 2 ? radius * 0.42 : radius;
    const angle = (Math.PI * k) / 5 - Math.PI / 2;
    context.lineTo(x + r * Math.cos(angle), y + r * Math.sin(angle));
  }
  context.closePath();
  context.lineWidth = 2.5;
  context.strokeStyle = theme.halo;
  context.stroke();
  context.fillStyle = fill;
  context.fill();
}

/**
 * @param {Context} context
 * @param {number} x
 * @param {number} y
 * @param {Theme} theme
 */
function drawCross(context, x, y, theme, radius = 4.5) {
  if (!near(x) || !near(y)) return;
  const path = new Path2D();
  path.moveTo(x - radius, y - radius);
  path.lineTo(x + radius, y + radius);
  path.moveTo(x - radius, y + radius);
  path.lineTo(x + radius, y - radius);
  strokePath(context, path, { colour: theme.text, dash: [] }, theme, { width: 1.8, alpha: 0.8 });
}

/**
 * Where the runs start, and on a board where another run went (in its own style).
 *
 * @param {Context} context
 * @param {number} x
 * @param {number} y
 * @param {Theme} theme
 * @param {{ radius?: number, style?: Style } & import("./lines.js").Pen} [how]
 */
export function drawRing(context, x, y, theme, { radius = 6, style, ...pen } = {}) {
  if (!near(x) || !near(y)) return;
  strokePath(context, circle(x, y, radius), style ?? { colour: theme.text, dash: [] }, theme, {
    width: 2,
    halo: 2,
    ...pen,
  });
}

/**
 * One that is too thin to be seen is drawn as a line.
 *
 * @param {Context} context
 * @param {number} x
 * @param {number} y
 * @param {number} rx
 * @param {number} ry
 * @param {Style} style
 * @param {Theme} theme
 */
export function drawEllipse(context, x, y, rx, ry, style, theme) {
  if (!near(x) || !near(y) || !Number.isFinite(rx + ry)) return;
  const path = new Path2D();
  path.ellipse(x, y, Math.max(rx, 1), Math.max(ry, 1), 0, 0, 2 * Math.PI);
  context.globalAlpha = 0.14;
  context.fillStyle = style.colour;
  context.fill(path);
  context.globalAlpha = 1;
  strokePath(context, path, { colour: style.colour, dash: [] }, theme, { width: 1.5 });
}

const CORNERS = { diamond: [0, 1, 2, 3], square: [0.5, 1.5, 2.5, 3.5], triangle: [0, 4 / 3, 8 / 3] }; // right angles

/**
 * Another point than a run's own; a hollow one shows the ground and has a halo.
 *
 * @param {Context} context
 * @param {number} x
 * @param {number} y
 * @param {keyof typeof CORNERS} shape
 * @param {Style} style
 * @param {Theme} theme
 */
export function drawMarker(context, x, y, shape, style, theme, { radius = 6, width = 2, hollow = false } = {}) {
  if (!near(x) || !near(y)) return;
  const path = new Path2D();
  for (const corner of CORNERS[shape]) {
    const angle = (corner * Math.PI) / 2;
    path.lineTo(x + radius * Math.sin(angle), y - radius * Math.cos(angle));
  }
  path.closePath();
  context.fillStyle = theme.background;
  if (!hollow) context.fill(path);
  strokePath(context, path, { colour: style.colour, dash: [] }, theme, { width, halo: hollow ? 3 : 0 });
}

const KINK = 4.5; // pixels from its middle to its corners

/**
 * Where a run changes its course.
 *
 * @param {Context} context
 * @param {import("./lines.js").Line} line
 * @param {{ changes: [step: number, words: string][] }} run
 * @param {Style} style
 * @param {Theme} theme
 */
export function drawKinks(context, { pixels }, { changes }, style, theme) {
  for (const [step] of changes) {
    const [x, y] = [pixels[2 * step], pixels[2 * step + 1]];
    drawMarker(context, x, y, "diamond", style, theme, { radius: KINK, width: 1.8 });
  }
}

/**
 * A letter to choose, on a disc.
 *
 * @param {Context} context
 * @param {string} letter
 * @param {number} x
 * @param {number} y
 * @param {Theme} theme
 * @param {number} radius
 */
export function drawLetter(context, letter, x, y, theme, radius) {
  const path = circle(x, y, radius);
  context.fillStyle = theme.background;
  context.fill(path);
  context.lineWidth = 2.5;
  context.strokeStyle = theme.accent;
  context.stroke(path);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = theme.text;
  context.fillText(letter, x, y + 1);
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 */
function circle(x, y, radius) {
  const path = new Path2D();
  path.arc(x, y, radius, 0, 2 * Math.PI);
  return path;
}
