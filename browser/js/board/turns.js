// When each turn of a beat's animation begins, and how much of a shape is drawn by now.
import { eased } from "../draw/motion.js";

const PAUSE = 350; // milliseconds before the first turn
const TURN = 650; // for one shape to grow
const PER_STEP = 45; // for a trail, up to:
const LONGEST = 4000;
const SLOWLY = 700; // per step of a trail whose every step is marked

/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {{ at: number, length: number, steps: number, isPath: boolean }} Turn when it begins, how long it takes, its steps */

export class Turns {
  /**
   * All trails of a turn are driven by the same step; what follows the playhead has no turn.
   *
   * @param {Shape[]} shapes
   * @param {boolean} still whether all is there at once
   */
  constructor(shapes, still) {
    this.began = still ? -Infinity : performance.now();
    /** @type {Map<number, Turn>} */
    this.turns = new Map();
    this.length = 0;
    const orders = shapes.filter((shape) => !isFollowing(shape)).map(({ order = 0 }) => order);
    let at = PAUSE;
    for (const order of [...new Set(orders)].filter(Boolean).sort((a, b) => a - b)) {
      const trails = shapes.filter((shape) => shape.kind === "trail").filter((shape) => shape.order === order);
      const steps = Math.max(0, ...trails.map(({ points }) => points.length / 2 - 1));
      const pace = trails.some(({ dots }) => dots) ? SLOWLY : PER_STEP;
      const isPath = trails.some(({ thin }) => !thin); // a curve against a setting has no steps
      const length = Math.min(Math.max(TURN, steps * pace), LONGEST);
      this.turns.set(order, { at, length, steps, isPath });
      at += length;
      this.length = at;
    }
  }

  /** Whether anything grows at all. */
  get any() {
    return this.turns.size > 0;
  }

  get isOver() {
    return performance.now() - this.began >= this.length;
  }

  restart() {
    this.began = performance.now();
  }

  /** The trail that is told step by step, and the step it has come to. */
  get told() {
    const turn = [...this.turns.values()].find(({ steps, isPath }) => isPath && steps > 5);
    return turn ? Math.round(turn.steps * this.share(turn)) : null;
  }

  /**
   * How much of a turn is over.
   *
   * @param {Turn} turn
   */
  share({ at, length }) {
    return Math.max(0, Math.min(1, (performance.now() - this.began - at) / length));
  }

  /**
   * How much of a shape is drawn.
   *
   * @param {Shape} shape
   */
  grown(shape) {
    const turn = this.turns.get(shape.order ?? 0);
    if (!turn || isFollowing(shape)) return 1;
    if (shape.kind !== "trail") return eased(this.share(turn));
    return Math.min(1, (turn.steps * this.share(turn)) / (shape.points.length / 2 - 1 || 1));
  }
}

/** @param {Shape} shape */
export function isFollowing(shape) {
  return shape.kind === "bystep" || ("every" in shape && Boolean(shape.every));
}
