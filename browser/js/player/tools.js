// The buttons that lie on the panels, and what they say now.

import { button, select } from "../page/controls.js";
import { CURVES } from "./curves.js";

/** @type {[name: import("../types.js").Overlay, text: string, label: string][]} */
const OVERLAYS = [
  ["gradient", "−lr·∇f", "−lr·∇f: where plain gradient descent would go"],
  ["velocity", "velocity", "Velocity: where momentum carries the run"],
  ["look_ahead", "look-ahead", "Look-ahead point: where NAG takes its gradient"],
  ["average", "average", "Averaged point: what the method gives in the end"],
  ["base_point", "base point", "Base point: where schedule-free makes its gradient steps"],
  [
    "effective_lr",
    "step ellipse",
    "Step ellipse: the learning rate each coordinate gets (shape to scale, size normalised)",
  ],
];

/** @typedef {import("./curves.js").CurvePanel} CurvePanel */
/**
 * @typedef {object} Host
 * @property {import("../types.js").Comparison} data
 * @property {import("./contour.js").ContourPanel} contour
 * @property {import("./surface.js").SurfacePanel} surface
 * @property {CurvePanel} loss
 * @property {CurvePanel} curve
 * @property {import("../types.js").Looks} looks
 * @property {import("../types.js").Host["look"]} look
 * @property {(name: import("../types.js").Overlay) => void} toggleOverlay
 */

export class Tools {
  /** @param {Host} host */
  constructor(host) {
    this.host = host;
    const { contour, surface, loss, curve } = host;
    this.overlays = OVERLAYS.map(([name, text, label]) => this.overlay(name, text, label));
    bar(contour.element, "dl-left", ...this.overlays.map(({ element }) => element));
    bar(
      contour.element,
      "dl-right",
      button("Zoom in", "plus", () => contour.zoom(0.6)),
      button("Zoom out", "minus", () => contour.zoom(1 / 0.6)),
      button("Fit to paths", "fit", () => contour.fitPaths()),
      button("Reset view", "home", () => contour.resetView()),
    );
    this.scale = this.toggle("Height", () => surface.toggleScale());
    bar(surface.element, "dl-right", this.scale);
    this.lossTitle = document.createElement("span");
    this.lossAxis = this.toggle("Loss axis", () => loss.toggleLog());
    bar(loss.element, "dl-left dl-title", this.lossTitle, this.lossAxis);
    this.curveAxis = this.toggle("Curve axis", () => curve.toggleLog());
    this.which = this.choice(curve);
    bar(curve.element, "dl-left dl-title", this.which, this.curveAxis);
  }

  /**
   * @param {import("../types.js").Overlay} name
   * @param {string} text
   * @param {string} label
   */
  overlay(name, text, label) {
    const element = button(label, text, () => this.host.toggleOverlay(name), "dl-toggle");
    element.dataset.overlay = name;
    return { name, element };
  }

  /**
   * A button between a logarithmic and a linear scale.
   *
   * @param {string} what
   * @param {() => void} act
   */
  toggle(what, act) {
    const both = () => {
      act();
      this.label();
    };
    return button(`${what}: log or linear`, "log", both, "dl-toggle");
  }

  /** @param {CurvePanel} panel */
  choice(panel) {
    const names = /** @type {(keyof typeof CURVES)[]} */ (Object.keys(CURVES));
    /** @type {[string, string][]} */
    const options = names.map((name) => [name, CURVES[name].label]);
    return select("Which curve", options, "lr", (chosen) => {
      this.host.look({ curve: names.find((name) => name === chosen) ?? "lr", curve_axis: "auto" });
      panel.draw();
      this.label();
    });
  }

  label() {
    const { data, looks, surface, loss, curve } = this.host;
    this.which.value = looks.curve;
    say(this.scale, !surface.isLinear);
    say(this.lossAxis, loss.curve.log);
    say(this.curveAxis, curve.curve.log);
    this.lossAxis.hidden = !loss.curve.positive;
    this.curveAxis.hidden = !curve.curve.positive;
    this.lossTitle.textContent = loss.curve.label;
    for (const { name, element } of this.overlays) {
      element.setAttribute("aria-pressed", String(looks.overlays.includes(name)));
      element.hidden = !data.available.includes(name);
    }
  }
}

/**
 * @param {HTMLElement} element
 * @param {boolean} log
 */
function say(element, log) {
  element.textContent = log ? "log" : "linear";
  element.setAttribute("aria-pressed", String(log));
}

/**
 * @param {HTMLElement} box
 * @param {string} className
 * @param {HTMLElement[]} elements
 */
function bar(box, className, ...elements) {
  const tools = document.createElement("div");
  tools.className = `dl-tools ${className}`;
  tools.append(...elements);
  box.append(tools);
}
