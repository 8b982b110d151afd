// Trails and arrows, with a halo that lifts them off the ground.

const UNSEEN = 0.6; // pixels that a line may be off without anyone seeing it
const FAR = 1e5; // canvases misdraw beyond; a diverging path leaves the picture long before

/** @typedef {import("./theme.js").Theme} Theme */
/**
 * @typedef {object} Style
 * @property {string} colour
 * @property {number[]} dash
 * @property {number} [offset] where in its dashes the line begins
 * @property {boolean} [bare] without a halo, for what lies below to be seen
 * @property {number} [ring] pixels by which its head is larger
 */
/**
 * @typedef {object} Pen
 * @property {number} [width] of the line
 * @property {number} [alpha]
 * @property {number} [halo] how much wider its halo is
 * @property {boolean} [gaps] whether what lies below is seen between its dashes
 */
/** @typedef {{ pixels: Float64Array, kept: number[], before: Uint32Array }} Line */

/**
 * A line through pixels [x0, y0, x1, y1 ...]. A run that settles has hundreds of points on one
 * pixel: `kept` are the steps worth drawing, `before[k]` says how many of them come before step k.
 *
 * @param {Float64Array} pixels
 * @returns {Line}
 */
export function makeLine(pixels) {
  const count = pixels.length / 2;
  const kept = [];
  const before = new Uint32Array(count);
  let [x, y] = [Infinity, Infinity];
  for (let k = 0; k < count; k += 1) {
    before[k] = kept.length;
    const [px, py] = [pixels[2 * k], pixels[2 * k + 1]];
    const gap = Number.isNaN(px + py) !== Number.isNaN(x + y);
    if (Math.abs(px - x) + Math.abs(py - y) > UNSEEN || gap || k === 0) {
      kept.push(k);
      [x, y] = [px, py];
    }
  }
  return { pixels, kept, before };
}

/**
 * The line from step `from` to step `to`, both included, interrupted where a pixel is no number.
 *
 * @param {Line} line
 * @param {number} from
 * @param {number} to
 */
export function linePath({ pixels, kept, before }, from, to) {
  const path = new Path2D();
  let gap = true;
  const add = (/** @type {number} */ k) => {
    const [x, y] = [clamp(pixels[2 * k]), clamp(pixels[2 * k + 1])];
    const there = !Number.isNaN(x + y);
    if (there && gap) path.moveTo(x, y);
    else if (there) path.lineTo(x, y);
    gap = !there;
  };
  add(from);
  for (let i = before[from]; i < before[to]; i += 1) {
    if (kept[i] > from) add(kept[i]);
  }
  add(to);
  return path;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Path2D} path
 * @param {Style} style
 * @param {Theme} theme
 * @param {Pen} [pen]
 */
export function strokePath(context, path, style, theme, { width = 2.5, alpha, halo = 2.5, gaps = false } = {}) {
  const before = context.globalAlpha;
  if (alpha !== undefined) context.globalAlpha = alpha;
  if (halo && !style.bare) {
    context.setLineDash(gaps ? style.dash : []);
    context.lineDashOffset = style.offset ?? 0;
    context.strokeStyle = theme.halo;
    context.lineWidth = width + halo;
    context.stroke(path);
  }
  context.setLineDash(style.dash);
  context.lineDashOffset = style.offset ?? 0;
  context.strokeStyle = style.colour;
  context.lineWidth = width;
  context.stroke(path);
  context.setLineDash([]);
  context.lineDashOffset = 0;
  context.globalAlpha = before;
}

/**
 * From a pixel to another; one longer than `longest` is dashed and cut.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {import("./frame.js").Pair} foot
 * @param {import("./frame.js").Pair} tip
 * @param {Style} style
 * @param {Theme} theme
 * @param {Pen & { head?: number, longest?: number }} [size]
 */
export function drawArrow(context, [x, y], [toX, toY], style, theme, { head = 9, longest = Infinity, ...pen } = {}) {
  const length = Math.hypot(toX - x, toY - y);
  if (!(length > 1) || !near(x) || !near(y)) return;
  const cut = Math.min(1, longest / length);
  const [ux, uy] = [(toX - x) / length, (toY - y) / length];
  const [tx, ty] = [x + (toX - x) * cut, y + (toY - y) * cut];
  const size = Math.min(head, 0.6 * length * cut);
  const shaft = new Path2D();
  shaft.moveTo(x, y);
  shaft.lineTo(tx - ux * size * 0.8, ty - uy * size * 0.8);
  strokePath(context, shaft, cut < 1 ? { ...style, dash: [4, 3] } : style, theme, pen);
  context.beginPath();
  context.moveTo(tx, ty);
  context.lineTo(tx - ux * size - uy * size * 0.45, ty - uy * size + ux * size * 0.45);
  context.lineTo(tx - ux * size + uy * size * 0.45, ty - uy * size - ux * size * 0.45);
  context.closePath();
  context.fillStyle = style.colour;
  context.fill();
}

/** @param {number} value */
function clamp(value) {
  return Math.max(-FAR, Math.min(FAR, value));
}

/**
 * Whether a canvas can draw there.
 *
 * @param {number} value
 */
export function near(value) {
  return Math.abs(value) < FAR;
}
