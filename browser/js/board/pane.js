// One picture of a lesson: a ground or plain axes, and shapes on it.
//
// A pane knows shapes and roles (pictures/shape.py), never an optimizer.
import { drawAxes } from "../draw/axes.js";
import { clipTo, freshContext, makeCanvas } from "../draw/canvas.js";
import { fitted, makeFrame } from "../draw/frame.js";
import { groundIn } from "../draw/ground.js";
import { drawLandmarks, drawLetter } from "../draw/marks.js";
import { axesBetween, eased } from "../draw/motion.js";
import { chartFrame, drawChartAxes, groundFrame } from "./axes.js";
import { drawShapes, layFlags } from "./shapes.js";
import { canSlide, slid } from "./slide.js";
import { LETTERS } from "./words.js";

const MOVE = 700; // milliseconds of a camera move
const SLIDE = 450; // milliseconds in which bars slide
const STAR = 9; // pixels
const HEAD = 9; // pixels by which the dot at a chart's first or last step may reach over its edge
const LEAST_FONT = 12; // of which numbers at an axis are a little less
const AHEAD = 1.15; // how much larger a ground is laid out whose picture is not there yet
const WIDEST = 3.2; // width / height up to which browser/ground.py sends a ground

/** @typedef {import("../draw/frame.js").Axes} Axes */
/** @typedef {import("../draw/frame.js").Pair} Pair */
/** @typedef {import("./types.js").PaneData} PaneData */
/**
 * What a pane needs to know of its board.
 *
 * @typedef {object} Host
 * @property {import("../draw/theme.js").Theme} theme
 * @property {number} fontSize
 * @property {import("./types.js").Grounds} grounds
 * @property {import("../draw/ground.js").Ground[]} laid grounds laid out already
 */

