// The picture while a hand moves: the twin steps it at once, the server's answer then replaces it.
//
// What the twin does not know fades meanwhile: nothing old stays as if it were true.
import { heightOf } from "../draw/scale.js";
import { Twin } from "../twin/walk.js";
import { lastFinite } from "./data.js";

export const MOVED = "moved"; // the id of a landscape that is another while a hand moves
const PATIENCE = 4000; // milliseconds after which the page has had nothing to answer

/** @typedef {import("../types.js").Comparison} Comparison */
/** @typedef {import("../types.js").Outcome} Outcome */
/** @typedef {import("../types.js").Pair} Pair */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {import("../twin/types.js").Changes} Changes */
/** @typedef {import("../twin/types.js").Walked} Walked */

export class Live {
  /**
   * @param {Comparison} data as the page has it
   * @param {(data: Comparison) => void} show paints a picture
   */
  constructor(data, show) {
    this.given = data;
    this.show = show;
    /** @type {Twin | null} */
    this.twin = null;
    /** @type {Changes | null} */
    this.changes = null; // what the hand has made
    this.held = false;
    this.isOff = false; // after something went wrong
    this.frame = 0;
    this.waiting = 0;
  }

  /** @param {Changes} changes what the hand has made of the picture by now; {}: nothing yet */
  move(changes) {
    clearTimeout(this.waiting);
    this.changes = changes;
    this.held = true;
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      if (this.changes) this.show(this.picture(this.changes));
    });
  }

  /** The hand has let go: the page answers soon, if it has anything to answer. */
  release() {
    this.held = false;
    clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => this.end(), PATIENCE);
  }

  /**
   * The page's answer; whether it is to be shown, or what a hand that still holds has made of it.
   *
   * @param {Comparison} data
   */
  answered(data) {
    if (data.version !== this.given.version) this.twin = null;
    this.given = data;
    if (this.held && this.changes) this.move(this.changes);
    else this.forget();
  }

  /** Back to the page's picture. */
  end() {
    if (!this.changes) return;
    this.forget();
    this.show(this.given);
  }

  /**
   * The landscape as its parameters are now. Where its minima and saddles lie, the page will say.
   *
   * @param {Twin} twin
   */
  ground(twin) {
    const { landscape } = this.given;
    const { window, grid, scale } = landscape;
    const height = twin.heights(window, grid, (f) => heightOf(scale, f));
    return { ...landscape, id: MOVED, height, minima: [], saddles: [] };
  }

  forget() {
    clearTimeout(this.waiting);
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.changes = null;
    this.held = false;
  }

  /**
   * The page's picture with what a hand has made of it.
   *
   * @param {Changes} changes
   * @returns {Comparison}
   */
  picture(changes) {
    const { given } = this;
    if (!changes.unknown && !this.isOff) {
      try {
        return this.stepped(changes);
      } catch {
        this.isOff = true; // the page answers all the same
      }
    }
    return {
      ...given,
      start: changes.start ?? given.start,
      runs: given.runs.map((run) => ({ ...run, fades: "path" })),
      live: "The runs follow when you let go.",
    };
  }

  /**
   * @param {Changes} changes
   * @returns {Comparison}
   */
  stepped(changes) {
    const { given } = this;
    const { twin, steps } = given;
    this.twin ??= new Twin(twin, steps);
    const start = changes.start ?? given.start;
    const walked = this.twin.walk(start, changes);
    const landscape = changes.parameters ? this.ground(this.twin) : given.landscape;
    const minima = changes.parameters ? null : landscape.minima;
    const reasons = twin.runs.map((run, k) =>
      "unknown" in run ? `${given.runs[k].label} waits: ${run.unknown}.` : "",
    );
    return {
      ...given,
      start,
      landscape,
      runs: given.runs.map((run, k) => {
        const own = walked[k];
        return own ? moved(run, own, given, minima) : { ...run, fades: "path" };
      }),
      live: reasons.filter(Boolean).join(" "),
    };
  }
}

/**
 * A run as the twin has walked it. Of what it does not know nothing is shown.
 *
 * @param {Run} run
 * @param {Walked} walked
 * @param {Comparison} given
 * @param {Comparison["landscape"]["minima"] | null} minima null: not known, they move
 * @returns {Run}
 */
function moved(run, walked, { landscape, tolerance, twin }, minima) {
  const { position, loss } = walked;
  const last = lastFinite(position);
  const own = { ...run, ...walked, last, overlays: {}, limit: null, same: null, phases: undefined };
  const outcome = ending(position, last, twin.bounds, minima, tolerance);
  return {
    ...own,
    gradient: Float32Array.from(walked.gradient),
    height: loss.map((f) => heightOf(landscape.scale, f)),
    outcome: outcome ?? run.outcome,
    target: outcome?.point ?? nearest(position, last, minima ?? []),
    fades: outcome ? undefined : "end",
  };
}

/**
 * How a run ends: where it diverges, or at a minimum that is known; null: it would have to be worked out.
 *
 * @param {Float64Array} position
 * @param {number} last
 * @param {import("../types.js").Axes} bounds
 * @param {Comparison["landscape"]["minima"] | null} minima
 * @param {number} tolerance
 * @returns {Outcome | null}
 */
export function ending(position, last, bounds, minima, tolerance) {
  const isOut = bounds.some(
    ([low, high], axis) => !(low <= position[2 * last + axis] && position[2 * last + axis] <= high),
  );
  if (isOut) return { kind: "diverged", step: last, point: null };
  if (2 * last + 2 < position.length) return { kind: "diverged", step: last + 1, point: null };
  const point = nearest(position, last, minima ?? []);
  if (!point || distance(position, last, point) > tolerance) return null;
  let step = last;
  while (step > 0 && distance(position, step - 1, point) <= tolerance) step -= 1;
  const isGlobal = minima?.some(([x, y, , kind]) => x === point[0] && y === point[1] && kind === "global");
  return { kind: isGlobal ? "minimum" : "local minimum", step, point };
}

/**
 * The minimum nearest to where a run is.
 *
 * @param {Float64Array} position
 * @param {number} step
 * @param {Comparison["landscape"]["minima"]} minima
 * @returns {Pair | null}
 */
function nearest(position, step, minima) {
  /** @type {Pair[]} */
  const points = minima.map(([x, y]) => [x, y]);
  if (!points.length) return null;
  return points.reduce((a, b) => (distance(position, step, b) < distance(position, step, a) ? b : a));
}

/**
 * @param {Float64Array} position
 * @param {number} step
 * @param {Pair} point
 */
function distance(position, step, [x, y]) {
  return Math.hypot(position[2 * step] - x, position[2 * step + 1] - y);
}
