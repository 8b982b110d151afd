// The shapes of a lesson (lessons/figure.py), in the colour, dash and width of their role.
import { drawHead } from "../draw/paint.js";

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

export function roleStyle(theme, role) {
  const { colour, strong, ...rest } = ROLES[role];
  const own = strong ? strong[theme.dark ? 1 : 0] : colour === "text" ? theme.text : theme.runs[colour];
  return { alpha: 1, ...rest, colour: own };
}

// Draws a shape that has grown to a share of itself; what is drawn in full ends on its own point.
export function drawShape(context, frame, shape, grown, theme, fontSize) {
  const style = roleStyle(theme, shape.role);
  context.globalAlpha = style.alpha;
  DRAW[shape.kind](context, frame, shape, grown, style, theme, fontSize);
  context.globalAlpha = 1;
}

const DRAW = {
  arrow(context, frame, { role, foot, tip, shrinks_from: from, label }, grown, style, theme, fontSize) {
    const begin = from ?? foot;
    const end = begin.map((v, axis) => v + (tip[axis] - v) * grown);
    const [x, y, tx, ty] = [frame.x(foot[0]), frame.y(foot[1]), frame.x(end[0]), frame.y(end[1])];
    arrow(context, x, y, tx, ty, style, theme);
    const left = role === "velocity"; // velocities are labelled left, pushes right
    // The middle of what can be seen of it, for an arrow that reaches out of the picture.
    const inside = (v) => Math.max(fontSize * 1.5, Math.min(frame.height - fontSize * 1.5, v));
    const middle = (inside(y) + inside(ty)) / 2;
    const share = Math.abs(ty - y) > 1 ? (middle - y) / (ty - y) : 0.5;
    text(
      context,
      label,
      x + (tx - x) * share + (left ? -14 : 14),
      middle,
      left ? "right" : "left",
      style,
      theme,
      fontSize,
    );
  },
  dot(context, frame, { at, label, role }, grown, style, theme, fontSize) {
    const [x, y] = [frame.x(at[0]), frame.y(at[1])];
    if (role === "ghost") ring(context, x, y, 8, style, [3, 3]);
    else drawHead(context, x, y, style, theme, 8 * grown);
    text(context, label, x + 16, y - 4, "left", style, theme, fontSize);
  },
  diamond(context, frame, { at, label }, grown, style, theme, fontSize) {
    const [x, y, r] = [frame.x(at[0]), frame.y(at[1]), 10 * grown];
    context.beginPath();
    context.moveTo(x, y - r);
    context.lineTo(x + r, y);
    context.lineTo(x, y + r);
    context.lineTo(x - r, y);
    context.closePath();
    context.lineWidth = 6;
    context.strokeStyle = theme.halo;
    context.stroke();
    context.lineWidth = 3;
    context.strokeStyle = style.colour;
    context.stroke();
    text(context, label, x - 18, y, "right", style, theme, fontSize);
  },
  letter(context, frame, { at, label }, _grown, _style, theme, fontSize) {
    const [x, y] = [frame.x(at[0]), frame.y(at[1])];
    context.beginPath();
    context.arc(x, y, fontSize * 0.75, 0, 2 * Math.PI);
    context.fillStyle = theme.background;
    context.fill();
    context.lineWidth = 2.5;
    context.strokeStyle = theme.accent;
    context.stroke();
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillStyle = theme.text;
    context.fillText(label, x, y + 1);
  },
  trail(context, frame, { points, dots, thin, label }, grown, style, theme, fontSize) {
    const length = (points.length - 1) * grown;
    const whole = Math.floor(length);
    const reached = points.slice(0, whole + 1);
    if (whole < points.length - 1) {
      const [a, b] = [points[whole], points[whole + 1]];
      reached.push(a.map((v, axis) => v + (b[axis] - v) * (length - whole)));
    }
    const path = new Path2D();
    for (const [x, y] of reached) path.lineTo(frame.x(x), frame.y(y));
    const width = thin ? 2.5 : 4;
    stroke(context, path, style, theme, width);
    if (dots)
      for (const [x, y] of points.slice(0, whole + 1)) drawHead(context, frame.x(x), frame.y(y), style, theme, 6);
    const [x, y] = reached.at(-1);
    if (!thin) drawHead(context, frame.x(x), frame.y(y), style, theme, 8);
    const [lx, ly] = points[Math.min(2, whole)];
    text(context, label, frame.x(lx) + 16, frame.y(ly), "left", style, theme, fontSize);
  },
  // In the right part of the picture, around a line of their own for zero.
  bars(context, frame, { names, values, scale, label }, grown, style, theme, fontSize) {
    const wide = Math.min(frame.width * 0.52, names.length * fontSize * 5);
    const left = frame.width - wide - 12;
    const signed = values.some((value) => value < 0) || names.length > 2;
    const room = frame.height - fontSize * 6.5;
    const zero = fontSize * 3 + (signed ? room / 2 : room);
    context.fillStyle = theme.background;
    context.globalAlpha = 0.82;
    context.fillRect(left - 8, 6, wide + 14, frame.height - fontSize * 1.6 - 14);
    context.globalAlpha = 1;
    text(context, label, left + wide / 2, fontSize * 1.1, "center", style, theme, fontSize);
    const step = wide / names.length;
    values.forEach((value, k) => {
      const height = ((value * grown) / scale) * (signed ? room / 2 : room);
      context.fillStyle = style.colour;
      context.fillRect(
        left + step * (k + 0.22),
        Math.min(zero, zero - height),
        step * 0.56,
        Math.max(Math.abs(height), 2),
      );
      text(
        context,
        names[k],
        left + step * (k + 0.5),
        frame.height - fontSize * 2.4,
        "center",
        { colour: theme.text },
        theme,
        fontSize,
      );
    });
    context.fillStyle = theme.text;
    context.fillRect(left, zero - 1, wide, 2);
  },
};

function arrow(context, x, y, tx, ty, style, theme) {
  const length = Math.hypot(tx - x, ty - y);
  if (length < 1) return;
  const [ux, uy] = [(tx - x) / length, (ty - y) / length];
  const head = Math.min(22, length * 0.6);
  const path = new Path2D();
  path.moveTo(x, y);
  path.lineTo(tx - ux * head * 0.8, ty - uy * head * 0.8);
  stroke(context, path, style, theme, style.width);
  context.beginPath();
  context.moveTo(tx, ty);
  context.lineTo(tx - ux * head - uy * head * 0.45, ty - uy * head + ux * head * 0.45);
  context.lineTo(tx - ux * head + uy * head * 0.45, ty - uy * head - ux * head * 0.45);
  context.closePath();
  context.fillStyle = style.colour;
  context.fill();
}

function stroke(context, path, style, theme, width) {
  context.setLineDash([]);
  context.strokeStyle = theme.halo;
  context.lineWidth = width + 3;
  context.stroke(path);
  context.setLineDash(style.dash);
  context.strokeStyle = style.colour;
  context.lineWidth = width;
  context.stroke(path);
  context.setLineDash([]);
}

function ring(context, x, y, radius, style, dash) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.setLineDash(dash);
  context.lineWidth = 2.5;
  context.strokeStyle = style.colour;
  context.stroke();
  context.setLineDash([]);
}

function text(context, words, x, y, align, style, theme, fontSize) {
  if (!words) return;
  context.font = `600 ${fontSize}px ${theme.font}`;
  context.textAlign = align;
  context.textBaseline = "middle";
  context.lineWidth = 5;
  context.strokeStyle = theme.halo;
  context.strokeText(words, x, y);
  context.fillStyle = style.colour;
  context.fillText(words, x, y);
}
