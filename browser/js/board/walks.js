// Whole runs on the two pictures, driven by one step: free play, and the forms frameworks store.
import { unpack } from "../blob.js";
import { listenForDrags, listenForPresses } from "../draw/press.js";
import { button, Transport } from "../page/controls.js";
import { formatShort } from "../page/format.js";
import { Help } from "../page/help.js";
import { Playable, playKeys } from "../page/playable.js";
import { Chart } from "./chart.js";
import { RUN_KEYS } from "./keys.js";
import { viewOf } from "./plane.js";
import { Stage } from "./stage.js";
import { make, write } from "./words.js";

const SLACK = 6; // pixels within which a press is a click
const DOTTED = 60; // points: a run of fewer has a dot at each
const TINY = 1e-9; // what nobody wants to read digits of

/** @typedef {import("./types.js").WalksData} WalksData */
/** @typedef {import("./types.js").Walk} Walk */
/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {import("../draw/frame.js").Pair} Pair */

export class Walks extends Playable(Stage) {
  /**
   * @param {HTMLElement} root
   * @param {WalksData} data
   * @param {{ emit: import("../types.js").Emit }} options
   */
  constructor(root, data, options) {
    super(root, options);
    this.data = data;
    this.t = Math.min(data.first ?? data.steps, data.steps);
    this.speed = 0.25;
    this.moved = false;
    /** @type {unknown[]} */
    this.drawnFor = []; // the data and the theme that the side shows
    root.setAttribute("aria-label", "Two runs: space plays, arrow keys step");
    root.classList.add("dl-bd-walks");
    const middle = make("div", "dl-bd-middle", root);
    this.side = make("aside", "dl-bd-side", null);
    this.side.setAttribute("aria-label", "Numbers of the whole runs");
    this.side.tabIndex = 0; // what is longer than the window scrolls with the arrow keys
    this.chart = new Chart(this, make("div", "dl-bd-chart", null));
    middle.append(this.stage, this.said, this.side);
    this.transport = new Transport(this, make("div", "dl-transport", root));
    this.transport.speed.value = String(this.speed);
    this.transport.speed.before(button("Replay from the first step", "Replay", () => this.replay(), "dl-toggle"));
    this.help = new Help(root, this.transport.element, RUN_KEYS);
    this.listen();
    this.show(false);
  }

  /** @param {Uint8Array} bytes */
  update(bytes) {
    this.data = unpack(bytes);
    this.t = Math.min(this.t, this.data.steps);
    this.show(!this.still);
  }

  /** @param {boolean} moved whether the camera moves to where it is to be */
  show(moved) {
    this.writeTitles(this.data.titles);
    this.root.style.setProperty("--dl-room", `${this.data.room ?? 0}px`);
    this.fill();
    this.moved = moved;
    this.render();
    this.say();
  }

  // Theory as a chart and a table, sentences, links.
  buildSide() {
    const { data, side, theme } = this;
    this.drawnFor = [data, theme];
    side.replaceChildren();
    make("h3", "dl-bd-name", side, data.chart.title);
    side.append(this.chart.element);
    this.chart.element.classList.toggle("dl-bd-seeks", Boolean(data.chart.follows));
    if (data.table) side.append(tableOf(data.table, theme));
    for (const sentence of data.sentences) write(make("p", "dl-bd-fact", side), sentence, theme);
    for (const [label, address] of data.links) make("a", "dl-bd-link", side, label).href = address;
  }

