// Numbers as the page shows them: three significant digits, true minus, 1.2e−4 where needed.

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

// For axes and marks: without zeros at the end.
export function formatShort(value, digits = 3) {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  const rounded = Number(value.toPrecision(digits));
  const text =
    size !== 0 && (size >= 1e5 || size < 1e-3) ? rounded.toExponential().replace("e+", "e") : String(rounded);
  return text.replace(/-/g, "\u2212");
}

export function formatPoint([x, y]) {
  return `(${formatShort(x)}, ${formatShort(y)})`;
}

const ENDINGS = {
  minimum: (o) => `reached ${formatPoint(o.point)} at ${o.step}`,
  "local minimum": (o) => `local minimum ${formatPoint(o.point)} at ${o.step}`,
  saddle: (o) => `at the saddle ${formatPoint(o.point)} from ${o.step}`,
  maximum: (o) => `at the maximum ${formatPoint(o.point)} from ${o.step}`,
  plateau: () => "on a plateau",
  diverged: (o) => `diverged at ${o.step}`,
  "no step": () => "no step here",
  moving: () => "still moving",
};

export function formatOutcome(outcome) {
  return ENDINGS[outcome.kind](outcome);
}
