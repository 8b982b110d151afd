// The ground of a picture: colours by height and level lines.
import { contours } from "d3-contour";
import { makeFrame } from "./frame.js";
import { refined } from "./grid.js";
import { extent, heightOf, lossOf } from "./scale.js";
import { shade } from "./theme.js";

const LINES = 12; // across a picture, about
const POINTS = 40_000; // through which the lines of a picture are laid, about
const BEYOND = 2; // cells on each side that are not seen, with the ends of the lines
const WIDEST = Math.log10(2); // heights from one line to the next, at most
const KEPT = 16; // grounds
const COARSE = 1.3; // how much larger than its own a picture's cells may be
const HALVINGS = 24; // at most, for ground as flat as a table

/** @typedef {import("./frame.js").Axes} Axes */
/** @typedef {import("./frame.js").Frame} Frame */
/** @typedef {import("./scale.js").Scale} Scale */
/**
 * What browser/ground.py sends: heights on a scale that can be interpolated, and the shades, which
 * are the same for all windows of a landscape.
 *
 * @typedef {import("./grid.js").Grid & import("./marks.js").Landmarks & {
 *   id: string, scale: Scale, shades: { scale: Scale, range: [number, number] },
 * }} GroundData
 */

export class Ground {
  /**
   * What a picture shows of it.
   *
   * @param {GroundData} data
   * @param {Frame} frame
   */
  constructor(data, frame) {
    const mesh = meshOver(frame);
    const { shades, scale } = data;
    const values = /** @type {number[]} */ (/** @type {unknown} */ (heightsOver(data, mesh.xs, mesh.ys))); // d3 takes any array of numbers
    const shaded = (/** @type {number} */ height) => heightOf(shades.scale, lossOf(scale, height));
    const [low, high] = extent(values).map(shaded);
    this.mesh = mesh;
    this.range = shades.range;
    this.low = low;
    this.step = lineStep(low, high);
    this.levels = levelsBetween(Math.max(low, shades.range[0]), high, this.step);
    const around = contours().size([mesh.xs.length, mesh.ys.length]);
    this.areas = this.levels.map((level) =>
      pathOf(around.contour(values, heightOf(scale, lossOf(shades.scale, level)))),
    );
    this.data = data;
  }

  /**
   * Whether it may stand for what would be laid out for a frame: all of it, as fine, not skewed.
   *
   * @param {GroundData} data
   * @param {Frame} frame
   */
  serves(data, frame) {
    const { xs, ys } = this.mesh;
    const [x0, x1] = [frame.x(xs[0]), frame.x(xs[xs.length - 1])];
    const [y0, y1] = [frame.y(ys[ys.length - 1]), frame.y(ys[0])];
    const cell = (x1 - x0) / (xs.length - 1);
    const { left, top, width, height } = frame;
    return (
      this.data.id === data.id &&
      Math.max(x0 - left, left + width - x1, y0 - top, top + height - y1) <= 0.5 &&
      Math.abs((y1 - y0) / (ys.length - 1) / cell - 1) < 1e-3 &&
      cell <= COARSE * cellOf(frame)
    );
  }

  /**
   * Wherever the picture is by now; a window that has moved shows no more than was laid out.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {Frame} frame
   * @param {import("./theme.js").Theme} theme
   */
  paint(context, frame, theme) {
    const { xs, ys } = this.mesh;
    const [left, bottom] = [frame.x(xs[0]), frame.y(ys[0])];
    const cell = (frame.x(xs[xs.length - 1]) - left) / (xs.length - 1);
    const [width, height] = [cell * (xs.length - 1), cell * (ys.length - 1)];
    context.save();
    context.beginPath();
    context.rect(left, bottom - height, width, height);
    context.clip();
    context.fillStyle = this.colour(theme, this.levels[0] ?? this.low);
    context.fillRect(left, bottom - height, width, height);
    context.transform(cell, 0, 0, -cell, left - cell / 2, bottom + cell / 2); // a point is the middle of its cell
    context.strokeStyle = theme.line;
    context.lineWidth = 0.8 / cell;
    this.areas.forEach((area, k) => {
      context.fillStyle = this.colour(theme, this.levels[k] + this.step);
      context.fill(area, "evenodd");
      context.stroke(area);
    });
    context.restore();
  }

