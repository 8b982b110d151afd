// The animated player: four panels that show the same step, a transport, a row of numbers per run.
//
// mount(root, bytes, options) draws a packed comparison (browser/packing.py) and returns what the
// page needs: update(bytes), retheme(), destroy(). It needs Plotly and nothing else.
import css from "../../player.css";
import { readTheme } from "../draw/theme.js";
import { copyText } from "../page/clipboard.js";
import { button, Rows, select, Transport } from "../page/controls.js";
import { formatNumber, formatOutcome } from "../page/format.js";
import { Playable, playKeys } from "../page/playable.js";
import { addStyle, View } from "../page/view.js";
import { ContourPanel } from "./contour.js";
import { CURVES, CurvePanel } from "./curves.js";
import { readComparison } from "./data.js";
import { Numbers } from "./numbers.js";
import { SurfacePanel } from "./surface.js";

const READABLE = 60; // milliseconds a number stays while playing: faster can be neither read nor afforded
const NARROW = 640;
const PANELS = ["contour", "surface", "loss", "curve"];
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

class Player extends Playable(View) {
  constructor(root, options) {
    super(root, options);
    this.Plotly = options.Plotly;
    this.numbersAt = 0;
    this.hidden = new Set();
    this.touch = matchMedia("(pointer: coarse)").matches;
    this.build();
    this.retheme();
  }

  build() {
    const { root } = this;
    root.classList.add("dl-player", "dl-controls");
    root.setAttribute("aria-label", "Player: space plays, arrow keys step");
    const part = (className, parent) => {
      const element = document.createElement("div");
      element.className = className;
      parent.append(element);
      return element;
    };
    this.main = part("dl-main", root);
    this.tabs = part("dl-tabs", this.main);
    this.stage = part("dl-stage", this.main);
    const transport = part("dl-transport", this.main);
    const rows = part("dl-rows-box", this.main);
    this.said = part("dl-said", this.main);
    this.said.setAttribute("aria-live", "polite");
    this.boxes = Object.fromEntries(PANELS.map((name) => [name, this.panelBox(name)]));
    const events = {
      start: (point) => this.emit("start", point),
      window: (axes) => this.emit("window", { scene: this.scene, axes }),
    };
    this.contour = new ContourPanel(this, this.boxes.contour, events);
    this.surface = new SurfacePanel(this, this.boxes.surface);
    this.loss = new CurvePanel(this, this.boxes.loss, "loss");
    this.curve = new CurvePanel(this, this.boxes.curve, "curve");
    this.panels = [this.contour, this.loss, this.curve, this.surface];
    this.transport = new Transport(this, transport);
    this.rows = new Rows(this, rows);
    this.numbers = new Numbers(this, part("dl-numbers", root));
    this.transport.copy.before(this.numbers.button);
    this.addTools();
    this.listen();
  }

  panelBox(name) {
    const box = document.createElement("div");
    box.className = `dl-panel dl-${name}`;
    this.stage.append(box);
    const tab = button(
      name[0].toUpperCase() + name.slice(1),
      name[0].toUpperCase() + name.slice(1),
      () => this.showTab(name),
      "dl-tab",
    );
    tab.dataset.panel = name;
    this.tabs.append(tab);
    return box;
  }

