// Pictures that follow a hand: until the page has answered, the twin steps their runs at once.
//
// What the twin does not know is away meanwhile: nothing old stays as if it were true.
import { extent, heightOf } from "../draw/scale.js";
import { Twin } from "../twin/walk.js";

const MOST_POINTS = 500; // of a line, as pictures/paths.py has it
const DOTTED = 60; // steps of a run up to which there is a dot at each

/** @typedef {import("../draw/frame.js").Axes} Axes */
/** @typedef {import("../draw/frame.js").Pair} Pair */
/** @typedef {import("../draw/ground.js").GroundData} GroundData */
/** @typedef {import("../twin/types.js").Changes} Changes */
/** @typedef {import("../twin/types.js").TwinData} TwinData */
/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {import("./shapes.js").Trail} Trail */
/** @typedef {import("./types.js").Beat} Beat */
/** @typedef {import("./types.js").BoardTwin} BoardTwin */
/** @typedef {import("./types.js").Follows} Follows */
/** @typedef {import("./types.js").Grounds} Grounds */
/** @typedef {import("./types.js").PaneData} PaneData */
/** @typedef {import("./types.js").Twins} Twins */
/** @typedef {import("./types.js").Values} Values */

export class Followers {
  constructor() {
    /** @type {Map<BoardTwin, Twin>} */
    this.twins = new Map();
    this.isOff = false; // after something went wrong
    /** @type {{ answered: Beat, values: Values, grounds: Grounds, beat: Beat } | null} */
    this.kept = null; // what was worked out last
  }

  /**
   * A beat at the values that a hand has set, as far as the twin knows it.
   *
   * @param {Beat} answered as the page has answered last
   * @param {Beat} resting as it opens
   * @param {Values} values
   * @param {Twins} twins
   * @param {Grounds} grounds to which those that move are added
   * @returns {Beat} the same if no picture follows
   */
  beat(answered, resting, values, twins, grounds) {
    const { kept } = this;
    if (kept?.answered === answered && kept.values === values && kept.grounds === grounds) return kept.beat;
    this.kept = { answered, values, grounds, beat: answered };
    if (this.isOff) return answered;
    try {
      const panes = answered.panes.map((pane, k) =>
        this.pane(pane, answered.values, resting.panes[k], values, twins, grounds, k),
      );
      if (panes.some((pane, k) => pane !== answered.panes[k]))
        this.kept.beat = { ...answered, panes, steps: Math.max(...panes.map(stepsOf)) };
    } catch {
      this.isOff = true; // the page answers all the same
    }
    return this.kept.beat;
  }

  /**
   * @param {PaneData} answered
   * @param {Values} before for which it was
   * @param {PaneData | undefined} resting
   * @param {Values} values
   * @param {Twins} twins
   * @param {Grounds} grounds
   * @param {number} place
   * @returns {PaneData}
   */
  pane(answered, before, resting, values, twins, grounds, place) {
    const known = answered.follows ? answered : resting; // a live beat says it if words are set
    const follows = known?.follows;
    const entry = follows && twins[follows.twin];
    const changes = entry && changesBy(follows, entry, values);
    if (!changes) return answered;
    const [under, since] = areAlike(answered, known) ? [answered, before] : [known, follows.base];
    const moved = Object.keys({ ...since, ...values }).filter((name) => since[name] !== values[name]);
    const stale = new Set(moved.flatMap((name) => follows.moved[name] ?? []));
    const twin = this.twins.get(entry) ?? new Twin(entry, entry.steps);
    this.twins.set(entry, twin);
    const walked = twin.walk(changes.start, changes);
    const runs = new Map(follows.runs);
    const shapes = under.shapes.flatMap((shape, k) => {
      const run = runs.get(k);
      if (stale.has(k) || (run !== undefined && !walked[run])) return [];
      if (shape.kind === "dot" && follows.starts.includes(k)) return [{ ...shape, at: changes.start }];
      if (shape.kind !== "trail" || run === undefined) return [shape];
      return [trailOf(shape, /** @type {import("../twin/types.js").Walked} */ (walked[run]).position)];
    });
    const ground = grounds[under.ground ?? ""];
    if (!changes.parameters || !ground) return { ...under, shapes };
    const name = `moved ${place}`;
    const id = `${ground.id} ${JSON.stringify(changes.parameters)}`; // the same under all that show it
    grounds[name] = groundOf(ground, twin, entry.view, id);
    return { ...under, shapes, ground: name };
  }
}

/**
 * What values make of a picture's runs; null: it is as it was, or the page must say.
 *
 * @param {Follows} follows
 * @param {BoardTwin} entry
 * @param {Values} values those that differ from how the beat opens
 * @returns {Changes & { start: Pair } | null}
 */
