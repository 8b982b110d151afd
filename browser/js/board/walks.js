// Whole runs on the two pictures, driven by one step: free play, and the forms frameworks store.
import { unpack } from "../blob.js";
import { listenForPresses } from "../draw/press.js";
import { Transport } from "../page/controls.js";
import { formatShort } from "../page/format.js";
import { Playable, playKeys } from "../page/playable.js";
import { Chart } from "./chart.js";
import { Stage } from "./stage.js";
import { make, write } from "./words.js";

const SLACK = 6; // pixels within which a press is a click
const TINY = 1e-9; // what nobody wants to read digits of

export class Walks extends Playable(Stage) {
  constructor(root, options) {
    super(root, options);
    root.setAttribute("aria-label", "Two runs: space plays, arrow keys step");
    root.classList.add("dl-bd-walks");
    this.speed = 0.25;
    this.transport.speed.value = "0.25";
    this.listen();
  }

  build() {
    const { root } = this;
    const middle = make("div", "dl-bd-middle", root);
    this.buildPanels(middle);
    this.side = make("aside", "dl-bd-side", middle);
    this.side.setAttribute("aria-label", "Numbers of the whole runs");
    this.side.tabIndex = 0; // what is longer than the window scrolls with the arrow keys
    this.transport = new Transport(this, make("div", "dl-transport", root));
  }

  update(bytes) {
    const data = unpack(bytes);
    const first = !this.data;
    this.data = data;
    this.t = first ? Math.min(data.first ?? data.steps, data.steps) : Math.min(this.t, data.steps);
    this.figures.forEach(({ title }, side) => {
      title.textContent = data.titles[side];
    });
    this.root.style.setProperty("--dl-room", `${data.room ?? 0}px`); // for what stands under the board
    this.fill();
    this.moved = !first && !this.still;
    this.render();
    this.say();
  }

  // Theory as a chart and a table, sentences, buttons.
  buildSide() {
    const { data, side, theme } = this;
    [this.drawnTheme, this.drawnData] = [theme, data];
    side.replaceChildren();
    this.chart = null;
    if (data.chart) {
      make("h3", "dl-bd-name", side, data.chart.title);
      this.chart = new Chart(this, make("div", "dl-bd-chart", side));
    }
    if (data.table) side.append(table(data.table, theme));
    for (const sentence of data.sentences) write(make("p", "dl-bd-fact", side), sentence, theme);
    for (const [label, address] of data.links) make("a", "dl-bd-link", side, label).href = address;
  }

  render() {
    const { data, t } = this;
    if (this.drawnTheme !== this.theme || this.drawnData !== data) this.buildSide();
    const view = this.viewOf(data);
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

  // The playhead's own frames move it.
  isMoving() {
    return false;
  }

  draw() {
    for (const plane of this.planes) plane.draw();
    const { chart } = this.data;
    this.chart?.draw(chart.follows ? { ...chart, here: Math.min(this.t, chart.x.at(-1)) } : chart);
  }

  // A run up to the frame and, for a run that is taken apart, the arrows of the step from there.
  shapesOf({ role, points, thin, measured, coasting, stored, label }) {
    const { t } = this;
    const shapes = [
      { kind: "trail", role, points: points.slice(0, t + 1), thin, dots: !thin && points.length < 60, label, order: 0 },
    ];
    if (thin) shapes[0].label = "";
    if (stored)
      for (const at of stored.slice(0, t + 1)) shapes.push({ kind: "diamond", role: "other", at, label: "", order: 0 });
    if (!coasting || t >= coasting.length) return shapes;
    const here = points[t];
    const carried = here.map((v, axis) => v + coasting[t][axis]);
    shapes.push({ kind: "arrow", role: "velocity", foot: here, tip: carried, label: "", order: 0 });
    if (measured) shapes.push({ kind: "diamond", role, at: measured[t], label: "", order: 0 });
    shapes.push({
      kind: "arrow",
      role: "correction",
      foot: carried,
      tip: points[t + 1] ?? carried,
      label: "",
      order: 0,
    });
    return shapes;
  }

  lines(side) {
    const { data, t } = this;
    if (data.formula) return data.formula[side];
    const walk = data.panels[side].at(-1);
    if (t >= walk.points.length) return [`diverged at step ${walk.points.length - 1}`];
    const here = `θ = ${point(walk.points[t])}`;
    if (t >= walk.coasting.length) return [here, walk.outcome];
    return [
      `${here}, {velocity|μv} = ${point(walk.coasting[t])}, {correction|−lr·∇f} = ${point(walk.correction[t])}`,
      `θ′ = ${point(walk.points[t + 1] ?? [NaN, NaN])} · ${walk.outcome}`,
    ];
  }

  say() {
    const { data, t } = this;
    const at = data.panels.map((walks, side) => {
      const { points } = walks.at(-1);
      return `${data.titles[side]}: ${points[t] ? point(points[t]) : `diverged at step ${points.length - 1}`}`;
    });
    this.said.textContent = `Step ${t} of ${data.steps}. ${at.join(". ")}.`;
  }

  keys(event) {
    return playKeys(this, event);
  }

  // A click sets the start of all runs.
  listen() {
    for (const plane of this.planes) {
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

function point(values) {
  return `(${values.map((v) => (Math.abs(v) < TINY && v !== 0 ? "≈ 0" : formatShort(v, 4))).join(", ")})`;
}

function table({ head, rows }, theme) {
  const element = make("table", "dl-bd-table");
  const row = (tag, cells) => {
    const line = make("tr", "", element);
    cells.forEach((cell, k) => {
      const box = make(!cell ? "td" : k ? tag : "th", "", line);
      if (!k && tag === "td") box.scope = "row";
      write(box, cell, theme);
    });
  };
  row("th", head);
  for (const cells of rows) row("td", cells);
  return element;
}