  /**
   * Between two lines, the colour of the upper one.
   *
   * @param {import("./theme.js").Theme} theme
   * @param {number} height
   */
  colour(theme, height) {
    const [low, high] = this.range;
    return shade(theme.ramp, (height - low) / (high - low));
  }
}

/**
 * The heights at all pairs of xs and ys. Along the floor of a narrow ravine a height bends too sharply
 * for a curve through the grid's points: where the losses are a parabola they are refined instead.
 *
 * @param {import("./grid.js").Grid & { scale: Scale }} data
 * @param {Float64Array} xs
 * @param {Float64Array} ys
 */
export function heightsOver(data, xs, ys) {
  const { scale, height } = data;
  if (scale.kind !== "log" || !scale.parabola) return refined(data, xs, ys);
  const losses = { ...data, height: height.map((h) => lossOf(scale, h)) };
  return refined(losses, xs, ys).map((f) => heightOf(scale, f));
}

/**
 * The ground of a picture, kept for other pictures that show the same.
 *
 * @param {Ground[]} kept the one that was used last at the end
 * @param {GroundData} data
 * @param {import("./frame.js").Box} box
 * @param {Axes} window
 */
export function groundIn(kept, data, box, window) {
  const frame = makeFrame(box, window);
  const at = kept.findLastIndex((ground) => ground.serves(data, frame));
  const ground = at < 0 ? new Ground(data, frame) : kept.splice(at, 1)[0];
  kept.push(ground);
  if (kept.length > KEPT) kept.shift();
  return ground;
}

/**
 * How far apart the lines lie: 1, ½, ¼ ... of the widest, so that a finer set holds the coarser one.
 *
 * @param {number} low
 * @param {number} high
 */
export function lineStep(low, high) {
  const wanted = Math.log2((high - low) / LINES / WIDEST);
  return WIDEST * 2 ** Math.max(-HALVINGS, Math.min(0, Math.round(wanted)));
}

/**
 * The multiples of a step above the lowest and up to the highest.
 *
 * @param {number} low
 * @param {number} high
 * @param {number} step
 */
export function levelsBetween(low, high, step) {
  const first = Math.floor(low / step) + 1;
  return Array.from({ length: Math.max(0, Math.floor(high / step) - first + 1) }, (_, k) => (first + k) * step);
}

/**
 * Pixels from one point to the next.
 *
 * @param {Frame} frame
 */
function cellOf({ width, height }) {
  return Math.max(1, Math.sqrt((width * height) / POINTS));
}

/**
 * Square cells over a picture and a little beyond.
 *
 * @param {Frame} frame
 */
function meshOver(frame) {
  const { width, height, toX, toY } = frame;
  const cell = cellOf(frame);
  const places = (/** @type {number} */ pixels, /** @type {(pixel: number) => number} */ to) =>
    Float64Array.from({ length: Math.ceil(pixels / cell) + 1 + 2 * BEYOND }, (_, k) => to((k - BEYOND) * cell));
  return { xs: places(width, toX), ys: places(height, (pixel) => toY(height - pixel)) };
}

/**
 * The area above a level, in cells.
 *
 * @param {import("d3-contour").ContourMultiPolygon} area
 */
export function pathOf({ coordinates }) {
  const path = new Path2D();
  for (const ring of coordinates.flat()) {
    path.moveTo(ring[0][0], ring[0][1]);
    for (const [x, y] of ring.slice(1, -1)) path.lineTo(x, y); // its last point is its first
    path.closePath();
  }
  return path;
}