export function changesBy({ base, targets }, { start, runs }, values) {
  if (Object.keys(base).some((name) => values[name] !== base[name])) return null;
  /** @type {Changes & { start: Pair }} */
  const changes = { start: [...start] };
  let any = false;
  for (const [name, value] of Object.entries(values)) {
    if (name in base) continue;
    if (!targets[name] || typeof value !== "number") return null;
    for (const [place, law] of targets[name]) {
      any = true;
      const number = law.length ? 1 / (law[0] + law[1] * value) : value;
      if (place[0] === "start") changes.start[place[1]] = number;
      else if (place[0] === "turn") changes.start = turned(start, number - place[1]);
      else if (place[0] === "noise") changes.noise = number;
      else if (place[0] === "parameters") changes.parameters = { ...changes.parameters, [place[1]]: number };
      else {
        const [, at, setting] = place;
        const run = runs[at];
        if ("legs" in run && !run.legs[0].follows.includes(setting)) return null;
        changes.runs = { ...changes.runs, [at]: { ...changes.runs?.[at], [setting]: number } };
      }
    }
  }
  return any ? changes : null;
}

/**
 * A point turned around (0, 0).
 *
 * @param {Pair} point
 * @param {number} degrees
 * @returns {Pair}
 */
function turned([x, y], degrees) {
  const angle = (degrees * Math.PI) / 180;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return [c * x - s * y, s * x + c * y];
}

/**
 * A run as pictures/paths.py draws it: up to where it ends, thinned, in the look of another trail.
 *
 * @param {Trail} trail
 * @param {Float64Array} position
 * @returns {Trail}
 */
export function trailOf(trail, position) {
  const ends = position.findIndex((v) => !Number.isFinite(v));
  const last = Math.max((ends < 0 ? position.length / 2 : Math.floor(ends / 2)) - 1, 0);
  const every = Math.ceil(last / MOST_POINTS) || 1;
  const kept = Array.from({ length: Math.ceil(last / every) }, (_, k) => k * every);
  const points = Float32Array.from([...kept, last].flatMap((k) => [position[2 * k], position[2 * k + 1]]));
  const isUsual = Boolean(trail.dots) === (trail.steps ?? 0) <= DOTTED;
  return { ...trail, points, every, steps: last, dots: isUsual ? last <= DOTTED : trail.dots };
}

/**
 * The ground as the twin's parameters make it; of minima and saddles those at which it is still level.
 *
 * @param {GroundData} ground
 * @param {Twin} twin
 * @param {Axes} view of its landscape
 * @param {string} id
 * @returns {GroundData}
 */
function groundOf(ground, twin, view, id) {
  const height = twin.heights(ground.window, ground.grid, (f) => heightOf(ground.scale, f));
  const isLevel = (/** @type {number} */ x, /** @type {number} */ y) => twin.slope.at(x, y).every((g) => g === 0);
  const minima = ground.minima.filter(([x, y]) => isLevel(x, y));
  const saddles = ground.saddles.filter(([x, y]) => isLevel(x, y));
  return { ...ground, id, height, minima, saddles, shades: shadesOf(ground, twin, view) };
}

/**
 * The shades of a ground that has become higher or lower (`shades` in browser/ground.py).
 *
 * @param {GroundData} ground
 * @param {Twin} twin
 * @param {Axes} view
 * @returns {GroundData["shades"]}
 */
function shadesOf({ shades, grid }, twin, view) {
  const { scale, range } = shades;
  if (scale.kind === "signed") return shades;
  const [, above] = extent(twin.heights(view, grid, (f) => f - scale.lowest));
  const shift = Math.log10(above / (10 ** range[1] - scale.floor));
  return { scale: { ...scale, floor: scale.floor * 10 ** shift }, range: [range[0] + shift, range[1] + shift] };
}

/**
 * Whether pictures have shapes of the same kinds and roles, one by one.
 *
 * @param {PaneData} one
 * @param {PaneData} other
 */
function areAlike({ shapes }, { shapes: others }) {
  return (
    shapes.length === others.length &&
    shapes.every(({ kind, role }, k) => kind === others[k].kind && role === others[k].role)
  );
}

/**
 * The last step that a picture's playhead can go to.
 *
 * @param {PaneData} pane
 */
function stepsOf({ shapes }) {
  const steps = shapes.map((shape) => {
    if (shape.kind === "bystep") return shape.steps.length - 1;
    return "steps" in shape ? (shape.steps ?? 0) : 0;
  });
  return Math.max(0, ...steps);
}
