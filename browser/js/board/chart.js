// A small line chart with marks, for the theory beside the pictures.
import { clipTo, freshContext, makeCanvas } from "../draw/canvas.js";
import { makeFrame, stepAt } from "../draw/frame.js";
import { valueAt } from "../draw/motion.js";
import { evenTicks } from "../draw/ticks.js";
import { formatShort } from "../page/format.js";
import { roleStyle } from "./shapes.js";

const MARGIN = { left: 44, right: 10, top: 12, bottom: 42 };

/**
 * Curves over `x`, thin lines at the marks, a thick one at the current x, `here`.
 *
 * @typedef {object} ChartData
 * @property {number[]} x
 * @property {{ role: import("./shapes.js").Role, y: number[] }[]} curves
 * @property {[number, number]} limits
 * @property {number[]} marks
 * @property {number} here
 * @property {string} x_label
 */

export class Chart {
  /**
   * @param {import("./plane.js").Host} host
   * @param {HTMLElement} element
   */
  constructor(host, element) {
    this.host = host;
    this.element = element;
    this.canvas = makeCanvas(element, "drawn");
    this.box = { left: 0, top: 0, width: 1, height: 1 }; // of the curves
  }

  /**
   * The step at a pixel, where x is the step.
   *
   * @param {number} px
   * @param {ChartData} data
   */
  stepAt(px, { x }) {
    return stepAt(this.box, px, x.length - 1);
  }

  /** @param {ChartData} data */
  draw({ x, curves, limits: [y0, y1], marks, here, x_label: label }) {
    const { clientWidth, clientHeight } = this.element;
    if (!clientWidth || !clientHeight) return;
    const { theme } = this.host;
    const context = freshContext(this.canvas, clientWidth, clientHeight);
    const { left, top, right, bottom } = MARGIN;
    const box = { left, top, width: clientWidth - left - right, height: clientHeight - top - bottom };
    this.box = box;
    const [x0, x1] = [x[0], x[x.length - 1]];
    const frame = makeFrame(box, [
      [x0, x1],
      [y0, y1],
    ]);
    const level = (/** @type {number} */ y) => [
      [left, frame.y(y)],
      [left + box.width, frame.y(y)],
    ];
    const upright = (/** @type {number} */ at) => [
      [frame.x(at), top],
      [frame.x(at), top + box.height],
    ];
    context.font = `13px ${theme.font}`;
    context.fillStyle = theme.text;
    context.textAlign = "right";
    context.textBaseline = "middle";
    for (const v of evenTicks(y0, y1, (y1 - y0) / 5)) {
      context.fillText(formatShort(v), left - 6, frame.y(v));
      line(context, level(v), theme.border, v === 1 ? 2 : 1);
    }
    context.textAlign = "center";
    for (const v of evenTicks(x0, x1, (x1 - x0) / 4))
      context.fillText(formatShort(v), frame.x(v), top + box.height + 14);
    context.fillText(label, left + box.width / 2, clientHeight - 9);
    line(context, level(1), theme.text, 1.5);
    marks.forEach((v, k) => {
      line(context, upright(v), theme.text, 1, [2, 4]);
      context.textAlign = k ? "left" : "right";
      context.fillText(formatShort(v).replace(/^0/, ""), frame.x(v) + (k ? 4 : -4), top + 8);
    });
    clipTo(context, box);
    for (const { role, y } of curves) {
      const style = roleStyle(theme, role);
      line(
        context,
        y.map((v, k) => [frame.x(x[k]), frame.y(v)]),
        style.colour,
        2.5,
        style.dash,
      );
    }
    context.restore();
    const at = Math.max(x0, Math.min(x1, here)); // beyond the chart: at its edge
    line(context, upright(at), theme.text, 2.5);
    if (at !== here) return;
    for (const { role, y } of curves) {
      context.beginPath();
      context.arc(frame.x(at), Math.max(frame.y(valueAt(x, y, at)), top), 5, 0, 2 * Math.PI); // at most at its upper edge
      context.fillStyle = roleStyle(theme, role).colour;
      context.fill();
    }
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number[][]} points
 * @param {string} colour
 * @param {number} width
 * @param {number[]} [dash]
 */
function line(context, points, colour, width, dash = []) {
  const path = new Path2D();
  for (const [x, y] of points) path.lineTo(x, y);
  context.lineWidth = width;
  context.setLineDash(dash);
  context.strokeStyle = colour;
  context.stroke(path);
  context.setLineDash([]);
}
