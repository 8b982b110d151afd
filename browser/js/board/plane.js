// One picture of a lesson: the bowl ½(x² + κy²), drawn exactly at any zoom, and shapes on it.
//
// A plane knows shapes and roles (lessons/figure.py), never an optimizer.
import { clipTo, drawStar, freshContext, makeCanvas } from "../draw/paint.js";
import { formatShort } from "../page/format.js";
import { drawShape } from "./shapes.js";

const LINES = 12; // contour lines across a picture, about
const LOWEST = 0.02; // the value from which the colours start
const HIGHEST = 150;
const MOVE = 700; // milliseconds of a camera move

export class Plane {
  constructor(host, element) {
    this.host = host;
    this.element = element;
    this.canvas = makeCanvas(element, "board");
    this.shapes = [];
    this.camera = null;
  }

  // Goes to a window; draw(grown) then draws the shapes, each as far as grown(shape) says.
  show(shapes, window, animated) {
    this.shapes = shapes;
    this.from = animated && this.camera ? this.camera : window;
    this.to = window;
    this.began = performance.now();
  }

  // Whether the camera has arrived.
  get settled() {
    return performance.now() - this.began >= MOVE || this.from === this.to;
  }

  // The window asked for, widened so that both axes have the same scale.
  fitted([[x0, x1], [y0, y1]]) {
    const { width, height } = this.size;
    const scale = Math.min(width / (x1 - x0), height / (y1 - y0));
    const [cx, cy] = [(x0 + x1) / 2, (y0 + y1) / 2];
    const [w, h] = [width / scale / 2, height / scale / 2];
    return [
      [cx - w, cx + w],
      [cy - h, cy + h],
    ];
  }

  get size() {
    const { clientWidth: width, clientHeight: height } = this.element;
    return { width, height };
  }

  // The map from the landscape to pixels and back.
  frame() {
    const { width, height } = this.size;
    const moved = this.settled ? 1 : eased((performance.now() - this.began) / MOVE);
    this.camera = this.from.map((range, axis) => range.map((v, end) => v + (this.to[axis][end] - v) * moved));
    const [[x0, x1], [y0, y1]] = this.fitted(this.camera);
    const scale = width / (x1 - x0);
    return {
      left: 0,
      top: 0,
      width,
      height,
      scale,
      window: [
        [x0, x1],
        [y0, y1],
      ],
      x: (v) => (v - x0) * scale,
      y: (v) => (y1 - v) * scale,
      toX: (px) => x0 + px / scale,
      toY: (py) => y1 - py / scale,
    };
  }

  draw(grown = () => 1) {
    const { width, height } = this.size;
    if (!width || !this.to) return;
    const frame = this.frame();
    const { theme, fontSize } = this.host;
    const context = freshContext(this.canvas, width, height);
    clipTo(context, frame);
    this.drawGround(context, frame, theme);
    context.font = `${fontSize}px ${theme.font}`;
    drawAxes(context, frame, theme, fontSize);
    drawStar(context, frame.x(0), frame.y(0), theme, { radius: 9 });
    for (const shape of this.shapes) {
      const share = grown(shape);
      if (share > 0) drawShape(context, frame, shape, share, theme, fontSize);
    }
    context.restore();
    if (this.settled) Object.assign(this.element.dataset, { window: frame.window.flat(), fontSize });
  }

