// The animated player: four panels that show the same step, a transport, a row of numbers per run.
//
// mount(root, bytes, options) draws a packed comparison (browser/packing.py) and returns what the
// page needs: update(bytes), retheme(), destroy(). It needs Plotly and nothing else.
import css from "../../player.css";
import { readTheme } from "../draw/theme.js";
import { copyText } from "../page/clipboard.js";
import { button, Transport } from "../page/controls.js";
import { focusFirst, takeFocus } from "../page/focus.js";
import { formatNumber, formatOutcome } from "../page/format.js";
import { Help, PLAYHEAD } from "../page/help.js";
import { Playable, playKeys } from "../page/playable.js";
import { addStyle, View } from "../page/view.js";
import { ContourPanel } from "./contour.js";
import { CURVES, CurvePanel } from "./curves.js";
import { changeAt, readComparison } from "./data.js";
import { Hands } from "./hands.js";
import { rateInWords } from "./limit.js";
import { Live } from "./live.js";
import { Numbers } from "./numbers.js";
import { Rows } from "./rows.js";
import { SurfacePanel } from "./surface.js";
import { Tools } from "./tools.js";
import { welcome } from "./welcome.js";

const READABLE = 60; // milliseconds a number stays while playing: faster can be neither read nor afforded
const NARROW = 640;
const MOST_AT_ONCE = 20; // undo and redo that may be pressed before the page hears of the first
// The keys that open something of the page, and the buttons that do.
const DOORS = {
  e: ".st-key-examples button",
  l: ".st-key-landscapes button",
  a: ".st-key-add_run button",
};
/** @type {import("../page/help.js").Key[]} */
const KEYS = [
  ...PLAYHEAD,
  [["1", "…", "8"], "show or hide a run"],
  [["n"], "numbers of this step"],
  [["e"], "examples", DOORS.e],
  [["l"], "landscapes", DOORS.l],
  [["a"], "add an optimizer", DOORS.a],
  [["g"], "go on from this step with other settings", ".dl-turn:not([hidden])"],
  [["z"], "undo, with Shift redo; also with Ctrl or ⌘"],
  [["f"], "full screen, and back"],
  [["?"], "this list"],
];
const LOOKS = /** @type {(keyof import("../types.js").Looks)[]} */ ([
  "overlays",
  "hidden",
  "zoom",
  "curve",
  "loss_axis",
  "curve_axis",
  "height",
  "camera",
  "numbers",
]);
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
    this.data = data; // what is shown: the page's picture, or what a hand makes of it
    this.live = new Live(data, (shown) => this.showLive(shown));
    this.hands = new Hands(this.live);
    this.t = data.t;
    this.theme = readTheme(root);
    this.touch = matchMedia("(pointer: coarse)").matches;
    this.looks = data.looks;
    /** @type {("undo" | "redo")[]} */
    this.travels = []; // all that this player has asked of the page
    this.travelled = data.travelled; // what those before it have asked
    this.told = data.heard; // the number of the last change of looks
    this.imposed = 0; // counts the looks that came from the page
    this.picked = data.touched; // the run that the reader had to do with last
    this.telling = 0;
    this.tab = "contour"; // the panel that a phone shows
    this.drawing = {}; // the newest call of draw()
    this.drawnSize = "";
    this.turn = false;
    this.numbersAt = 0;
    this.resizeTimer = 0;
    this.settling = 0; // the moment in which all follows that a hand has moved
    root.classList.add("dl-player", "dl-controls");
    root.setAttribute("aria-label", "Player: space plays, arrow keys step");
    root.dataset.theme = this.theme.dark ? "dark" : "light";
    this.main = part("dl-main", root);
    this.welcome = data.greets ? welcome(this.main) : null;
    this.tabs = part("dl-tabs", this.main);
    this.stage = part("dl-stage", this.main);
    this.transport = new Transport(this, part("dl-transport", this.main));
    this.rows = new Rows(this, part("dl-rows-box", this.main), part("dl-why", root));
    this.waits = part("dl-live-note", this.stage); // why what fades does
    this.said = part("dl-said", this.main);
    this.said.setAttribute("aria-live", "polite");
    this.help = new Help(this.root, this.transport.element, KEYS);
    this.contour = new ContourPanel(this, this.panelBox("contour"), {
      move: (start) => this.live.move({ start }),
      drop: (start) => {
        this.live.release();
        this.emit("start", start);
      },
      choose: (start) => {
        this.welcome?.dismiss();
        this.emit("start", start);
      },
    });
    this.surface = new SurfacePanel(this, this.panelBox("surface"));
    this.loss = new CurvePanel(this, this.panelBox("loss"), "loss_axis");
    this.curve = new CurvePanel(this, this.panelBox("curve"), "curve_axis");
    this.numbers = new Numbers(this, part("dl-numbers", this.stage));
    this.transport.copy.before(this.numbers.button);
    this.panels = [this.contour, this.loss, this.curve, this.surface];
    this.tools = new Tools(this);
    this.onWindow = () => this.fill();
    root.addEventListener("dl-seek", (event) => {
      this.pause();
      this.seek(/** @type {CustomEvent<number>} */ (event).detail); // from curves beside it
    });
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
    const { left } = (this.root.closest("[data-testid=stMain]") ?? this.root).getBoundingClientRect();
    this.root.style.setProperty("--dl-left", `${Math.round(Math.max(0, left))}px`);
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
    this.fill();
    if (this.stageSize() !== this.drawnSize) this.draw();
  }

  // What the size of the panels depends on.
  stageSize() {
    const { width, height } = this.stage.getBoundingClientRect();
    return `${Math.round(width)} ${Math.round(height)} ${this.stage.className}`;
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
   * New bytes: another picture goes to its own frame, a changed setting keeps the playhead, so that
   * one sees what it changes.
   *
   * @param {Uint8Array} bytes
   */
  update(bytes) {
    const data = readComparison(bytes);
    const { given } = this.live;
    const another = data.opened !== given.opened;
    const seen = this.takeLooks(data, another);
    if (data.touched !== given.touched) this.picked = data.touched;
    if (!another && data.version === given.version) {
      const { link, heard, touched } = data;
      Object.assign(given, { link, heard, touched });
      if (!this.live.held) this.live.end();
      if (seen) this.show();
      return;
    }
    if (another || data.runs.length !== given.runs.length) takeFocus(this.root);
    this.data = data;
    this.live.answered(data);
    if (another) this.pause();
    this.t = another ? data.t : Math.min(this.t, data.steps);
    this.show();
  }

  /**
   * The page's looks, unless the reader has changed them meanwhile; whether they are others.
   *
   * @param {Comparison} data
   * @param {boolean} another picture
   */
  takeLooks({ looks, heard }, another) {
    if (!another && heard < this.told) return false;
    const differ = (/** @type {(keyof import("../types.js").Looks)[]} */ ...names) =>
      names.some((name) => JSON.stringify(looks[name]) !== JSON.stringify(this.looks[name]));
    if (another || differ("zoom", "camera")) this.imposed += 1;
    const others = differ(...LOOKS);
    this.looks = looks;
    return others;
  }

  /**
   * The reader looks at the picture in another way; the page hears it, for the link.
   *
   * @param {Partial<import("../types.js").Looks>} changes
   * @param {number} [delay] milliseconds in which more of the kind may come
   */
  look(changes, delay = 0) {
    this.looks = { ...this.looks, ...changes };
    this.told += 1;
    clearTimeout(this.telling);
    this.telling = window.setTimeout(() => this.emit("looks", { ...this.looks, count: this.told }), delay);
  }

  /**
   * A picture while a hand moves, or the page's again after that: on the axes that are there.
   *
   * @param {Comparison} data
   */
  showLive(data) {
    this.data = data;
    this.root.classList.toggle("dl-live", this.isLive);
    if (this.waits.textContent !== (data.live ?? "")) this.waits.textContent = data.live ?? "";
    this.curve.element.classList.toggle("dl-waits", this.isLive && this.curve.curve.limit === "one"); // the page's
    if (this.contour.element.offsetParent) this.contour.redraw();
    clearTimeout(this.settling);
    if (this.isLive) {
      this.follow(this.turn ? this.loss : this.curve);
      this.settling = window.setTimeout(() => this.settle(), READABLE);
    } else {
      this.rows.build();
      this.settle();
    }
    this.render();
    this.painted();
  }

  /** While a hand moves the curves take turns, and numbers change as fast as they can be read; then all is shown. */
  settle() {
    this.follow(this.loss);
    this.follow(this.curve);
    this.numbersAt = 0;
    this.render();
  }

  /** @param {CurvePanel} panel */
  follow(panel) {
    if (panel.element.offsetParent && !panel.element.classList.contains("dl-waits")) panel.follow();
  }

  /** Whether a hand moves what is shown. */
  get isLive() {
    return this.data.live !== undefined;
  }

  /** Counts the pictures that were painted. */
  painted() {
    this.root.dataset.repaints = String(Number(this.root.dataset.repaints ?? 0) + 1);
  }

  show() {
    clearTimeout(this.settling);
    this.root.classList.toggle("dl-live", this.isLive);
    this.curve.element.classList.remove("dl-waits");
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
    this.painted();
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
    if (!(this.playing || this.isLive) || now - this.numbersAt > READABLE) {
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

  // Within it zoom and camera are the reader's.
  get scene() {
    return `${this.data.opened} ${this.imposed}`;
  }

  get steps() {
    return this.data.steps;
  }

  visibleRuns() {
    return this.data.runs.filter((run) => this.shows(run.index));
  }

  /** @param {number} index of a run */
  shows(index) {
    return !this.looks.hidden.includes(index + 1);
  }

  /** @param {number} index of a run */
  toggleRun(index) {
    if (index >= this.data.runs.length) return;
    this.picked = index;
    this.look({ hidden: toggled(this.looks.hidden, index + 1) });
    this.rows.build();
    this.draw();
  }

  /** @param {import("../types.js").Overlay} name */
  toggleOverlay(name) {
    this.look({ overlays: toggled(this.looks.overlays, name) });
    this.tools.label();
  }

  // The frame in words, for screen readers.
  say() {
    const at = (/** @type {Run} */ run) => {
      const k = Math.min(this.t, run.last);
      const change = changeAt(run, this.t);
      const news = change && `, ${change}`;
      const rate = CURVES[this.looks.curve].limit ? `, learning rate ${rateInWords(run, k)}` : "";
      return `${run.label}: loss ${formatNumber(run.loss[k])}${rate}, ${formatOutcome(run.outcome)}${news}`;
    };
    this.said.textContent = `Step ${this.t} of ${this.data.steps}. ${this.visibleRuns().map(at).join(". ")}.`;
  }

  /** @param {KeyboardEvent} event */
  keys(event) {
    const undo = () => this.travel("undo");
    const redo = () => this.travel("redo");
    const runs = this.data.runs.map(({ index }) => [String(index + 1), () => this.toggleRun(index)]);
    const doors = Object.entries(DOORS).map(([key, door]) => [key, () => this.openDoor(door)]);
    return {
      ...playKeys(this, event),
      ...Object.fromEntries([...runs, ...doors]),
      n: () => this.numbers.toggle(),
      g: () => this.goOn(this.picked),
      z: event.shiftKey ? redo : undo,
      "command z": event.shiftKey ? redo : undo,
      "command y": redo,
      "?": () => this.help.open(),
    };
  }

  /**
   * Asks the page for the form with which a run goes on from this step.
   *
   * @param {number} index of a run
   */
  goOn(index) {
    if (!this.canGoOn(index)) return;
    this.pause();
    this.picked = index;
    this.emit("course", { run: index, step: this.t });
  }

  /** @param {number} index of a run */
  canGoOn(index) {
    const run = this.data.runs[index];
    return this.data.turns && Boolean(run) && this.t >= 1 && this.t < this.steps && this.t <= run.last;
  }

  /**
   * Asks the page to undo or redo: for all that was asked, so that none is lost on the way.
   *
   * @param {"undo" | "redo"} step
   */
  travel(step) {
    this.travels.push(step);
    const count = this.travelled + this.travels.length;
    this.emit("travel", { count, last: this.travels.slice(-MOST_AT_ONCE) });
  }

  /**
   * Presses a button of the page; what it opens takes the focus.
   *
   * @param {string} door a selector
   */
  openDoor(door) {
    if (document.fullscreenElement) document.exitFullscreen();
    const opener = /** @type {HTMLElement | null} */ (document.querySelector(door));
    opener?.click();
    focusFirst("[data-testid=stPopoverBody] button");
  }

  // Once the page has heard how the picture is looked at, its link says that too.
  async copyLink() {
    for (let tries = 0; tries < 40 && this.live.given.heard < this.told; tries += 1) await pause(50);
    const frame = this.t ? `&t=${this.t}` : "";
    const link = `${location.origin}${location.pathname}?${this.live.given.link}${frame}`;
    await copyText(link);
    this.toast("Link copied");
  }

  destroy() {
    super.destroy();
    this.playing = false;
    cancelAnimationFrame(this.request);
    clearTimeout(this.resizeTimer);
    clearTimeout(this.telling);
    clearTimeout(this.settling);
    this.observer.disconnect();
    window.removeEventListener("resize", this.onWindow);
    document.removeEventListener("fullscreenchange", this.onWindow);
    this.live.forget();
    this.hands.destroy();
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

/**
 * @template T
 * @param {T[]} list
 * @param {T} entry that leaves the list, or joins it
 */
function toggled(list, entry) {
  return list.includes(entry) ? list.filter((other) => other !== entry) : [...list, entry];
}

/** @param {number} milliseconds */
function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
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
