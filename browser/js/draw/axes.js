// Words with a halo, and the axes of a picture without a frame.
import { formatShort } from "../page/format.js";
import { evenTicks } from "./ticks.js";

/** @typedef {CanvasRenderingContext2D} Context */
/** @typedef {import("./theme.js").Theme} Theme */

/**
 * In the context's font.
 *
 * @param {Context} context
 * @param {string} words
 * @param {number} x
 * @param {number} y
 * @param {Theme} theme
 * @param {{ colour?: string, align?: CanvasTextAlign, baseline?: CanvasTextBaseline, halo?: number }} [how]
 */
export function drawWords(
  context,
  words,
  x,
  y,
  theme,
  { colour = theme.text, align = "left", baseline = "middle", halo = 5 } = {},
) {
  context.textAlign = align;
  context.textBaseline = baseline;
  context.lineWidth = halo;
  context.strokeStyle = theme.halo;
  context.strokeText(words, x, y);
  context.fillStyle = colour;
  context.fillText(words, x, y);
}

/**
 * Dashed lines at x = 0 and y = 0, numbers along the left and the lower edge.
 *
 * @param {Context} context
 * @param {import("./frame.js").Frame} frame
 * @param {Theme} theme
 * @param {number} fontSize
 */
export function drawAxes(context, frame, theme, fontSize) {
  const {
    width,
    height,
    window: [[x0, x1], [y0, y1]],
  } = frame;
  const lines = new Path2D();
  lines.moveTo(0, frame.y(0));
  lines.lineTo(width, frame.y(0));
  lines.moveTo(frame.x(0), 0);
  lines.lineTo(frame.x(0), height);
  context.globalAlpha = 0.35;
  context.strokeStyle = theme.text;
  context.lineWidth = 1;
  context.setLineDash([6, 6]);
  context.stroke(lines);
  context.setLineDash([]);
  context.globalAlpha = 0.75;
  for (const v of evenTicks(x0, x1, ((x1 - x0) * fontSize * 7) / width)) {
    const x = frame.x(v);
    if (x <= fontSize * 3.4 || x >= width - fontSize * 1.5) continue;
    drawWords(context, formatShort(v), x, height - 6, theme, { align: "center", baseline: "alphabetic", halo: 4 });
  }
  for (const v of evenTicks(y0, y1, ((y1 - y0) * fontSize * 4) / height)) {
    const y = frame.y(v);
    if (y > fontSize && y < height - fontSize * 1.6) drawWords(context, formatShort(v), 6, y, theme, { halo: 4 });
  }
  context.globalAlpha = 1;
}
