// The places of a picture that can be moved: by mouse or finger, and by keys as sliders.
import { make } from "./words.js";

const SMALL = 100; // parts of a range of rates that a key moves by

/** @typedef {import("../draw/frame.js").Pair} Pair */
/** @typedef {import("./types.js").GripData} GripData */

export class Grips {
  /**
   * @param {import("./pane.js").Pane} pane
   * @param {(name: string, at: Pair) => void} moved called with the place, on the pane's axes
   * @param {() => void} [released] called when the hand lets go, or after each key
   */
  constructor(pane, moved, released = () => {}) {
    this.pane = pane;
    this.moved = moved;
    this.released = released;
    /** @type {Map<string, HTMLElement>} */
    this.elements = new Map();
    /** @type {GripData[]} */
    this.grips = [];
    /** @type {{ name: string, at: Pair } | null} */
    this.held = null; // under a hand, which is ahead of the page
  }

  /** @param {GripData[]} grips */
  show(grips) {
    this.grips = grips.map((grip) => ({ ...grip })); // a hand moves these, not the page's
    const names = grips.map(({ name }) => name);
    for (const [name, element] of this.elements) {
      if (names.includes(name)) continue;
      element.remove();
      this.elements.delete(name);
    }
    for (const grip of grips) {
      const element = this.elements.get(grip.name) ?? this.make(grip.name);
      const { x, y, at, says, foot } = grip;
      const [low, high] = x ?? y ?? [0, 1];
      element.className = `dl-grip${foot ? " dl-grip-foot" : ""}`;
      element.dataset.moves = x && y ? "both" : x ? "x" : "y";
      const values = {
        "aria-label": grip.name,
        "aria-valuemin": low,
        "aria-valuemax": high,
        "aria-valuenow": at[x ? 0 : 1],
        "aria-valuetext": says,
        "aria-orientation": x ? "horizontal" : "vertical",
        title: `${grip.name}: ${says}`,
      };
      for (const [name, value] of Object.entries(values)) element.setAttribute(name, String(value));
    }
    this.place();
  }

  /** @param {string} name */
  make(name) {
    const element = make("div", "dl-grip", this.pane.element);
    element.tabIndex = 0;
    element.setAttribute("role", "slider");
    this.elements.set(name, element);
    element.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.stopPropagation();
      event.preventDefault();
      element.setPointerCapture(event.pointerId);
      element.focus();
      this.held = { name, at: this.grip(name).at };
    });
    element.addEventListener("pointermove", (event) => {
      if (this.held?.name === name && element.hasPointerCapture(event.pointerId)) this.drag(event);
    });
    for (const end of ["pointerup", "pointercancel"]) {
      element.addEventListener(end, () => {
        if (this.held) this.released();
        this.held = null;
      });
    }
    element.addEventListener("keydown", (event) => this.keyed(event, name));
    return element;
  }

  /** @param {string} name */
  grip(name) {
    return /** @type {GripData} */ (this.grips.find((grip) => grip.name === name));
  }

  /** @param {PointerEvent} event */
  drag({ clientX, clientY }) {
    if (!this.held) return;
    const box = this.pane.element.getBoundingClientRect();
    const frame = this.pane.frame();
    this.go(this.grip(this.held.name), [frame.toX(clientX - box.left), frame.toY(clientY - box.top)]);
  }

  /**
   * Moves within what is allowed, and tells of it.
   *
   * @param {GripData} grip
   * @param {Pair} to
   */
  go(grip, to) {
    const { x, y, at, name } = grip;
    const within = (/** @type {number} */ v, /** @type {Pair | null} */ range, /** @type {number} */ stays) =>
      range ? Math.max(range[0], Math.min(range[1], v)) : stays;
    /** @type {Pair} */
    const place = [within(to[0], x, at[0]), within(to[1], y, at[1])];
    if (this.held) this.held.at = place;
    grip.at = place; // until the page has answered
    this.place();
    this.moved(name, place);
  }

  /**
   * Left and right move along, up and down the rate; what moves one way only takes both.
   *
   * @param {KeyboardEvent} event
   * @param {string} name
   */
  keyed(event, name) {
    const grip = this.grip(name);
    const to = keyedTo(grip, event.key, event.shiftKey, this.pane.data?.axes?.[1].log ?? false);
    if (!to || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.go(grip, to);
    this.released();
  }

  /** Each over its place. */
  place() {
    const frame = this.pane.frame();
    for (const { name, at } of this.grips) {
      const [x, y] = this.held?.name === name ? this.held.at : at;
      const element = this.elements.get(name);
      if (element) element.style.transform = `translate(${frame.x(x)}px, ${frame.y(y)}px)`;
    }
  }
}

/**
 * Where a key moves a grip to; null: it does not.
 *
 * @param {Pick<GripData, "at" | "x" | "y"> & { step?: number }} grip
 * @param {string} key
 * @param {boolean} far
 * @param {boolean} log whether rates are even in their logarithm
 * @returns {Pair | null}
 */
export function keyedTo({ at: [x, y], x: along, y: up, step = 1 }, key, far, log) {
  const size = far ? 10 : 1;
  const way = { ArrowRight: 1, ArrowUp: 1, PageUp: 10, ArrowLeft: -1, ArrowDown: -1, PageDown: -10 }[key];
  const level = key === "ArrowLeft" || key === "ArrowRight";
  const onX = along && (level || !up);
  const end = { Home: 0, End: 1 }[key];
  if (end !== undefined) return along ? [along[end], y] : up ? [x, up[end]] : null;
  if (way === undefined) return null;
  const count = Number((x / step).toPrecision(12)); // of whole steps, but for rounding
  if (onX) return [((way > 0 ? Math.floor(count) : Math.ceil(count)) + way * size) * step, y];
  if (!up) return null;
  if (log) return [x, y * (1 + 0.02 * size) ** way];
  return [x, y + (way * size * (up[1] - up[0])) / SMALL];
}