  render() {
    const { data, t, theme } = this;
    if (this.drawnFor[0] !== data || this.drawnFor[1] !== theme) this.buildSide();
    const view = viewOf(data, data.grounds);
    data.panels.forEach((walks, side) => {
      const shapes = walks.flatMap((walk) => shapesOf(walk, t));
      this.planes[side].show(shapes, view, this.moved);
      this.writeFormula(side, data.formula?.[side] ?? linesOf(shownIn(walks), t));
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
    for (const plane of this.planes) plane.draw();
    const { chart } = this.data;
    const here = chart.follows ? Math.min(this.t, chart.x[chart.x.length - 1]) : chart.here;
    this.chart.draw({ ...chart, here });
  }

  say() {
    const { data, t } = this;
    const at = data.panels.map((walks, side) => {
      const { points } = shownIn(walks);
      return `${data.titles[side]}: ${points[t] ? pointText(points[t]) : `diverged at step ${points.length - 1}`}`;
    });
    this.said.textContent = `Step ${t} of ${data.steps}. ${at.join(". ")}.`;
  }

  /** @param {KeyboardEvent} event */
  ownKeys(event) {
    return playKeys(this, event);
  }

  replay() {
    this.act("first");
    this.act("play");
  }

  // A click sets the start of all runs; on a chart of the steps a press goes to one.
  listen() {
    for (const plane of this.planes) {
      const ended = (/** @type {import("../draw/press.js").Kind} */ kind, /** @type {Pair} */ [px, py]) => {
        if (kind !== "click" || !this.data.movable) return;
        const frame = plane.frame();
        const rounded = [frame.toX(px), frame.toY(py)].map((v) => Number(v.toFixed(2)));
        this.emit("start", rounded);
      };
      this.deaf.push(listenForPresses(plane.element, ended, { slack: SLACK }));
    }
    listenForDrags(this.chart.element, ([px]) => {
      const { chart } = this.data;
      if (!chart.follows) return;
      this.pause();
      this.seek(this.chart.stepAt(px, chart));
    });
  }

  destroy() {
    this.playing = false;
    cancelAnimationFrame(this.request);
    super.destroy();
  }
}

/**
 * The run a picture is about.
 *
 * @param {Walk[]} walks
 */
function shownIn(walks) {
  return walks[walks.length - 1];
}

/**
 * A run up to a step and, for a run that is taken apart, the arrows of the move from there.
 *
 * @param {Walk} walk
 * @param {number} t
 * @returns {Shape[]}
 */
export function shapesOf({ role, points, thin, measured, coasting, stored, label }, t) {
  const plain = { label: "", order: 0 };
  const dots = !thin && points.length < DOTTED;
  /** @type {Shape[]} */
  const shapes = [
    { kind: "trail", role, points: points.slice(0, t + 1), thin, dots, label: thin ? "" : (label ?? ""), order: 0 },
  ];
  for (const at of stored?.slice(0, t + 1) ?? []) shapes.push({ kind: "diamond", role: "other", at, ...plain });
  if (!coasting || t >= coasting.length) return shapes;
  const [here, [dx, dy]] = [points[t], coasting[t]];
  const carried = /** @type {Pair} */ ([here[0] + dx, here[1] + dy]);
  shapes.push({ kind: "arrow", role: "velocity", foot: here, tip: carried, ...plain });
  if (measured) shapes.push({ kind: "diamond", role, at: measured[t], ...plain });
  shapes.push({ kind: "arrow", role: "correction", foot: carried, tip: points[t + 1] ?? carried, ...plain });
  return shapes;
}

/**
 * What stands under the picture of a run at a step.
 *
 * @param {Walk} walk
 * @param {number} t
 */
export function linesOf({ points, coasting = [], correction = [], outcome = "" }, t) {
  if (t >= points.length) return [`diverged at step ${points.length - 1}`];
  const here = `θ = ${pointText(points[t])}`;
  if (t >= coasting.length) return [here, outcome];
  return [
    `${here}, {velocity|μv} = ${pointText(coasting[t])}, {correction|−lr·∇f} = ${pointText(correction[t])}`,
    `θ′ = ${pointText(points[t + 1] ?? [NaN, NaN])} · ${outcome}`,
  ];
}

/** @param {Pair} values */
function pointText(values) {
  return `(${values.map((v) => (Math.abs(v) < TINY && v !== 0 ? "≈ 0" : formatShort(v, 4))).join(", ")})`;
}

/**
 * @param {import("./types.js").Table} table
 * @param {import("../draw/theme.js").Theme} theme
 */
function tableOf({ head, rows }, theme) {
  const element = make("table", "dl-bd-table", null);
  const top = make("tr", "", element);
  for (const cell of head) write(make(cell ? "th" : "td", "", top), cell, theme);
  for (const [first, ...cells] of rows) {
    const line = make("tr", "", element);
    const name = make("th", "", line);
    name.scope = "row";
    write(name, first, theme);
    for (const cell of cells) write(make("td", "", line), cell, theme);
  }
  return element;
}
