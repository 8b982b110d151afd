// The animated player: four panels that show the same step, a transport, a row of numbers per run.
//
// mount(root, bytes, options) draws a packed comparison (browser/packing.py) and returns what the
// page needs: update(bytes), retheme(), destroy(). It needs Plotly and nothing else.
import css from "../../player.css";
import { readTheme } from "../draw/theme.js";
import { copyText } from "../page/clipboard.js";
import { button, Transport } from "../page/controls.js";
import { formatNumber, formatOutcome } from "../page/format.js";
import { Playable, playKeys } from "../page/playable.js";
import { addStyle, View } from "../page/view.js";
import { ContourPanel } from "./contour.js";
import { CurvePanel } from "./curves.js";
import { readComparison } from "./data.js";
import { Numbers } from "./numbers.js";
import { Rows } from "./rows.js";
import { SurfacePanel } from "./surface.js";
import { Tools } from "./tools.js";

const READABLE = 60; // milliseconds a number stays while playing: faster can be neither read nor afforded
const NARROW = 640;
/** @typedef {import("../types.js").Comparison} Comparison */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {{ Plotly: import("./plotly.js").Library, emit: import("../types.js").Emit }} Options */

class Player extends Playable(View) {
  /**
   * @param {HTMLElement} root
   * @param {Comparison} data
   * @param {Options} options
   */
  constructor(root, data, options) {
    super(root, options);
    this.Plotly = options.Plotly;
    this.data = data;
    this.t = data.t;
    this.theme = readTheme(root);
    this.touch = matchMedia("(pointer: coarse)").matches;
    /** @type {Set<string>} */
    this.hidden = new Set(); // labels of runs
    this.tab = "contour"; // the panel that a phone shows
    this.drawing = {}; // the newest call of draw()
    this.drawnSize = "";
    this.turn = false;
    this.numbersAt = 0;
    this.resizeTimer = 0;
    root.classList.add("dl-player", "dl-controls");
    root.setAttribute("aria-label", "Player: space plays, arrow keys step");
    root.dataset.theme = this.theme.dark ? "dark" : "light";
    this.main = part("dl-main", root);
    this.tabs = part("dl-tabs", this.main);
    this.stage = part("dl-stage", this.main);
    this.transport = new Transport(this, part("dl-transport", this.main));
    this.rows = new Rows(this, part("dl-rows-box", this.main), part("dl-why", root));
    this.said = part("dl-said", this.main);
    this.said.setAttribute("aria-live", "polite");
    this.numbers = new Numbers(this, part("dl-numbers", root));
    this.transport.copy.before(this.numbers.button);
    this.contour = new ContourPanel(this, this.panelBox("contour"), {
      start: (point) => this.emit("start", point),
      window: (axes) => this.emit("window", { scene: this.scene, axes }),
    });
    this.surface = new SurfacePanel(this, this.panelBox("surface"));
    this.loss = new CurvePanel(this, this.panelBox("loss"), "loss");
    this.curve = new CurvePanel(this, this.panelBox("curve"), "lr");
    this.panels = [this.contour, this.loss, this.curve, this.surface];
    this.tools = new Tools(this);
    this.onWindow = () => this.fill();
    this.observer = this.listen();
    this.show();
  }

  /** @param {string} name */
  panelBox(name) {
    const title = name[0].toUpperCase() + name.slice(1);
    const tab = button(title, title, () => this.showTab(name), "dl-tab");
    tab.dataset.panel = name;
    this.tabs.append(tab);
    const box = part(`dl-panel dl-${name}`, this.stage);
    box.dataset.panel = name;
    return box;
  }

  listen() {
    const observer = new ResizeObserver(() => {
      clearTimeout(this.resizeTimer);
      this.resizeTimer = window.setTimeout(() => this.resize(), 60);
    });
    observer.observe(this.root);
    window.addEventListener("resize", this.onWindow);
    document.addEventListener("fullscreenchange", this.onWindow);
    return observer;
  }

  // The player takes what the window leaves under it, so that nothing has to be scrolled.
  fill() {
    const top = this.root.getBoundingClientRect().top + (scroller(this.root)?.scrollTop ?? 0);
    this.root.style.setProperty("--dl-top", `${Math.round(top)}px`);
    this.root.classList.toggle("dl-narrow", this.root.clientWidth < NARROW && !document.fullscreenElement);
    this.showTab(this.tab);
  }

  /** @param {string} name */
  showTab(name) {
    const changed = this.tab !== name;
    this.tab = name;
    for (const { element } of this.panels) element.classList.toggle("dl-shown", element.dataset.panel === name);
    for (const tab of this.tabs.querySelectorAll("button")) {
      tab.setAttribute("aria-pressed", String(tab.dataset.panel === name));
    }
    if (changed && this.root.classList.contains("dl-narrow")) this.draw();
  }

  resize() {
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
    this.draw();
    this.rows.build();
    this.numbers.build();
  }

  /**
   * New bytes: another picture or landscape goes to its own frame, a changed setting keeps the
   * playhead, so that one sees what it changes.
   *
   * @param {Uint8Array} bytes
   */
  update(bytes) {
    const data = readComparison(bytes);
    const another = data.opened !== this.data.opened;
    if (!another && data.version === this.data.version) return;
    const elsewhere = this.data.landscape.key !== data.landscape.key;
    this.data = data;
    if (another) {
      this.pause();
      this.hidden.clear();
    }
    if (elsewhere) this.surface.linear = null;
    this.t = another || elsewhere ? data.t : Math.min(this.t, data.steps);
    this.show();
  }

  show() {
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
    this.tools.label();
    for (const panel of this.panels) {
      if (!panel.element.offsetParent) continue;
      if (panel === this.surface && !panel.isCurrent()) {
        this.render();
        this.root.dataset.version = this.data.version;
        await painted();
      }
      if (drawing !== this.drawing) return;
      if (panel instanceof CurvePanel || !panel.isCurrent()) await panel.draw();
      else panel.redraw();
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
    dataset.step = String(this.t);
    dataset.steps = String(this.steps);
    dataset.playing = String(this.playing);
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

  /** @param {string} label */
  toggleRun(label) {
    if (!this.hidden.delete(label)) this.hidden.add(label);
    this.rows.build();
    this.draw();
  }

  /** @param {import("../types.js").Overlay} name */
  toggleOverlay(name) {
    const on = new Set(this.data.overlays);
    if (!on.delete(name)) on.add(name);
    this.emit("overlays", [...on]);
  }

  // The frame in words, for screen readers.
  say() {
    const at = (/** @type {Run} */ run) => {
      const k = Math.min(this.t, run.last);
      return `${run.label}: loss ${formatNumber(run.loss[k])}, ${formatOutcome(run.outcome)}`;
    };
    this.said.textContent = `Step ${this.t} of ${this.data.steps}. ${this.visibleRuns().map(at).join(". ")}.`;
  }

  /** @param {KeyboardEvent} event */
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

/**
 * @param {string} className
 * @param {HTMLElement} parent
 */
function part(className, parent) {
  const element = document.createElement("div");
  element.className = className;
  parent.append(element);
  return element;
}

function painted() {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/** @param {HTMLElement} element */
function scroller(element) {
  for (let node = element.parentElement; node; node = node.parentElement) {
    if (node.scrollHeight > node.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(node).overflowY)) return node;
  }
  return null;
}

/**
 * @param {HTMLElement} root
 * @param {Uint8Array} bytes
 * @param {Options} options
 */
export function mount(root, bytes, options) {
  addStyle("dl-style", css);
  return new Player(root, readComparison(bytes), options);
}
