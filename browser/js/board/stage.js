// What all boards of a lesson share: two pictures side by side, the theme, full screen, the link.

import { readable, readTheme } from "../draw/theme.js";
import { copyText } from "../page/clipboard.js";
import { View } from "../page/view.js";
import { Dark } from "./dark.js";
import { Plane } from "./plane.js";
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
    /** @type {Map<string, import("../draw/ground.js").Ground>} */
    this.grounds = new Map(); // laid out for a picture
    /** @type {(() => void)[]} */
    this.deaf = []; // stop listening for presses
    root.className = "dl-board dl-controls";
    this.stage = make("div", "dl-bd-stage", root);
    this.figures = [0, 1].map(() => figureIn(this.stage));
    this.planes = this.figures.map(({ picture }) => new Plane(this, picture));
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
    this.onWindow = () => this.fill();
    window.addEventListener("resize", this.onWindow);
    document.addEventListener("fullscreenchange", this.onWindow);
  }

  /** Everything, after a change. */
  render() {}

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
    this.render();
  }

  /**
   * What each picture is called.
   *
   * @param {string[]} titles
   */
  writeTitles(titles) {
    this.figures.forEach(({ title }, side) => {
      title.textContent = titles[side];
    });
  }

  /**
   * Each picture's name in its run's colour.
   *
   * @param {import("./shapes.js").Role[]} roles
   */
  colourNames(roles) {
    roles.forEach((role, side) => {
      this.figures[side].title.style.color = readable(roleStyle(this.theme, role).colour, this.theme);
    });
    this.root.dataset.theme = this.theme.dark ? "dark" : "light";
  }

  // The board takes what the window leaves under it.
  fill() {
    const top = this.root.getBoundingClientRect().top + window.scrollY;
    this.root.style.setProperty("--dl-top", `${Math.max(0, Math.round(top))}px`);
    const { clientWidth: width, classList } = this.root;
    classList.toggle("dl-narrow", width < NARROW);
    classList.toggle("dl-medium", width >= NARROW && width < MEDIUM);
  }

  resize() {
    this.fill();
    this.paint();
  }

  /**
   * @param {number} side
   * @param {string[]} lines
   */
  writeFormula(side, lines) {
    const { formula } = this.figures[side];
    formula.replaceChildren();
    for (const line of lines) write(make("div", "dl-bd-line", formula), line, this.theme);
  }

  // Draws until nothing moves any more; `isMoving` is the board's own.
  paint() {
    cancelAnimationFrame(this.drawing);
    this.draw();
    const moving = this.isMoving() || this.planes.some((plane) => !plane.settled);
    this.root.dataset.moving = String(moving);
    if (moving) this.drawing = requestAnimationFrame(() => this.paint());
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
    this.observer.disconnect();
    window.removeEventListener("resize", this.onWindow);
    document.removeEventListener("fullscreenchange", this.onWindow);
  }
}

/**
 * A picture with its name, the step it shows and the formula under it.
 *
 * @param {HTMLElement} stage
 */
function figureIn(stage) {
  const figure = make("figure", "dl-bd-figure", stage);
  const head = make("figcaption", "dl-bd-name", figure);
  const title = make("span", "", head);
  const picture = make("div", "dl-bd-picture", figure);
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", "The bowl with the steps, described below");
  const formula = make("div", "dl-bd-formula", figure);
  const step = make("span", "dl-bd-step", head);
  return { figure, title, picture, formula, step };
}