  // Level sets of the bowl are ellipses: filled from the highest down, then their lines.
  drawGround(context, frame, theme) {
    const { kappa } = this.host;
    const [low, high] = heightRange(this.fitted(this.to), kappa);
    const factor = 2 ** nearestPower(Math.log2(high / low) / LINES);
    const first = Math.ceil(Math.log(LOWEST) / Math.log(factor));
    const last = Math.ceil(Math.log(heightRange(frame.window, kappa)[1]) / Math.log(factor));
    const ellipse = (f) => {
      const [a, b] = [Math.sqrt(2 * f) * frame.scale, Math.sqrt((2 * f) / kappa) * frame.scale];
      context.beginPath();
      context.ellipse(frame.x(0), frame.y(0), a, b, 0, 0, 2 * Math.PI);
    };
    context.fillStyle = shade(theme.ramp, 1);
    context.fillRect(0, 0, frame.width, frame.height);
    for (let k = last; k >= first; k -= 1) {
      const f = factor ** k;
      context.fillStyle = shade(theme.ramp, Math.log(f / LOWEST) / Math.log(HIGHEST / LOWEST));
      ellipse(f);
      context.fill();
      context.strokeStyle = theme.line;
      context.lineWidth = 0.8;
      context.stroke();
    }
  }
}

// Lines at both axes of the bowl, numbers along the left and the lower edge.
function drawAxes(context, frame, theme, fontSize) {
  context.strokeStyle = theme.text;
  context.globalAlpha = 0.35;
  context.lineWidth = 1;
  context.setLineDash([6, 6]);
  context.beginPath();
  context.moveTo(0, frame.y(0));
  context.lineTo(frame.width, frame.y(0));
  context.moveTo(frame.x(0), 0);
  context.lineTo(frame.x(0), frame.height);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 0.75;
  const write = (text, x, y, align) => {
    context.textAlign = align;
    context.strokeStyle = theme.halo;
    context.lineWidth = 4;
    context.strokeText(text, x, y);
    context.fillStyle = theme.text;
    context.fillText(text, x, y);
  };
  context.textBaseline = "alphabetic";
  const [[x0, x1], [y0, y1]] = frame.window;
  for (const v of ticks(x0, x1, frame.width / (fontSize * 7))) {
    const x = frame.x(v);
    if (x > fontSize * 3.4 && x < frame.width - fontSize * 1.5) write(formatShort(v), x, frame.height - 6, "center");
  }
  context.textBaseline = "middle";
  for (const v of ticks(y0, y1, frame.height / (fontSize * 4))) {
    const y = frame.y(v);
    if (y > fontSize && y < frame.height - fontSize * 1.6) write(formatShort(v), 6, y, "left");
  }
  context.globalAlpha = 1;
}

export function ticks(low, high, count) {
  const rough = (high - low) / Math.max(count, 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((digit) => digit * power).find((size) => size >= rough);
  const values = [];
  for (let k = Math.ceil(low / step); k * step <= high; k += 1) values.push(Number((k * step).toPrecision(12)));
  return values;
}

// The least (but not zero) and the largest value of the bowl in a window.
function heightRange([[x0, x1], [y0, y1]], kappa) {
  const near = (a, b) => (a <= 0 && b >= 0 ? 0 : Math.min(Math.abs(a), Math.abs(b)));
  const far = (a, b) => Math.max(Math.abs(a), Math.abs(b));
  const f = (x, y) => (x * x + kappa * y * y) / 2;
  return [Math.max(f(near(x0, x1), near(y0, y1)), LOWEST), f(far(x0, x1), far(y0, y1))];
}

// 1, ½, ¼ ... doublings between two lines: a finer set holds the coarser one.
function nearestPower(doublings) {
  return 2 ** Math.max(-6, Math.min(0, Math.round(Math.log2(doublings))));
}

// The colour at a share of the ramp, mixed between its stops.
function shade(ramp, share) {
  const t = Math.max(0, Math.min(1, share)) * (ramp.length - 1);
  const k = Math.min(Math.floor(t), ramp.length - 2);
  const channel = (colour, at) => parseInt(colour.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) => {
    const [a, b] = [channel(ramp[k][1], at), channel(ramp[k + 1][1], at)];
    return Math.round(a + (b - a) * (t - k));
  });
  return `rgb(${mixed})`;
}

export function eased(share) {
  const t = Math.max(0, Math.min(1, share));
  return t * t * (3 - 2 * t);
}
