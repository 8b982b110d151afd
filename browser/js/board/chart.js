// A small line chart with marks, for the theory beside the pictures.
import { freshContext, makeCanvas } from "../draw/paint.js";
import { formatShort } from "../page/format.js";
import { ticks } from "./plane.js";
import { roleStyle } from "./shapes.js";

const MARGIN = { left: 44, right: 10, top: 12, bottom: 42 };

export class Chart {
  constructor(host, element) {
    this.host = host;
    this.element = element;
    this.canvas = makeCanvas(element, "board");
  }

  // curves: {role, y: [...]} over `x`; marks: x values with a thin line; `here`: the current x.
  draw({ x, curves, limits, marks, here, x_label: label }) {
    const { clientWidth: width, clientHeight: height } = this.element;
    if (!width || !height) return;
    const { theme } = this.host;
    const context = freshContext(this.canvas, width, height);
    const [x0, x1, y0, y1] = [x[0], x.at(-1), limits[0], limits[1]];
    const px = (v) => MARGIN.left + ((v - x0) / (x1 - x0)) * (width - MARGIN.left - MARGIN.right);
    const py = (v) => MARGIN.top + ((y1 - v) / (y1 - y0)) * (height - MARGIN.top - MARGIN.bottom);
    context.font = `13px ${theme.font}`;
    context.fillStyle = theme.text;
    context.textAlign = "right";
    context.textBaseline = "middle";
    for (const v of ticks(y0, y1, 5)) {
      context.fillText(formatShort(v), MARGIN.left - 6, py(v));
      line(
        context,
        [
          [MARGIN.left, py(v)],
          [width - MARGIN.right, py(v)],
        ],
        theme.border,
        v === 1 ? 2 : 1,
        [],
      );
    }
    context.textAlign = "center";
    for (const v of ticks(x0, x1, 4)) context.fillText(formatShort(v), px(v), height - MARGIN.bottom + 14);
    context.fillText(label, (MARGIN.left + width - MARGIN.right) / 2, height - 9);
    line(
      context,
      [
        [MARGIN.left, py(1)],
        [width - MARGIN.right, py(1)],
      ],
      theme.text,
      1.5,
      [],
    );
    marks.forEach((v, k) => {
      line(
        context,
        [
          [px(v), MARGIN.top],
          [px(v), py(y0)],
        ],
        theme.text,
        1,
        [2, 4],
      );
      context.textAlign = k ? "left" : "right";
      context.fillText(formatShort(v).replace(/^0/, ""), px(v) + (k ? 4 : -4), MARGIN.top + 8);
    });
    context.save();
    context.beginPath();
    context.rect(MARGIN.left, MARGIN.top, width - MARGIN.left - MARGIN.right, height - MARGIN.top - MARGIN.bottom);
    context.clip();
    for (const { role, y } of curves) {
      const style = roleStyle(theme, role);
      line(
        context,
        y.map((v, k) => [px(x[k]), py(v)]),
        style.colour,
        2.5,
        style.dash,
      );
    }
    context.restore();
    const at = Math.max(x0, Math.min(x1, here)); // beyond the chart: at its edge
    line(
      context,
      [
        [px(at), MARGIN.top],
        [px(at), py(y0)],
      ],
      theme.text,
      2.5,
      [],
    );
    if (at !== here) return;
    for (const { role, y } of curves)
      dot(context, px(at), py(interpolated(x, y, at)), roleStyle(theme, role).colour, py(y1));
  }
}

function line(context, points, colour, width, dash) {
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  context.setLineDash(dash);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
  context.setLineDash([]);
}

// A value above the chart is marked at its upper edge.
function dot(context, x, y, colour, highest) {
  context.beginPath();
  context.arc(x, Math.max(y, highest), 5, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
}

function interpolated(x, y, at) {
  const k = Math.min(Math.floor(((at - x[0]) / (x.at(-1) - x[0])) * (x.length - 1)), x.length - 2);
  const share = (at - x[k]) / (x[k + 1] - x[k]);
  return y[k] + (y[k + 1] - y[k]) * share;
}
