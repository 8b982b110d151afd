// What a lesson's board and the course share: pictures side by side, the theme, full screen, the link.

import { readable, readTheme } from "../draw/theme.js";
import { copyText } from "../page/clipboard.js";
import { cancelIdle, whenIdle } from "../page/idle.js";
import { View } from "../page/view.js";
import { Dark } from "./dark.js";
import { Pane } from "./pane.js";
import { roleStyle } from "./shapes.js";
import { make, write } from "./words.js";

const NARROW = 640; // pixels: a phone
const MEDIUM = 900; // a tablet, or a phone on its side
const OWN = /^(notes|reveal|present)=/;

export class Stage extends View {
  /**
   * @param {HTMLElement} root
   * @param {{ emit: import("../types.js").Emit }} options
   */
  constructor(root, options) {
    super(root, options);
    this.still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.theme = readTheme(root);
    this.drawing = 0;
    /** @type {import("../draw/ground.js").Ground[]} */
    this.laid = []; // grounds laid out already
    this.laying = 0; // the idle moment in which the next one is
    /** @type {import("./types.js").Grounds} */
    this.grounds = {};
    /** @type {(() => void)[]} */
    this.deaf = []; // stop listening for presses
    root.className = "dl-board dl-controls";
    this.stage = make("div", "dl-bd-stage", root);
    /** @type {Figure[]} */
    this.figures = []; // as many as any beat has needed
    this.said = make("div", "dl-said", root);
    this.said.setAttribute("aria-live", "polite");
    this.dark = new Dark(root);
    /** @type {import("../page/help.js").Help | null} */
    this.help = null;
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.stage);
    this.observer.observe(root.closest("[data-testid=stMainBlockContainer]") ?? root); // what is above may grow
    root.addEventListener("click", (event) => this.clicked(event));
    this.focus();
    this.onWindow = () => {
      this.fill();
      this.fit();
    };
    window.addEventListener("resize", this.onWindow);
    document.addEventListener("fullscreenchange", this.onWindow);
  }

  /** Everything, after a change of the theme. */
  rewrite() {}

  /** The pictures, as they are now. */
  draw() {}

  /** The motion again from its start. */
  replay() {}

  /**
   * What the keys of this board do besides.
   *
   * @param {KeyboardEvent} _event
   * @returns {Record<string, () => void>}
   */
  ownKeys(_event) {
    return {};
  }

  /** @param {KeyboardEvent} event */
  keys(event) {
    if (this.dark.isOn) return this.dark.keys;
    const darken = () => this.dark.turnOn();
    return {
      ...this.ownKeys(event),
      r: () => this.replay(),
      b: darken,
      ".": darken,
      f: () => this.fullscreen(),
      "?": () => this.help?.open(),
    };
  }

  /** Whether the pictures go on changing by themselves. */
  isMoving() {
    return false;
  }

  /**
   * Keys go to the board again after a click of the mouse on one of its buttons.
   *
   * @param {MouseEvent} event
   */
  clicked({ detail, target }) {
    if (detail > 0 && target instanceof Element && target.closest("button")) this.focus();
  }

  focus() {
    this.root.focus({ preventScroll: true });
  }

  // As large as the words beside the pictures.
  get fontSize() {
    return this.root.clientWidth < NARROW ? 15 : parseFloat(getComputedStyle(this.said).fontSize);
  }

  retheme() {
    const theme = readTheme(this.root);
    if (JSON.stringify(theme) === JSON.stringify(this.theme)) return;
    this.theme = theme;
    this.rewrite();
  }

  /** The pictures that are shown. */
  get shown() {
    return this.figures.filter(({ figure }) => !figure.hidden);
  }

  /**
   * So many pictures, each with its name in its run's colour and what stands under it.
   *
   * @param {import("./types.js").PaneData[]} panes
   */
  arrange(panes) {
    while (this.figures.length < panes.length) this.addFigure();
    const isPair = panes.length === 3 && panes.filter(isLandscape).length === 2;
    this.stage.toggleAttribute("data-pair", isPair);
    this.figures.forEach(({ figure, title, picture, link }, k) => {
      const pane = panes[k];
      figure.hidden = !pane;
      if (!pane) return;
      title.textContent = pane.name;
      title.style.color = pane.role === null ? "" : readable(roleStyle(this.theme, pane.role).colour, this.theme);
      picture.setAttribute("aria-label", pane.says || `${pane.name || "The landscape"}, described below`);
      link.hidden = !pane.link;
      if (pane.link) link.href = pane.link;
      figure.toggleAttribute("data-pair", isPair && isLandscape(pane));
      this.writeLines(k, pane.lines);
    });
    this.stage.style.gridTemplateColumns = panes.map(({ wide }) => `minmax(0, ${wide}fr)`).join(" ");
    this.stage.dataset.panes = String(panes.length);
    this.root.dataset.theme = this.theme.dark ? "dark" : "light";
  }

  /**
   * What stands under a picture.
   *
   * @param {number} place
   * @param {string[]} lines
   */
  writeLines(place, lines) {
    const { formula } = this.figures[place];
    formula.replaceChildren();
    for (const line of lines) write(make("div", "dl-bd-line", formula), line, this.theme);
  }

  addFigure() {
    const figure = figureIn(this.stage);
    this.figures.push({ ...figure, pane: new Pane(this, figure.picture) });
    this.listenTo(this.figures.length - 1);
  }

  /**
   * To presses on a picture.
   *
   * @param {number} _place
   */
  listenTo(_place) {}

  // The board takes what the window leaves under it.
  fill() {
    const top = this.root.getBoundingClientRect().top + window.scrollY;
    this.root.style.setProperty("--dl-top", `${Math.max(0, Math.round(top))}px`);
    const { clientWidth: width, classList } = this.root;
    classList.toggle("dl-narrow", width < NARROW);
    classList.toggle("dl-medium", width >= NARROW && width < MEDIUM);
  }

  /**
   * As close as the window asks for.
   *
   * @param {number} [_least]
   */
  fit(_least) {}

  resize() {
    this.fill();
    this.paint();
  }

  // Draws until nothing moves any more; `isMoving` is the board's own.
  paint() {
    cancelAnimationFrame(this.drawing);
    this.draw();
    const moving = this.isMoving() || this.shown.some(({ pane }) => !pane.settled);
    this.root.dataset.moving = String(moving);
    if (moving) this.drawing = requestAnimationFrame(() => this.paint());
  }

  /**
   * Lays out the grounds of pictures that may come next, each in a moment in which nothing moves.
   *
   * @param {import("./types.js").PaneData[]} panes
   */
  layAhead(panes) {
    const first = this.shown.find(({ picture }) => picture.clientHeight > 0); // a phone hides some
    const wides = panes.reduce((sum, { wide }) => sum + wide, 0);
    const whole = this.root.classList.contains("dl-narrow");
    const next = (/** @type {number} */ place) => {
      this.laying = whenIdle(() => {
        if (this.root.dataset.moving === "true" || this.root.dataset.playing === "true") return next(place);
        const pane = panes[place];
        if (!pane || !first) return;
        const width = this.stage.clientWidth * (whole ? 1 : pane.wide / wides);
        first.pane.layAhead(pane, width);
        next(place + 1);
      });
    };
    cancelIdle(this.laying);
    next(0);
  }

  // The place, without what is the teacher's own.
  async copyLink() {
    const query = location.search
      .slice(1)
      .split("&")
      .filter((part) => part && !OWN.test(part))
      .join("&");
    await copyText(`${location.origin}${location.pathname}${query && "?"}${query}`);
    this.toast("Link copied");
  }

  destroy() {
    super.destroy();
    for (const stop of this.deaf) stop();
    cancelAnimationFrame(this.drawing);
    cancelIdle(this.laying);
    this.observer.disconnect();
    window.removeEventListener("resize", this.onWindow);
    document.removeEventListener("fullscreenchange", this.onWindow);
  }
}

/** @typedef {ReturnType<typeof figureIn> & { pane: Pane }} Figure */

/** @param {import("./types.js").PaneData} pane */
export function isLandscape({ ground, axes }) {
  return ground !== null && !axes;
}

/**
 * A picture with its name, a link to the playground and the formula under it.
 *
 * @param {HTMLElement} stage
 */
function figureIn(stage) {
  const figure = make("figure", "dl-bd-figure", stage);
  const head = make("figcaption", "dl-bd-name", figure);
  const title = make("span", "", head);
  const step = make("span", "dl-bd-step", head);
  const link = make("a", "dl-bd-open", head, "Playground");
  link.title = "Open this picture in the playground";
  const picture = make("div", "dl-bd-picture", figure);
  picture.setAttribute("role", "img");
  const formula = make("div", "dl-bd-formula", figure);
  return { figure, title, picture, formula, step, link };
}