  addTools() {
    const tools = (box, className, ...elements) => {
      const bar = document.createElement("div");
      bar.className = `dl-tools ${className}`;
      bar.append(...elements);
      box.append(bar);
    };
    this.overlayButtons = OVERLAYS.map(([name, text, label]) => {
      const element = button(label, text, () => this.toggleOverlay(name), "dl-toggle");
      element.dataset.overlay = name;
      return element;
    });
    const { contour, surface, loss, curve } = this;
    tools(this.boxes.contour, "dl-left", ...this.overlayButtons);
    tools(
      this.boxes.contour,
      "dl-right",
      button("Zoom in", "plus", () => contour.zoom(0.6)),
      button("Zoom out", "minus", () => contour.zoom(1 / 0.6)),
      button("Fit to paths", "fit", () => contour.fitPaths()),
      button("Reset view", "home", () => contour.resetView()),
    );
    this.scaleButton = button(
      "Height: log or linear",
      "log",
      () => {
        surface.toggleScale();
        this.label();
      },
      "dl-toggle",
    );
    tools(this.boxes.surface, "dl-right", this.scaleButton);
    this.lossTitle = document.createElement("span");
    const axisButton = (panel, name) =>
      button(
        `${name} axis: log or linear`,
        "log",
        () => {
          panel.toggleLog();
          this.label();
        },
        "dl-toggle",
      );
    this.lossButton = axisButton(loss, "Loss");
    tools(this.boxes.loss, "dl-left dl-title", this.lossTitle, this.lossButton);
    this.curveSelect = select(
      "Which curve",
      Object.entries(CURVES).map(([key, c]) => [key, c.label]),
      "lr",
      (key) => {
        curve.chosen = key;
        curve.draw();
        this.label();
      },
    );
    this.curveButton = axisButton(curve, "Curve");
    tools(this.boxes.curve, "dl-left dl-title", this.curveSelect, this.curveButton);
  }

  // Texts that say what a button does now.
  label() {
    const say = (element, log) => {
      element.textContent = log ? "log" : "linear";
      element.setAttribute("aria-pressed", log);
    };
    say(this.scaleButton, !this.surface.isLinear);
    for (const [element, { curve }] of [
      [this.lossButton, this.loss],
      [this.curveButton, this.curve],
    ]) {
      element.hidden = !curve.positive;
      say(element, curve.log);
    }
    this.lossTitle.textContent = this.loss.curve.label;
    for (const element of this.overlayButtons) {
      const on = this.data.overlays.includes(element.dataset.overlay);
      element.setAttribute("aria-pressed", on);
      element.hidden = !this.data.available.includes(element.dataset.overlay);
    }
  }

  listen() {
    this.observer = new ResizeObserver(() => {
      clearTimeout(this.resizeTimer);
      this.resizeTimer = setTimeout(() => this.resize(), 60);
    });
    this.observer.observe(this.root);
    this.onWindow = () => this.fill();
    window.addEventListener("resize", this.onWindow);
    document.addEventListener("fullscreenchange", this.onWindow);
  }

  // The player takes what the window leaves under it, so that nothing has to be scrolled.
  fill() {
    const top = this.root.getBoundingClientRect().top + (scroller(this.root)?.scrollTop ?? 0);
    this.root.style.setProperty("--dl-top", `${Math.round(top)}px`);
    this.root.classList.toggle("dl-narrow", this.root.clientWidth < NARROW && !document.fullscreenElement);
    this.showTab(this.tab ?? "contour");
  }

  showTab(name) {
    const changed = this.tab !== name;
    this.tab = name;
    for (const panel of PANELS) this.boxes[panel].classList.toggle("dl-shown", panel === name);
    for (const tab of this.tabs.children) tab.setAttribute("aria-pressed", tab.dataset.panel === name);
    if (changed && this.data && this.root.classList.contains("dl-narrow")) this.draw();
  }

  resize() {
    if (!this.data) return;
    if (this.stageSize() !== this.drawnSize) this.draw();
  }

  stageSize() {
    const { width, height } = this.stage.getBoundingClientRect();
    return `${Math.round(width)} ${Math.round(height)}`;
  }

  // The page's colours may have changed; costs nothing if they have not.
  retheme() {
    const theme = readTheme(this.root);
    if (JSON.stringify(theme) === JSON.stringify(this.theme)) return;
    this.theme = theme;
    this.root.dataset.theme = this.theme.dark ? "dark" : "light";
    if (this.data) {
      this.draw();
      this.rows.build();
      this.numbers.build();
    }
  }

