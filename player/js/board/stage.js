// What all boards of a lesson share: two pictures side by side, the theme, full screen, the link.
import { copyText } from "../clipboard.js";
import { readTheme } from "../theme.js";
import { View } from "../view.js";
import { Plane } from "./plane.js";
import { roleStyle } from "./shapes.js";
import { make, write } from "./words.js";

const NARROW = 640;

export class Stage extends View {
  constructor(root, options) {
    super(root, options);
    this.still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    root.className = "dl-board dl-controls";
    this.build();
    this.theme = readTheme(root);
    this.observer = new ResizeObserver(() => this.resize());
    this.observer.observe(this.stage);
    this.onWindow = () => this.fill();
    window.addEventListener("resize", this.onWindow);
    document.addEventListener("fullscreenchange", this.onWindow);
  }

  buildPanels(parent) {
    this.stage = make("div", "dl-bd-stage", parent);
    this.figures = [0, 1].map(() => {
      const figure = make("figure", "dl-bd-figure", this.stage);
      const title = make("figcaption", "dl-bd-name", figure);
      const picture = make("div", "dl-bd-picture", figure);
      const formula = make("div", "dl-bd-formula", figure);
      return { figure, title, picture, formula };
    });
    this.planes = this.figures.map(({ picture }) => new Plane(this, picture));
    this.said = make("div", "dl-said", parent);
    this.said.setAttribute("aria-live", "polite");
  }

  get fontSize() {
    return this.root.clientWidth < NARROW ? 15 : 20;
  }

  retheme() {
    const theme = readTheme(this.root);
    if (JSON.stringify(theme) === JSON.stringify(this.theme)) return;
    this.theme = theme;
    this.render();
  }

  // Each picture's name in its run's colour.
  colourNames(roles) {
    roles.forEach((role, side) => { this.figures[side].title.style.color = roleStyle(this.theme, role).colour; });
    this.root.dataset.theme = this.theme.dark ? "dark" : "light";
  }

  // The board takes what the window leaves under it.
  fill() {
    const top = this.root.getBoundingClientRect().top + window.scrollY;
    this.root.style.setProperty("--dl-top", `${Math.max(0, Math.round(top))}px`);
    this.root.classList.toggle("dl-narrow", this.root.clientWidth < NARROW);
  }

  resize() {
    if (!this.data) return;
    this.fill();
    this.paint();
  }

  writeFormula(side, lines) {
    const { formula } = this.figures[side];
    formula.replaceChildren();
    for (const line of lines) write(make("div", "dl-bd-line", formula), line, this.theme);
  }

  // Draws until nothing moves any more; `isMoving` is the board's own.
  paint() {
    cancelAnimationFrame(this.request);
    this.draw();
    const moving = this.isMoving() || this.planes.some((plane) => plane.to && !plane.settled);
    this.root.dataset.moving = moving;
    if (moving) this.request = requestAnimationFrame(() => this.paint());
  }

  async copyLink() {
    await copyText(location.href);
    this.toast("Link copied");
  }

  destroy() {
    super.destroy();
    cancelAnimationFrame(this.request);
    this.observer.disconnect();
    window.removeEventListener("resize", this.onWindow);
    document.removeEventListener("fullscreenchange", this.onWindow);
  }
}
