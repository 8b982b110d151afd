// Pictures on their own, which can be taken hold of. They follow the player's step, or have a playhead.
import { strokePath } from "../draw/lines.js";
import { listenForDrags } from "../draw/press.js";
import { Transport } from "../page/controls.js";
import { formatShort } from "../page/format.js";
import { Playable } from "../page/playable.js";
import { Grips } from "./grips.js";
import { pairs, placeAt } from "./shapes.js";
import { Stage } from "./stage.js";
import { make, write } from "./words.js";

const PLAYER = "[data-testid=player]";
const QUIET = 250; // milliseconds at a step before the page is told

/** @typedef {import("../draw/frame.js").Pair} Pair */
/** @typedef {import("./types.js").CurvesData} CurvesData */
/** @typedef {import("./shapes.js").Trail} Trail */

export class Curves extends Playable(Stage) {
  /**
   * @param {HTMLElement} root
   * @param {CurvesData} data
   * @param {{ emit: import("../types.js").Emit }} options
   */
  constructor(root, data, options) {
    super(root, options);
    root.classList.add("dl-curves");
    root.classList.toggle("dl-across", data.across);
    root.setAttribute("aria-label", data.label);
    this.data = data;
    this.t = data.t;
    this.transport = data.own && new Transport(this, make("div", "dl-transport", root), false);
    /** @type {Grips[]} */
    this.grips = []; // of each figure
    this.count = 0; // of moves told
    this.seen = data.t; // the step that the page knows of a playhead of their own
    this.telling = 0; // the timer until it is told another
    /** @type {HTMLElement | null} */
    this.player = null;
    this.watcher = new MutationObserver(() => this.follow());
    this.finder = new MutationObserver(() => this.find());
    if (!data.own) {
      this.finder.observe(document.body, { childList: true, subtree: true });
      this.find();
    }
    this.show();
  }

  get steps() {
    return this.data.steps;
  }

  // The keys are the player's.
  keys() {
    return {};
  }

  focus() {}

  /** The player of this page, as soon as it is there. */
  find() {
    const player = /** @type {HTMLElement | null} */ (document.querySelector(PLAYER));
    if (player === this.player) return;
    this.player = player;
    this.watcher.disconnect();
    if (player) this.watcher.observe(player, { attributeFilter: ["data-step"] });
    this.follow();
  }

  /** To the step that the player shows. */
  follow() {
    const step = this.player?.dataset.step;
    if (step === undefined || Number(step) === this.t) return;
    this.t = Number(step);
    this.render();
  }

  /** @param {number} t */
  seek(t) {
    const step = Math.max(0, Math.min(this.steps, Math.round(t)));
    if (this.player) this.player.dispatchEvent(new CustomEvent("dl-seek", { detail: step }));
    else super.seek(step);
  }

  // A playhead of their own is part of the page's link, wherever it rests.
  tell() {
    clearTimeout(this.telling);
    if (!this.data.own || this.playing || this.t === this.seen) return;
    this.telling = window.setTimeout(() => {
      this.seen = this.t;
      this.emit("seen", { step: this.t, at: Date.now() }); // the time: the same step again is news
    }, QUIET);
  }

  render() {
    if (this.transport) this.transport.update();
    this.tell();
    Object.assign(this.root.dataset, { step: this.t, steps: this.steps, playing: this.playing });
    this.paint();
  }

  say() {
    this.said.textContent = `Step ${this.t} of ${this.steps}.`;
  }

  /** @param {CurvesData} data */
  update(data) {
    const another = data.own && (data.steps !== this.steps || data.opened !== this.data.opened);
    this.data = data;
    this.t = another ? data.t : Math.min(this.t, data.steps);
    if (another) this.seen = data.t;
    this.show();
  }

  show() {
    this.grounds = this.data.grounds;
    this.rewrite();
  }

  rewrite() {
    const { panes } = this.data;
    this.arrange(panes);
    if (!this.data.across) this.stage.style.gridTemplateColumns = "";
    panes.forEach((pane, k) => {
      const { pane: drawn, picture } = this.figures[k];
      const held = this.grips[k].held && drawn.data;
      drawn.show(held ? { ...pane, window: drawn.data?.window ?? pane.window } : pane, [], false);
      picture.dataset.takes = followed(pane) ? "steps" : "";
      picture.setAttribute("role", pane.grips ? "group" : "img");
      this.grips[k].show(pane.grips ?? []);
    });
    this.fill();
    this.render();
    this.root.dataset.shown = String(Number(this.root.dataset.shown ?? 0) + 1);
  }

