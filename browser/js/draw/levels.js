// A landscape in even steps of its height, as Plotly fills it: for the moments in which that is too slow.
import { contours } from "d3-contour";
import { pathOf } from "./ground.js";
import { extent } from "./scale.js";
import { shade } from "./theme.js";

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("./frame.js").Frame} frame
 * @param {import("./grid.js").Grid} landscape
 * @param {number} count of steps
 * @param {import("./theme.js").Theme} theme
 */
export function paintLevels(context, frame, { window: [[x0, x1], [y0, y1]], grid, height }, count, theme) {
  const [low, high] = extent(height);
  const step = (high - low) / count || 1;
  const values = Array.from(height, (h) => (Number.isNaN(h) ? high : h));
  const [left, bottom] = [frame.x(x0), frame.y(y0)];
  const [right, top] = [frame.x(x1), frame.y(y1)];
  const [wide, tall] = [(right - left) / (grid - 1), (bottom - top) / (grid - 1)];
  const around = contours().size([grid, grid]);
  context.save();
  context.fillStyle = shade(theme.ramp, 0.5 / count);
  context.fillRect(left, top, right - left, bottom - top);
  context.transform(wide, 0, 0, -tall, left - wide / 2, bottom + tall / 2); // a point is the middle of its cell
  context.strokeStyle = theme.line;
  context.lineWidth = 0.7 / wide;
  for (let k = 1; k < count; k += 1) {
    const area = pathOf(around.contour(values, low + k * step));
    context.fillStyle = shade(theme.ramp, (k + 0.5) / count);
    context.fill(area, "evenodd");
    context.stroke(area);
  }
  context.restore();
}