  // New bytes: another picture or landscape goes to its own frame, a changed setting keeps the
  // playhead, so that one sees what it changes.
  update(bytes) {
    const data = readComparison(bytes);
    const another = !this.data || data.opened !== this.data.opened;
    if (!another && data.version === this.data.version) return;
    const elsewhere = this.data?.landscape.key !== data.landscape.key;
    this.data = data;
    if (another) {
      this.pause();
      this.hidden.clear();
    }
    if (elsewhere) this.surface.linear = null;
    this.t = another || elsewhere ? data.t : Math.min(this.t, data.steps);
    this.rows.build();
    this.numbers.build();
    this.fill();
    this.draw();
  }

  // Panels that are shown; a map whose landscape is drawn already only draws what lies on it. A
  // surface takes longer than all else, so the picture counts as painted before it is built anew.
  async draw() {
    const drawing = {}; // a later call has another, and ends this one
    this.drawing = drawing;
    this.drawnSize = this.stageSize();
    this.label();
    for (const panel of this.panels) {
      if (!panel.element.offsetParent) continue;
      if (panel === this.surface && !panel.isCurrent()) {
        this.render();
        this.root.dataset.version = this.data.version;
        await painted();
      }
      if (drawing !== this.drawing) return;
      if (panel.isCurrent()) panel.redraw();
      else await panel.draw();
      if (drawing !== this.drawing) return;
    }
    this.render();
    this.root.dataset.version = this.data.version;
  }

  // What the landscape in a map depends on.
  get ground() {
    return [this.data.landscape.id, this.scene, this.theme.background, this.drawnSize].join();
  }

  // All at once when standing; while playing the curves take turns, which halves what they cost
  // and cannot be seen.
  render() {
    this.turn = !this.turn;
    const waits = this.playing && (this.turn ? this.loss : this.curve);
    for (const panel of this.panels) {
      const ready = panel.made === this.data && panel.element.offsetParent; // not before its turn to draw
      if (ready && panel !== waits) panel.render();
    }
    const now = performance.now();
    if (!this.playing || now - this.numbersAt > READABLE) {
      this.numbersAt = now;
      this.transport.update();
      this.rows.update();
      this.numbers.update();
    }
    const { dataset } = this.root;
    dataset.step = this.t;
    dataset.steps = this.data.steps;
    dataset.playing = this.playing;
  }

  // Zoom and camera belong to one landscape of one opened picture.
  get scene() {
    return `${this.data.landscape.key} ${this.data.opened}`;
  }

  get steps() {
    return this.data.steps;
  }

  visibleRuns() {
    return this.data.runs.filter((run) => !this.hidden.has(run.label));
  }

  toggleRun(label) {
    if (!this.hidden.delete(label)) this.hidden.add(label);
    this.rows.build();
    this.draw();
  }

  toggleOverlay(name) {
    const on = new Set(this.data.overlays);
    if (!on.delete(name)) on.add(name);
    this.emit("overlays", [...on]);
  }

  // The frame in words, for screen readers.
  say() {
    const at = (run) => {
      const k = Math.min(this.t, run.last);
      return `${run.label}: loss ${formatNumber(run.loss[k])}, ${formatOutcome(run.outcome)}`;
    };
    this.said.textContent = `Step ${this.t} of ${this.data.steps}. ${this.visibleRuns().map(at).join(". ")}.`;
  }

  keys(event) {
    return playKeys(this, event);
  }

  async copyLink() {
    const frame = this.t ? `&t=${this.t}` : "";
    const link = `${location.origin}${location.pathname}?${this.data.link}${frame}`;
    await copyText(link);
    this.toast("Link copied");
  }

  destroy() {
    super.destroy();
    this.playing = false;
    cancelAnimationFrame(this.request);
    clearTimeout(this.resizeTimer);
    this.observer.disconnect();
    window.removeEventListener("resize", this.onWindow);
    document.removeEventListener("fullscreenchange", this.onWindow);
    for (const panel of this.panels) panel.destroy();
  }
}

function painted() {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

function scroller(element) {
  for (let node = element.parentElement; node; node = node.parentElement) {
    if (node.scrollHeight > node.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(node).overflowY)) return node;
  }
  return null;
}

export function mount(root, bytes, options) {
  addStyle("dl-style", css);
  const player = new Player(root, options);
  player.update(bytes);
  return player;
}
