// A curve as a small picture.

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT, MARGIN] = [128, 44, 4];

/**
 * From left to right, 0 at the foot and 1 at the top.
 *
 * @param {number[]} curve
 */
export function curvePoints(curve) {
  const across = (WIDTH - 2 * MARGIN) / (curve.length - 1);
  const up = HEIGHT - 2 * MARGIN;
  return curve.map((value, k) => [MARGIN + k * across, HEIGHT - MARGIN - value * up]);
}

/** @param {number[]} curve */
export function drawnCurve(curve) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute("aria-hidden", "true");
  const line = svg.appendChild(document.createElementNS(SVG, "polyline"));
  const points = curvePoints(curve).map((point) => point.map((value) => value.toFixed(1)).join(","));
  line.setAttribute("points", points.join(" "));
  return svg;
}
