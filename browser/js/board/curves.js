// Pictures on their own, one under the other, which follow the player's step and can be taken hold of.
import { strokePath } from "../draw/lines.js";
import { listenForDrags } from "../draw/press.js";
import { formatShort } from "../page/format.js";
import { Grips } from "./grips.js";
import { pairs, placeAt } from "./shapes.js";
import { Stage } from "./stage.js";
import { write } from "./words.js";

const PLAYER = "[data-testid=player]";

/** @typedef {import("../draw/frame.js").Pair} Pair */
/** @typedef {import("./types.js").CurvesData} CurvesData */
/** @typedef {import("./shapes.js").Trail} Trail */

export class Curves extends Stage {
  /**
   * @param {HTMLElement} root
   * @param {CurvesData} data
   * @param {{ emit: import("../types.js").Emit }} options
   */
  constructor(root, data, options) {
    super(root, options);
    root.classList.add("dl-curves");
    root.setAttribute("aria-label", "Curves of the schedules");
    this.data = data;
    this.t = data.t;
    /** @type {Grips[]} */
    this.grips = []; // of each figure
    this.count = 0; // of moves told
    /** @type {HTMLElement | null} */
    this.player = null;
    this.watcher = new MutationObserver(() => this.follow());
    this.finder = new MutationObserver(() => this.find());
    this.finder.observe(document.body, { childList: true, subtree: true });
    this.find();
    this.update(data);
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
    this.paint();
  }

  /** @param {number} t */
  seek(t) {
    const step = Math.max(0, Math.min(this.data.steps, Math.round(t)));
    if (this.player) this.player.dispatchEvent(new CustomEvent("dl-seek", { detail: step }));
    else {
      this.t = step;
      this.paint();
    }
  }

  /** @param {CurvesData} data */
  update(data) {
    this.data = data;
    this.grounds = data.grounds;
    this.t = Math.min(this.t, data.steps);
    this.rewrite();
  }

  rewrite() {
    const { panes } = this.data;
    this.arrange(panes);
    this.stage.style.gridTemplateColumns = "";
    panes.forEach((pane, k) => {
      const { pane: drawn, picture } = this.figures[k];
      const held = this.grips[k].held && drawn.data;
      drawn.show(held ? { ...pane, window: drawn.data?.window ?? pane.window } : pane, [], false);
      picture.dataset.takes = pane.seeks ? "steps" : "";
      picture.setAttribute("role", pane.grips ? "group" : "img");
      this.grips[k].show(pane.grips ?? []);
    });
    this.fill();
    this.paint();
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
      if (pane.data?.seeks) this.seek(pane.frame().toX(px));
    });
  }

  draw() {
    const { t } = this;
    this.shown.forEach(({ pane, step }, k) => {
      pane.draw({ grown: () => 1, t, ahead: true });
      if (pane.data?.seeks) {
        this.drawCursor(pane);
        write(step, this.valuesAt(pane.data, t), this.theme);
      }
      this.grips[k].place();
    });
    Object.assign(this.root.dataset, { step: t, steps: this.data.steps });
  }

  /** @param {import("./pane.js").Pane} pane */
  drawCursor(pane) {
    const frame = pane.frame();
    const context = /** @type {CanvasRenderingContext2D} */ (pane.canvas.getContext("2d"));
    const path = new Path2D();
    path.moveTo(frame.x(this.t), frame.top);
    path.lineTo(frame.x(this.t), frame.top + frame.height);
    strokePath(context, path, { colour: this.theme.text, dash: [] }, this.theme, { width: 1, halo: 0, alpha: 0.6 });
  }

  /**
   * What each curve comes to at a step, in its run's colour.
   *
   * @param {import("./types.js").PaneData} data
   * @param {number} t
   */
  valuesAt({ shapes }, t) {
    const trails = /** @type {Trail[]} */ (shapes.filter(({ kind }) => kind === "trail"));
    const values = trails.map((trail) => `{${trail.role}|${formatShort(heightAt(trail, t))}}`);
    return [`t = ${t}`, ...values].join("  ");
  }

  destroy() {
    this.watcher.disconnect();
    this.finder.disconnect();
    super.destroy();
  }
}

/**
 * The height of a curve at a step; between its points where they are thinned out.
 *
 * @param {Pick<Trail, "points" | "every" | "steps">} trail
 * @param {number} t
 */
export function heightAt({ points, every = 0, steps = 0 }, t) {
  const all = pairs(points);
  const at = placeAt(all.length, every || 1, steps, t);
  const [before, after] = [all[Math.floor(at)], all[Math.ceil(at)]];
  return before[1] + (after[1] - before[1]) * (at - Math.floor(at));
}