export class Pane {
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
    /** @type {PaneData | null} */
    this.data = null;
    /** @type {Pair[]} where a question's choices lie */
    this.places = [];
    /** @type {{ data: PaneData, camera: Axes } | null} where the camera comes from, if it moves */
    this.from = null;
    /** @type {Axes | null} where it is */
    this.camera = null;
    /** @type {import("./shapes.js").Shape[]} as they were drawn last */
    this.drawn = [];
    /** @type {import("./shapes.js").Shape[] | null} where bars slide from, if they do */
    this.slides = null;
  }

  /**
   * Goes to other data; between two landscapes the camera moves.
   *
   * @param {PaneData} data
   * @param {Pair[]} places
   * @param {boolean} animated
   * @param {boolean} [sliding] whether bars slide to their new places
   */
  show(data, places, animated, sliding = false) {
    const moves = animated && this.data?.ground && data.ground && this.camera;
    this.from = moves && this.data && this.camera ? { data: this.data, camera: this.camera } : null;
    this.slides = sliding && canSlide(this.data, data) ? this.drawn : null;
    this.data = data;
    this.places = places;
    this.began = performance.now();
  }

  /** Whether the camera has arrived, and the bars. */
  get settled() {
    const passed = performance.now() - this.began;
    return (!this.from || passed >= MOVE) && (!this.slides || passed >= SLIDE);
  }

  /** The shapes, with bars where they are on their way. */
  get shapes() {
    const { data, slides } = this;
    if (!data) return [];
    if (!slides || this.settled) return data.shapes;
    return slid(slides, data.shapes, eased((performance.now() - this.began) / SLIDE), Boolean(data.axes?.[0].log));
  }

  /** What is drawn on: of a landscape no more than was sent. */
  get box() {
    const { clientWidth: width, clientHeight: height } = this.element;
    return this.data?.axes ? { left: 0, top: 0, width, height } : groundBox(width, height);
  }

  /** In pixels: a small chart has small numbers. */
  get fontSize() {
    const { fontSize } = this.host;
    return this.data?.axes ? Math.min(fontSize, Math.max(LEAST_FONT, this.element.clientWidth / 18)) : fontSize;
  }

  /** How much of the camera's move is over. */
  get moved() {
    return this.settled ? 1 : eased((performance.now() - this.began) / MOVE);
  }

  /** The map from the pane's units to pixels and back, as the camera stands. */
  frame() {
    const { box, data } = this;
    const window = this.camera ?? data?.window ?? [[0, 1], [0, 1]]; // biome-ignore format: a pair of pairs
    return data?.axes ? chartFrame(box, data.window, data.axes, this.fontSize) : groundFrame(box, window);
  }

  /** @param {import("./shapes.js").Progress} [progress] */
  draw(progress = { grown: () => 1, t: Infinity, ahead: true }) {
    const { box, data } = this;
    if (!box.width || !data) return;
    const { fontSize } = this;
    const { theme } = this.host;
    this.camera = this.from ? axesBetween(this.from.camera, data.window, this.moved) : data.window;
    const frame = this.frame();
    const context = freshContext(this.canvas, box.width, box.height);
    if (data.axes) drawChartAxes(context, frame, data.axes, theme, fontSize);
    const over = data.axes ? HEAD : 0;
    clipTo(context, { ...frame, left: frame.left - over, width: frame.width + 2 * over });
    if (data.ground && (progress.ahead || !data.veiled)) this.drawGround(context, frame, data);
    else if (data.ground && !data.axes) this.drawScale(context, frame);
    this.drawn = this.shapes;
    layFlags(context, frame, data.shapes, theme, fontSize);
    drawShapes(context, frame, this.drawn, progress, theme, fontSize);
    this.places.forEach(([x, y], k) => {
      drawLetter(context, LETTERS[k], frame.x(x), frame.y(y), theme, fontSize * 0.75);
    });
    context.restore();
    if (this.settled) Object.assign(this.element.dataset, { window: frame.window.flat(), fontSize });
  }

  /**
   * While the camera moves, the ground it leaves lies over the one it goes to, which shows through
   * more and more: nothing jumps, and where one of them ends the other is.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {import("./axes.js").PaneFrame} frame
   * @param {PaneData} data
   */
  drawGround(context, frame, data) {
    const { theme } = this.host;
    const next = this.laid(data);
    const ground = this.host.grounds[data.ground ?? ""];
    if (!ground) return;
    if (data.axes) {
      next?.paint(context, makeFrame(frame, ground.window), theme);
      return;
    }
    if (this.settled || !this.from) {
      next?.paint(context, frame, theme);
    } else {
      next?.paint(freshContext(this.layer, frame.width, frame.height), frame, theme);
      const put = () => context.drawImage(this.layer, 0, 0, frame.width, frame.height);
      put();
      this.laid(this.from.data)?.paint(context, frame, theme);
      context.globalAlpha = this.moved;
      put();
      context.globalAlpha = 1;
    }
    this.drawScale(context, frame);
    drawLandmarks(context, frame, ground, theme, STAR);
  }

  /**
   * The numbers at the edges of a landscape.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {import("./axes.js").PaneFrame} frame
   */
  drawScale(context, frame) {
    const { fontSize } = this;
    const { theme } = this.host;
    context.font = `${fontSize}px ${theme.font}`;
    drawAxes(context, frame, theme, fontSize);
  }

  /**
   * The ground of some data, laid out for this pane's size.
   *
   * @param {PaneData} data
   */
  laid(data) {
    const ground = this.host.grounds[data.ground ?? ""];
    if (!ground) return null;
    const { box } = this;
    if (!data.axes) return groundIn(this.host.laid, ground, box, fitted(data.window, box));
    const { width, height } = chartFrame(box, data.window, data.axes, this.fontSize);
    return groundIn(this.host.laid, ground, { left: 0, top: 0, width, height }, ground.window);
  }

  /**
   * Lays out the ground of a picture to come, which will be about as high as this one.
   *
   * @param {PaneData} data
   * @param {number} width of that picture, about
   */
  layAhead({ ground: id, axes, window }, width) {
    const ground = this.host.grounds[id ?? ""];
    if (!ground || axes) return;
    const box = groundBox(width * AHEAD, this.element.clientHeight * AHEAD);
    const [[x0, x1], [y0, y1]] = fitted(window, box);
    const [dx, dy] = [((x1 - x0) * (AHEAD - 1)) / 2, ((y1 - y0) * (AHEAD - 1)) / 2];
    groundIn(this.host.laid, ground, box, [
      [x0 - dx, x1 + dx],
      [y0 - dy, y1 + dy],
    ]);
  }
}

/**
 * Where a landscape lies: no wider than it is sent.
 *
 * @param {number} width
 * @param {number} height
 */
function groundBox(width, height) {
  return { left: 0, top: 0, width: Math.min(width, WIDEST * height), height };
}
