// What a pointer does on a curve panel: it reads the values of a step, and a press goes there.
import { stepAt } from "../draw/frame.js";
import { listenForDrags, pixelIn } from "../draw/press.js";
import { readable, runStyle } from "../draw/theme.js";
import { formatNumber, formatShort } from "../page/format.js";
import { changeInWords } from "./data.js";

const GAP = 8; // pixels between a line and the values
const MARK = 5; // pixels from a mark at which the pointer is on it

/** @typedef {import("./curves.js").CurvePanel} CurvePanel */

export class Pointing {
  /** @param {CurvePanel} panel */
  constructor(panel) {
    this.panel = panel;
    /** @type {number | null} */
    this.pixel = null; // where the pointer is
    this.line = layer("dl-here", panel.element);
    this.values = layer("dl-values", panel.element);
    const { plot } = panel;
    listenForDrags(plot, ([px]) => this.go(px));
    plot.addEventListener("pointermove", (event) => this.point(pixelIn(plot, event)[0]));
    plot.addEventListener("pointerleave", () => this.point(null));
    plot.addEventListener("pointercancel", () => this.point(null));
  }

  /** @param {number} px */
  go(px) {
    const { host } = this.panel;
    const step = this.stepAt(px);
    host.pause();
    if (step !== host.t) host.seek(step);
  }

  /** @param {number | null} px */
  point(px) {
    this.pixel = px;
    this.show();
  }

  /** @param {number} px */
  stepAt(px) {
    const { host } = this.panel;
    const frame = this.panel.frame();
    return frame ? stepAt(frame, px, host.data.steps) : host.t;
  }

  /** The values at the pointer, clear of its line and of that of the shown step. */
  show() {
    const frame = this.panel.frame();
    const away = this.pixel === null || !frame;
    this.line.hidden = this.values.hidden = away;
    if (away) return;
    const { host } = this.panel;
    const step = this.stepAt(this.pixel ?? 0);
    const [here, shown] = [frame.x(step), frame.x(host.t)];
    this.write(step);
    const { top, height, left, width } = frame;
    Object.assign(this.line.style, { left: `${here}px`, top: `${top}px`, height: `${height}px` });
    const at = beside(here, shown, this.values.offsetWidth, [left, left + width]);
    Object.assign(this.values.style, { left: `${at}px`, top: `${top}px` });
  }

  /**
   * What runs change at a step, or so near to it that their mark is under the pointer.
   *
   * @param {number} step
   */
  changes(step) {
    const { host } = this.panel;
    const reach = (MARK * host.data.steps) / (this.panel.frame()?.width ?? 1);
    return host.visibleRuns().flatMap((run) => {
      const near = run.changes.filter(([begin]) => Math.abs(begin - step) <= reach);
      return near.map((change) => {
        const line = document.createElement("span");
        line.textContent = changeInWords(change);
        line.style.color = readable(runStyle(host.theme, run.index).colour, host.theme);
        return line;
      });
    });
  }

  /**
   * The step and, in its colour, the value of each run that has one there.
   *
   * @param {number} step
   */
  write(step) {
    const { host, curve } = this.panel;
    const format = curve.setting ? formatShort : formatNumber;
    const words = curve.words ?? ((run, k) => format(curve.value(run, k)));
    const lines = host.visibleRuns().map((run) => {
      const line = document.createElement("span");
      const isThere = step < this.panel.series[run.index].length;
      line.textContent = isThere ? words(run, step) : "–";
      line.style.color = readable(runStyle(host.theme, run.index).colour, host.theme);
      return line;
    });
    const head = document.createElement("b");
    head.textContent = `t = ${step}`;
    this.values.replaceChildren(head, ...lines, ...this.changes(step));
  }
}

/**
 * The left edge of a box of that width beside the first of two upright lines that covers neither; on
 * its right if that can be, and as far there as it fits in whole if nothing can be.
 *
 * @param {number} here
 * @param {number} other
 * @param {number} width
 * @param {import("../types.js").Pair} ends within which it lies
 */
export function beside(here, other, width, [left, right]) {
  const places = [here + GAP, here - GAP - width, other + GAP, other - GAP - width];
  const covers = (/** @type {number} */ at, /** @type {number} */ line) => at <= line && line <= at + width;
  const free = places.filter((at) => at >= left && at + width <= right && !covers(at, here) && !covers(at, other));
  if (free.length) return free[0];
  return width > right - left ? places[0] : Math.min(places[0], right - width);
}

/**
 * @param {string} className
 * @param {HTMLElement} panel
 */
function layer(className, panel) {
  const element = document.createElement("div");
  element.className = className;
  element.setAttribute("aria-hidden", "true");
  element.hidden = true;
  panel.append(element);
  return element;
}
