// The controls of a beat: sliders with a number, switches, choices among words.
import { button } from "../page/controls.js";
import { make } from "./words.js";

const STOPS = 200; // of a slider without a step
const DIGITS = 3; // of a value on a logarithmic slider
const FAR = 10; // stops that Shift makes of one

/** @typedef {import("./types.js").Control} Control */
/** @typedef {import("./types.js").Value} Value */
/** @typedef {import("./types.js").Values} Values */

export class Controls {
  /**
   * @param {HTMLElement} parent
   * @param {(name: string, value: Value, done: boolean) => void} onChange `done`: the hand has let go
   */
  constructor(parent, onChange) {
    this.element = make("div", "dl-bd-controls", parent);
    this.onChange = onChange;
    /** @type {Control[]} */
    this.controls = [];
    /** @type {Record<string, (value: Value) => void>} */
    this.setters = {};
  }

  /**
   * @param {Control[]} controls
   * @param {Values} values those that differ from where the controls start
   * @param {boolean} enabled
   */
  show(controls, values, enabled) {
    if (this.controls !== controls) this.build(controls);
    for (const { name, value } of controls) this.setters[name](values[name] ?? value);
    this.element.hidden = !controls.length;
    this.element.classList.toggle("dl-bd-waiting", !enabled);
    for (const input of this.element.querySelectorAll("input, button")) {
      /** @type {HTMLInputElement | HTMLButtonElement} */ (input).disabled = !enabled;
    }
  }

  /** @param {Control[]} controls */
  build(controls) {
    this.controls = controls;
    this.setters = {};
    this.element.replaceChildren();
    for (const control of controls) {
      const row = make("div", "dl-bd-control", this.element);
      row.dataset.control = control.name;
      const setter = { bool: makeSwitch, str: makeWords, float: makeSlider, int: makeSlider }[control.type];
      this.setters[control.name] = setter(row, control, (value, done) => this.onChange(control.name, value, done));
    }
  }
}

/** @typedef {(value: Value, done: boolean) => void} Changed */

/**
 * @param {HTMLElement} row
 * @param {Control} control
 * @param {Changed} changed
 */
function makeSwitch(row, { label, help }, changed) {
  const element = button(help || label, label, () => changed(element.getAttribute("aria-pressed") !== "true", true));
  element.className = "dl-toggle";
  element.setAttribute("aria-label", label);
  row.append(element);
  return (/** @type {Value} */ value) => element.setAttribute("aria-pressed", String(value));
}

/**
 * @param {HTMLElement} row
 * @param {Control} control
 * @param {Changed} changed
 */
function makeWords(row, { label, words }, changed) {
  make("span", "dl-bd-label", row, label);
  const group = make("div", "dl-bd-words-group", row);
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", label);
  const buttons = words.map(([value, said]) => {
    const element = button(said, said, () => changed(value, true), "dl-toggle");
    group.append(element);
    return /** @type {const} */ ([value, element]);
  });
  return (/** @type {Value} */ value) => {
    for (const [own, element] of buttons) element.setAttribute("aria-pressed", String(own === value));
  };
}

/**
 * A slider to explore with, and a number to be exact with.
 *
 * @param {HTMLElement} row
 * @param {Control} allowed
 * @param {Changed} changed
 */
function makeSlider(row, allowed, changed) {
  const { label, help, low, high, marks, shown } = allowed;
  const control = shown ? { ...allowed, low: shown[0], high: shown[1] } : allowed;
  make("span", "dl-bd-label", row, label).title = help;
  const track = make("div", "dl-bd-track", row);
  const slider = make("input", "dl-slider", track);
  const last = stopsOf(control);
  Object.assign(slider, { type: "range", min: "0", max: String(last), step: "any" });
  slider.step = "1";
  slider.setAttribute("aria-label", label);
  for (const [words, value] of marks) {
    const mark = make("span", "dl-bd-mark", track, words);
    mark.style.setProperty("--at", String(shareOf(control, value)));
  }
  const box = make("input", "dl-bd-number", row);
  Object.assign(box, { type: "number", min: String(low), max: String(high), step: "any" });
  box.setAttribute("aria-label", `${label}, as a number`);
  const moved = (/** @type {boolean} */ done) => {
    const value = valueAt(control, Number(slider.value) / last);
    box.value = String(value);
    slider.setAttribute("aria-valuetext", String(value));
    changed(value, done);
  };
  slider.addEventListener("keydown", (event) => {
    const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (!way || !event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    slider.value = String(Number(slider.value) + way * FAR);
    moved(true);
  });
  slider.addEventListener("input", () => moved(false));
  slider.addEventListener("change", () => moved(true));
  box.addEventListener("change", () => {
    const typed = Number(box.value);
    if (box.value === "" || !Number.isFinite(typed)) return;
    const within = Math.max(low, Math.min(high, typed));
    changed(control.type === "int" ? Math.round(within) : within, true);
  });
  return (/** @type {Value} */ value) => {
    if (document.activeElement !== slider || valueAt(control, Number(slider.value) / last) !== value)
      slider.value = String(Math.round(shareOf(control, Number(value)) * last));
    if (document.activeElement !== box) box.value = String(value);
    slider.setAttribute("aria-valuetext", String(value));
  };
}

/**
 * How many stops lie above the lowest.
 *
 * @param {Control} control
 */
export function stopsOf({ low, high, log, step, digits, type }) {
  if (digits) return placeAmong(high, digits) - placeAmong(low, digits);
  if (step && !log) return Math.round((high - low) / step);
  if (type === "int" && !log) return Math.min(Math.round(high - low), 1000);
  return STOPS;
}

/**
 * The value at a share of the slider: at a multiple of its step, or round.
 *
 * @param {Control} control
 * @param {number} share
 */
export function valueAt(control, share) {
  const { low, high, log, step, digits, type } = control;
  if (share <= 0) return low;
  if (share >= 1) return high;
  if (digits) return numberAt(placeAmong(low, digits) + Math.round(share * stopsOf(control)), digits);
  const value = log ? low * (high / low) ** share : low + (high - low) * share;
  if (step) return Number((low + Math.round((value - low) / step) * step).toPrecision(10));
  if (type === "int") return Math.round(value);
  if (log) return Number(value.toPrecision(DIGITS));
  return Number(value.toFixed(Math.max(0, Math.ceil(-Math.log10((high - low) / STOPS)))));
}

/**
 * @param {Control} control
 * @param {number} value
 */
export function shareOf(control, value) {
  const { low, high, log, digits } = control;
  const share = digits
    ? (placeAmong(value, digits) - placeAmong(low, digits)) / stopsOf(control)
    : log
      ? Math.log(value / low) / Math.log(high / low)
      : (value - low) / (high - low);
  return Math.max(0, Math.min(1, share));
}

/**
 * The place of a value among all numbers of so many digits, in order; 1 has the place 0.
 *
 * @param {number} value
 * @param {number} digits
 */
function placeAmong(value, digits) {
  const [leading, exponent] = value
    .toExponential(digits - 1)
    .split("e")
    .map(Number);
  const first = 10 ** (digits - 1);
  return 9 * first * exponent + Math.round(leading * first) - first;
}

/**
 * The number at such a place.
 *
 * @param {number} place
 * @param {number} digits
 */
function numberAt(place, digits) {
  const first = 10 ** (digits - 1);
  const exponent = Math.floor(place / (9 * first));
  return Number(`${place - 9 * first * exponent + first}e${exponent - digits + 1}`);
}
