// Drawing on the canvases above Plotly: trails, heads, arrows, marks.

const UNSEEN = 0.6; // pixels that a line may be off without anyone seeing it
const FAR = 1e5; // canvases misdraw beyond; a diverging path leaves the picture long before

export function makeCanvas(parent, kind) {
  const canvas = document.createElement("canvas");
  canvas.className = `dl-canvas dl-${kind}`;
  parent.append(canvas);
  return canvas;
}

// Cleared and scaled so that one unit is one CSS pixel.
export function freshContext(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  // Drawn by the processor: long lines are what software WebGL is slowest at.
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.lineJoin = context.lineCap = "round";
  return context;
}

export function clipTo(context, { left, top, width, height }) {
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
}

// A line through pixels [x0, y0, x1, y1 ...]. A run that settles has hundreds of points on one
// pixel: `kept` are the steps worth drawing, `before[k]` says how many of them come before step k.
export function makeLine(pixels) {
  const count = pixels.length / 2;
  const kept = [];
  const before = new Uint32Array(count);
  let [x, y] = [Infinity, Infinity];
  for (let k = 0; k < count; k += 1) {
    before[k] = kept.length;
    const [px, py] = [pixels[2 * k], pixels[2 * k + 1]];
    if (Math.abs(px - x) + Math.abs(py - y) > UNSEEN || k === 0) {
      kept.push(k);
      [x, y] = [px, py];
    }
  }
  return { pixels, kept, before };
}

// The line from step `from` to step `to`, both included.
export function linePath({ pixels, kept, before }, from, to) {
  const path = new Path2D();
  const point = (k) => [clamp(pixels[2 * k]), clamp(pixels[2 * k + 1])];
  path.moveTo(...point(from));
  for (let i = before[from]; i < before[to]; i += 1) {
    if (kept[i] > from) path.lineTo(...point(kept[i]));
  }
  path.lineTo(...point(to));
  return path;
}

export function strokeTrail(context, path, style, theme, { width = 2.5, alpha = 1, halo = true } = {}) {
  context.globalAlpha = alpha;
  if (halo) {
    context.setLineDash([]);
    context.strokeStyle = theme.halo;
    context.lineWidth = width + 2.5;
    context.stroke(path);
  }
  context.setLineDash(style.dash);
  context.strokeStyle = style.colour;
  context.lineWidth = width;
  context.stroke(path);
  context.setLineDash([]);
  context.globalAlpha = 1;
}

export function drawHead(context, x, y, style, theme, radius = 5) {
  if (!near(x) || !near(y)) return;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = style.colour;
  context.fill();
  context.lineWidth = 1.8;
  context.strokeStyle = theme.background;
  context.stroke();
}

export function drawArrow(context, x, y, dx, dy, style, theme, { width = 2, longest = Infinity } = {}) {
  const length = Math.hypot(dx, dy);
  if (!(length > 1.5) || !near(x) || !near(y)) return;
  const cut = Math.min(1, longest / length);
  const [ux, uy] = [dx / length, dy / length];
  const [tx, ty] = [x + dx * cut, y + dy * cut];
  const head = Math.min(9, 3 + (length * cut) / 3);
  const shaft = new Path2D();
  shaft.moveTo(x, y);
  shaft.lineTo(tx - ux * head * 0.7, ty - uy * head * 0.7);
  strokeTrail(context, shaft, { colour: style.colour, dash: cut < 1 ? [4, 3] : [] }, theme, { width });
  context.beginPath();
  context.moveTo(tx, ty);
  context.lineTo(tx - ux * head - uy * head * 0.5, ty - uy * head + ux * head * 0.5);
  context.lineTo(tx - ux * head + uy * head * 0.5, ty - uy * head - ux * head * 0.5);
  context.closePath();
  context.fillStyle = style.colour;
  context.fill();
}

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

export function drawCross(context, x, y, theme, radius = 4.5) {
  if (!near(x) || !near(y)) return;
  const path = new Path2D();
  path.moveTo(x - radius, y - radius);
  path.lineTo(x + radius, y + radius);
  path.moveTo(x - radius, y + radius);
  path.lineTo(x + radius, y - radius);
  strokeTrail(context, path, { colour: theme.text, dash: [] }, theme, { width: 1.8, alpha: 0.8 });
}

export function drawRing(context, x, y, theme, radius = 6) {
  if (!near(x) || !near(y)) return;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.lineWidth = 4;
  context.strokeStyle = theme.halo;
  context.stroke();
  context.lineWidth = 2;
  context.strokeStyle = theme.text;
  context.stroke();
}

// One that is too thin to be seen is drawn as a line.
export function drawEllipse(context, x, y, rx, ry, style, theme) {
  if (!near(x) || !near(y) || !Number.isFinite(rx + ry)) return;
  const path = new Path2D();
  path.ellipse(x, y, Math.max(rx, 1), Math.max(ry, 1), 0, 0, 2 * Math.PI);
  context.globalAlpha = 0.14;
  context.fillStyle = style.colour;
  context.fill(path);
  strokeTrail(context, path, { colour: style.colour, dash: [] }, theme, { width: 1.5 });
}

const CORNERS = { diamond: [0, 1, 2, 3], square: [0.5, 1.5, 2.5, 3.5], triangle: [0, 4 / 3, 8 / 3] }; // right angles

export function drawMarker(context, x, y, shape, style, theme, radius = 6) {
  if (!near(x) || !near(y)) return;
  context.beginPath();
  for (const corner of CORNERS[shape]) {
    const angle = (corner * Math.PI) / 2;
    context.lineTo(x + radius * Math.sin(angle), y - radius * Math.cos(angle));
  }
  context.closePath();
  context.fillStyle = theme.background;
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = style.colour;
  context.stroke();
}

function clamp(value) {
  return Math.max(-FAR, Math.min(FAR, value));
}

function near(value) {
  return Math.abs(value) < FAR;
}
