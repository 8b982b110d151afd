// Cards to choose from, by group, with pictures of some; what is searched stands in one list.

import css from "../../gallery.css";
import { readTheme } from "../draw/theme.js";
import { takeFocus } from "../page/focus.js";
import { addStyle } from "../page/view.js";
import { drawnCurve } from "./curve.js";
import { ranked, wordsOf } from "./search.js";

const [WIDTH, HEIGHT] = [128, 96]; // of a tile, as in browser/sprite.py

/** @typedef {import("./search.js").Said & { present: boolean, curve: number[] | null }} Card */
/** @typedef {{ cards: Card[], pictures: string | null }} Data */
/** @typedef {{ emit: import("../types.js").Emit }} Options */

class Gallery {
  /**
   * @param {HTMLElement} root
   * @param {Options} options
   */
  constructor(root, { emit }) {
    this.root = root;
    this.emit = emit;
    /** @type {Card[]} */
    this.cards = [];
    /** @type {Map<string, HTMLButtonElement>} */
    this.buttons = new Map();
    /** @type {string | null} */
    this.pictures = null;
    /** @type {HTMLImageElement | null} */
    this.tiles = null;
    root.className = "dl-gallery dl-controls";
    root.replaceChildren();
    this.search = root.appendChild(document.createElement("input"));
    this.search.type = "search";
    this.search.placeholder = "Search names, groups and descriptions";
    this.search.setAttribute("aria-label", "Search");
    this.search.addEventListener("input", () => this.filter());
    this.search.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && this.words.length) this.sections.querySelector("button")?.click();
    });
    this.sections = root.appendChild(document.createElement("div"));
    this.none = root.appendChild(document.createElement("p"));
    this.none.setAttribute("role", "status");
  }

  /** @param {Data} data */
  update(data) {
    this.pictures = data.pictures;
    this.cards = data.cards;
    this.buttons = new Map(data.cards.map((card) => [card.key, this.button(card)]));
    this.filter();
    this.paint();
    if (!matchMedia("(pointer: coarse)").matches) this.search.focus(); // no keyboard over the pictures
  }

  /** @param {Card} card */
  button({ key, label, also, idea, present, curve }) {
    const button = document.createElement("button");
    button.type = "button";
    button.classList.toggle("dl-present", present);
    if (this.pictures) button.append(drawing(WIDTH, HEIGHT).canvas);
    if (curve) button.append(drawnCurve(curve));
    button.appendChild(document.createElement("b")).textContent = label;
    if (also) button.appendChild(document.createElement("i")).textContent = also;
    button.appendChild(document.createElement("span")).textContent = idea;
    button.addEventListener("click", () => {
      this.emit("chosen", key);
      const player = document.querySelector("[data-testid=player]");
      if (player instanceof HTMLElement) takeFocus(player); // once the gallery has closed
    });
    return button;
  }

  get words() {
    return wordsOf(this.search.value);
  }

  // By group; once something is searched, the best one first.
  filter() {
    const found = ranked(this.cards, this.words);
    const names = [...new Set(found.map((card) => card.group))];
    const parts = names.map((name) =>
      this.section(
        name,
        found.filter((card) => card.group === name),
      ),
    );
    this.sections.replaceChildren(...(this.words.length ? [this.grid(found)] : parts));
    this.none.textContent = found.length ? "" : "Nothing here has all of these words.";
  }

  /**
   * @param {string} name
   * @param {Card[]} cards
   */
  section(name, cards) {
    const part = document.createElement("section");
    part.appendChild(document.createElement("h3")).textContent = name;
    part.append(this.grid(cards));
    return part;
  }

  /** @param {Card[]} cards */
  grid(cards) {
    const grid = document.createElement("div");
    grid.className = "dl-cards";
    grid.append(...cards.map((card) => /** @type {HTMLButtonElement} */ (this.buttons.get(card.key))));
    return grid;
  }

  // The tiles stand one under the other, as heights from 0 to 255; the theme says their colours.
  async paint() {
    if (!this.pictures) return;
    this.tiles ??= await load(new URL(this.pictures, new URL("app/static/", document.baseURI)));
    const { tiles } = this;
    const colours = ramp(readTheme(this.root).ramp);
    const buffer = drawing(WIDTH, HEIGHT);
    [...this.buttons.values()].forEach((button, index) => {
      buffer.drawImage(tiles, 0, -index * HEIGHT);
      const pixels = buffer.getImageData(0, 0, WIDTH, HEIGHT);
      for (let k = 0; k < pixels.data.length; k += 4) pixels.data.set(colours[pixels.data[k]], k);
      button.querySelector("canvas")?.getContext("2d")?.putImageData(pixels, 0, 0);
    });
  }

  retheme() {
    this.paint();
  }

  destroy() {}
}

/** @param {URL} url */
async function load(url) {
  const image = new Image();
  image.src = url.href;
  await image.decode();
  return image;
}

/**
 * The context of a canvas that is read back.
 *
 * @param {number} width
 * @param {number} height
 */
function drawing(width, height) {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
}

/**
 * A colour for each of the 256 heights.
 *
 * @param {import("../draw/theme.js").Theme["ramp"]} stops
 */
function ramp(stops) {
  const line = drawing(256, 1);
  const gradient = line.createLinearGradient(0, 0, 256, 0);
  for (const [share, colour] of stops) gradient.addColorStop(share, colour);
  line.fillStyle = gradient;
  line.fillRect(0, 0, 256, 1);
  const { data } = line.getImageData(0, 0, 256, 1);
  return Array.from({ length: 256 }, (_, k) => data.slice(4 * k, 4 * k + 4));
}

/**
 * @param {HTMLElement} root
 * @param {Data} data
 * @param {Options} options
 */
export function mount(root, data, options) {
  addStyle("dl-gallery-style", css);
  const gallery = new Gallery(root, options);
  gallery.update(data);
  return gallery;
}
