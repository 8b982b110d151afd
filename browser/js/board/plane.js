// One picture of a lesson: a ground, and shapes on it.
//
// A plane knows shapes and roles (lessons/figure.py), never an optimizer.
import { drawAxes } from "../draw/axes.js";
import { clipTo, freshContext, makeCanvas } from "../draw/canvas.js";
import { fitted, makeFrame } from "../draw/frame.js";
import { groundIn } from "../draw/ground.js";
import { drawLandmarks } from "../draw/marks.js";
import { axesBetween, eased } from "../draw/motion.js";
import { drawShape } from "./shapes.js";

const MOVE = 700; // milliseconds of a camera move
const STAR = 9; // pixels

/** @typedef {import("../draw/frame.js").Axes} Axes */
/** @typedef {import("../draw/frame.js").Frame} Frame */
/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {{ ground: import("../draw/ground.js").GroundData, window: Axes }} View */
/**
 * What a plane needs to know of its board.
 *
 * @typedef {object} Host
 * @property {import("../draw/theme.js").Theme} theme
 * @property {number} fontSize
 * @property {Map<string, import("../draw/ground.js").Ground>} grounds laid out already
 */

/**
 * What a plane shows of a part of a lesson's data.
 *
 * @param {import("./types.js").Part} part
 * @param {import("../draw/ground.js").GroundData[]} grounds
 * @returns {View}
 */
export function viewOf({ ground, window }, grounds) {
  return { ground: grounds[ground], window };
}

export class Plane {
  /**
   * @param {Host} host
   * @param {HTMLElement} element
   */
  constructor(host, element) {
    this.host = host;
    this.element = element;
    this.canvas = makeCanvas(element, "drawn");
    this.layer = document.createElement("canvas"); // for a ground that is not yet quite there
    this.began = 0;
    /** @type {Shape[]} */
    this.shapes = [];
    /** @type {View | null} */
    this.to = null;
    /** @type {{ view: View, camera: Axes } | null} where the camera comes from, if it moves */
    this.from = null;
    /** @type {Axes | null} where it is */
    this.camera = null;
  }

  /**
   * Goes to a window; draw(grown) then draws the shapes, each as far as grown(shape) says.
   *
   * @param {Shape[]} shapes
   * @param {View} view
   * @param {boolean} animated
   */
  show(shapes, view, animated) {
    this.shapes = shapes;
    this.from = animated && this.to && this.camera ? { view: this.to, camera: this.camera } : null;
    this.to = view;
    this.began = performance.now();
  }

  /** Whether the camera has arrived. */
  get settled() {
    return !this.from || performance.now() - this.began >= MOVE;
  }

  get box() {
    const { clientWidth: width, clientHeight: height } = this.element;
    return { left: 0, top: 0, width, height };
  }

  /** How much of the camera's move is over. */
  get moved() {
    return this.settled ? 1 : eased((performance.now() - this.began) / MOVE);
  }

  /** The map from the landscape to pixels and back, as the camera stands. */
  frame() {
    const { box } = this;
    const window = this.camera ?? [
      [0, 1],
      [0, 1],
    ];
    return makeFrame(box, fitted(window, box));
  }

  /** @param {(shape: Shape) => number} [grown] */
  draw(grown = () => 1) {
    const { box, to } = this;
    if (!box.width || !to) return;
    const { theme, fontSize } = this.host;
    this.camera = this.from ? axesBetween(this.from.camera, to.window, this.moved) : to.window;
    const frame = this.frame();
    const context = freshContext(this.canvas, box.width, box.height);
    clipTo(context, frame);
    this.drawGround(context, frame, to);
    context.font = `${fontSize}px ${theme.font}`;
    drawAxes(context, frame, theme, fontSize);
    drawLandmarks(context, frame, to.ground, theme, STAR);
    for (const shape of this.shapes) {
      const share = grown(shape);
      if (share > 0) drawShape(context, frame, shape, share, theme, fontSize);
    }
    context.restore();
    if (this.settled) Object.assign(this.element.dataset, { window: frame.window.flat(), fontSize });
  }

  /**
   * While the camera moves, the ground it leaves lies over the one it goes to, which shows through
   * more and more: nothing jumps, and where one of them ends the other is.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {Frame} frame
   * @param {View} to
   */
  drawGround(context, frame, to) {
    const { theme, grounds } = this.host;
    const laid = (/** @type {View} */ { ground, window }) =>
      groundIn(grounds, ground, this.box, fitted(window, this.box));
    const next = laid(to);
    if (this.settled || !this.from) {
      next.paint(context, frame, theme);
      return;
    }
    next.paint(freshContext(this.layer, frame.width, frame.height), frame, theme);
    const put = () => context.drawImage(this.layer, 0, 0, frame.width, frame.height);
    put();
    laid(this.from.view).paint(context, frame, theme);
    context.globalAlpha = this.moved;
    put();
    context.globalAlpha = 1;
  }
}