  /** @param {number} place */
  listenTo(place) {
    const { pane, picture } = this.figures[place];
    this.grips.push(
      new Grips(pane, (name, [x, y]) => {
        this.count += 1;
        this.emit("grip", { pane: place, name, x, y, count: this.count });
      }),
    );
    listenForDrags(picture, ([px]) => {
      const trail = pane.data && followed(pane.data);
      if (!trail) return;
      this.pause();
      this.seek(stepNear(trail, pane.frame(), px));
    });
  }

  draw() {
    const { t } = this;
    this.shown.forEach(({ pane, step }, k) => {
      pane.draw({ grown: () => 1, t, ahead: true, known: Boolean(pane.data?.seeks) });
      const trail = pane.data && followed(pane.data);
      if (pane.data && trail) {
        if (!isOver(trail, t, pane.data.seeks)) this.drawCursor(pane, placeOn(trail, t)[0]);
        write(step, this.valuesAt(pane.data, t), this.theme);
      } else step.textContent = "";
      this.grips[k].place();
    });
  }

  /**
   * @param {import("./pane.js").Pane} pane
   * @param {number} x
   */
  drawCursor(pane, x) {
    const frame = pane.frame();
    const context = /** @type {CanvasRenderingContext2D} */ (pane.canvas.getContext("2d"));
    const path = new Path2D();
    path.moveTo(frame.x(x), frame.top);
    path.lineTo(frame.x(x), frame.top + frame.height);
    strokePath(context, path, { colour: this.theme.text, dash: [] }, this.theme, { width: 1, halo: 0, alpha: 0.6 });
  }

  /**
   * What each curve comes to at a step, in its run's colour.
   *
   * @param {import("./types.js").PaneData} data
   * @param {number} t
   */
  valuesAt({ shapes, seeks }, t) {
    const trails = shapes.filter(isFollowing);
    const values = trails.map(
      (trail) => `{${trail.role}|${isOver(trail, t, seeks) ? "diverged" : formatShort(placeOn(trail, t)[1])}}`,
    );
    const at = seeks || isOver(trails[0], t, seeks) ? [] : [`lr ${formatShort(placeOn(trails[0], t)[0])}`];
    return [`t = ${t}`, ...at, ...values].join("  ");
  }

  destroy() {
    this.playing = false;
    cancelAnimationFrame(this.request);
    clearTimeout(this.telling);
    this.watcher.disconnect();
    this.finder.disconnect();
    super.destroy();
  }
}

/**
 * @param {import("./shapes.js").Shape} shape
 * @returns {shape is Trail}
 */
function isFollowing(shape) {
  return shape.kind === "trail" && Boolean(shape.every);
}

/**
 * Whether a run has diverged by a step; what is known before the run, as a schedule is, never ends.
 *
 * @param {Pick<Trail, "steps">} trail
 * @param {number} t
 * @param {unknown} known
 */
export function isOver({ steps = Infinity }, t, known) {
  return !known && t > steps;
}

/**
 * The first curve of a chart that follows the playhead: a press goes to its nearest step.
 *
 * @param {import("./types.js").PaneData} pane
 */
function followed({ shapes, axes }) {
  return axes && shapes.find(isFollowing);
}

/**
 * Where a curve is at a step; between its points where they are thinned out.
 *
 * @param {Pick<Trail, "points" | "every" | "steps">} trail
 * @param {number} t
 * @returns {Pair}
 */
export function placeOn({ points, every = 1, steps = 0 }, t) {
  const all = pairs(points);
  const at = placeAt(all.length, every, steps, t);
  const [before, after] = [all[Math.floor(at)], all[Math.ceil(at)]];
  const share = at - Math.floor(at);
  return [before[0] + (after[0] - before[0]) * share, before[1] + (after[1] - before[1]) * share];
}

/**
 * The step of a curve that lies nearest to a pixel across.
 *
 * @param {Pick<Trail, "points" | "every" | "steps">} trail
 * @param {{ x: (v: number) => number }} frame
 * @param {number} px
 */
export function stepNear(trail, frame, px) {
  const { steps = 0 } = trail;
  let [low, high] = [0, steps]; // its places lie one after the other from left to right
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (frame.x(placeOn(trail, middle)[0]) < px) low = middle;
    else high = middle;
  }
  const gap = (/** @type {number} */ t) => Math.abs(frame.x(placeOn(trail, t)[0]) - px);
  return gap(low) < gap(high) ? low : high;
}
