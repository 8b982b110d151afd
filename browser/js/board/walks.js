// Whole runs on the two pictures, driven by one step: free play, and the forms frameworks store.
import { unpack } from "../blob.js";
import { listenForPresses } from "../draw/press.js";
import { Transport } from "../page/controls.js";
import { formatShort } from "../page/format.js";
import { Playable, playKeys } from "../page/playable.js";
import { Chart } from "./chart.js";
import { Stage, viewOf } from "./stage.js";
import { make, write } from "./words.js";

const SLACK = 6; // pixels within which a press is a click
const TINY = 1e-9; // what nobody wants to read digits of

/** @typedef {import("./data.js").WalksData} WalksData */
/** @typedef {import("./data.js").Walk} Walk */
/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {import("../types.js").Pair} Pair */

export class Walks extends Playable(Stage) {
  /**
   * @param {HTMLElement} root
   * @param {WalksData} data
   * @param {import("./stage.js").Options} options
   */
  constructor(root, data, options) {
    super(root, data, options);
    this.data = data;
    this.t = Math.min(data.first ?? data.steps, data.steps);
    this.speed = 0.25;
    this.moved = false; // whether the cameras are to move
    /** @type {Chart | null} */
    this.chart = null;
    /** @type {unknown[]} */
    this.written = []; // what stands beside the pictures: of which data, in which theme
    root.setAttribute("aria-label", "Two runs: space plays, arrow keys step");
    root.classList.add("dl-bd-walks");
    const middle = make("div", "dl-bd-middle", root);
    this.side = make("aside", "dl-bd-side", null);
    this.side.setAttribute("aria-label", "Numbers of the whole runs");
    this.side.tabIndex = 0; // what is longer than the window scrolls with the arrow keys
    middle.append(this.stage, this.said, this.side);
    this.transport = new Transport(this, make("div", "dl-transport", root));
    this.transport.speed.value = "0.25";
    this.listen();
    this.show();
  }

  /** @param {Uint8Array} bytes */
  update(bytes) {
    this.data = unpack(bytes);
    this.t = Math.min(this.t, this.steps);
    this.moved = !this.still;
    this.show();
  }

  show() {
    const { data } = this;
    this.figures.forEach(({ title }, side) => {
      title.textContent = data.titles[side];
    });
    this.root.style.setProperty("--dl-room", `${data.room ?? 0}px`); // for what stands under the board
    this.fill();
    this.render();
    this.say();
  }

  // Theory as a chart and a table, sentences, buttons.
  buildSide() {
    const { data, side, theme } = this;
    this.written = [theme, data];
    side.replaceChildren();
    make("h3", "dl-bd-name", side, data.chart.title);
    this.chart = new Chart(this, make("div", "dl-bd-chart", side));
    if (data.table) side.append(table(data.table, theme));
    for (const sentence of data.sentences) write(make("p", "dl-bd-fact", side), sentence, theme);
    for (const [label, address] of data.links) make("a", "dl-bd-link", side, label).href = address;
  }

  render() {
    const { data, t } = this;
    if (this.written[0] !== this.theme || this.written[1] !== data) this.buildSide();
    const view = viewOf(data, data);
    data.panels.forEach((walks, side) => {
      const shapes = walks.flatMap((walk) => this.shapesOf(walk));
      this.planes[side].show(shapes, view, this.moved);
      this.writeFormula(side, this.lines(side));
    });
    this.moved = false;
    this.colourNames(data.roles);
    this.transport.update();
    Object.assign(this.root.dataset, { step: t, steps: data.steps, playing: this.playing });
    this.paint();
  }

  get steps() {
    return this.data.steps;
  }

  draw() {
    super.draw();
    const { chart } = this.data;
    const here = chart.follows ? Math.min(this.t, chart.x[chart.x.length - 1]) : (chart.here ?? NaN);
    this.chart?.draw({ ...chart, here });
  }

