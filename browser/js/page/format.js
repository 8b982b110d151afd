// Numbers as the page shows them: three significant digits, true minus, 1.2e−4 where needed.

/** @param {number} value */
export function formatNumber(value, digits = 3) {
  if (!Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  const size = Math.abs(value);
  const text =
    size >= 1e5 || size < 1e-3
      ? value.toExponential(digits - 1).replace("e+", "e")
      : size >= 10 ** digits
        ? String(Math.round(value))
        : value.toPrecision(digits);
  return text.replace(/-/g, "\u2212");
}

/**
 * For axes and marks: without zeros at the end.
 *
 * @param {number} value
 */
export function formatShort(value, digits = 3) {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  const rounded = Number(value.toPrecision(digits));
  const text =
    size !== 0 && (size >= 1e5 || size < 1e-3) ? rounded.toExponential().replace("e+", "e") : String(rounded);
  return text.replace(/-/g, "\u2212");
}

/** @param {import("../types.js").Pair} point */
export function formatPoint([x, y]) {
  return `(${formatShort(x)}, ${formatShort(y)})`;
}

/**
 * @param {string} label of the run that takes the same path
 * @param {number} gap
 */
export function formatSame(label, gap) {
  return `same path as ${label}${gap ? ` to ${formatShort(gap, 1)}` : ""}`;
}

/** @param {import("../types.js").Outcome} outcome */
export function formatOutcome(outcome) {
  const { kind, step, point } = outcome;
  switch (kind) {
    case "minimum":
      return `reached ${formatPoint(point)} at ${step}`;
    case "local minimum":
      return `local minimum ${formatPoint(point)} at ${step}`;
    case "saddle":
    case "maximum":
      return `at the ${kind} ${formatPoint(point)} from ${step}`;
    case "plateau":
      return "on a plateau";
    case "diverged":
      return `diverged at ${step}`;
    case "leaving":
      return `leaving from ${step}`;
    case "bouncing":
    case "circling":
      return `${kind} from ${step}${outcome.period ? `, period ${outcome.period}` : ""}`;
    case "no step":
      return "no step here";
    case "moving":
      return "still moving";
  }
}