  /**
   * A run up to the frame and, for a run that is taken apart, the arrows of the step from there.
   *
   * @param {Walk} walk
   * @returns {Shape[]}
   */
  shapesOf({ role, points, thin, measured, coasting, stored, label = "" }) {
    const { t } = this;
    const bare = { label: "", order: 0 };
    const dots = !thin && points.length < 60;
    /** @type {Shape[]} */
    const shapes = [
      { ...bare, kind: "trail", role, points: points.slice(0, t + 1), thin, dots, label: thin ? "" : label },
    ];
    for (const at of stored?.slice(0, t + 1) ?? []) shapes.push({ ...bare, kind: "diamond", role: "other", at });
    if (!coasting || t >= coasting.length) return shapes;
    const here = points[t];
    /** @type {Pair} */
    const carried = [here[0] + coasting[t][0], here[1] + coasting[t][1]];
    shapes.push({ ...bare, kind: "arrow", role: "velocity", foot: here, tip: carried });
    if (measured) shapes.push({ ...bare, kind: "diamond", role, at: measured[t] });
    shapes.push({ ...bare, kind: "arrow", role: "correction", foot: carried, tip: points[t + 1] ?? carried });
    return shapes;
  }

  /**
   * What is written under a picture: the step of its last run in numbers.
   *
   * @param {number} side
   */
  lines(side) {
    const { data, t } = this;
    if (data.formula) return data.formula[side];
    const { points, coasting = [], correction = [], outcome = "" } = lastOf(data.panels[side]);
    if (t >= points.length) return [`diverged at step ${points.length - 1}`];
    const here = `θ = ${point(points[t])}`;
    if (t >= coasting.length) return [here, outcome];
    return [
      `${here}, {velocity|μv} = ${point(coasting[t])}, {correction|−lr·∇f} = ${point(correction[t])}`,
      `θ′ = ${point(points[t + 1] ?? [NaN, NaN])} · ${outcome}`,
    ];
  }

  say() {
    const { data, t } = this;
    const at = data.panels.map((walks, side) => {
      const { points } = lastOf(walks);
      return `${data.titles[side]}: ${points[t] ? point(points[t]) : `diverged at step ${points.length - 1}`}`;
    });
    this.said.textContent = `Step ${t} of ${data.steps}. ${at.join(". ")}.`;
  }

  /** @param {KeyboardEvent} event */
  keys(event) {
    return playKeys(this, event);
  }

  // A click sets the start of all runs.
  listen() {
    for (const plane of this.planes) {
      /** @type {(kind: import("../draw/press.js").Kind, at: Pair) => void} */
      const ended = (kind, [px, py]) => {
        if (kind !== "click" || !this.data.movable) return;
        const frame = plane.frame();
        this.emit(
          "start",
          [frame.toX(px), frame.toY(py)].map((v) => Number(v.toFixed(2))),
        );
      };
      this.deaf.push(listenForPresses(plane.element, ended, { slack: SLACK }));
    }
  }

  destroy() {
    this.playing = false;
    cancelAnimationFrame(this.request);
    super.destroy();
  }
}

/** @param {Walk[]} walks */
function lastOf(walks) {
  return walks[walks.length - 1];
}

/** @param {Pair} values */
function point(values) {
  return `(${values.map((v) => (Math.abs(v) < TINY && v !== 0 ? "≈ 0" : formatShort(v, 4))).join(", ")})`;
}

/**
 * @param {import("./data.js").Table} data
 * @param {import("../draw/theme.js").Theme} theme
 */
function table({ head, rows }, theme) {
  const element = make("table", "dl-bd-table", null);
  const row = (/** @type {"td" | "th"} */ tag, /** @type {string[]} */ cells) => {
    const line = make("tr", "", element);
    cells.forEach((cell, k) => {
      const box = make(!cell ? "td" : k ? tag : "th", "", line);
      if (!k && tag === "td") box.setAttribute("scope", "row");
      write(box, cell, theme);
    });
  };
  row("th", head);
  for (const cells of rows) row("td", cells);
  return element;
}
