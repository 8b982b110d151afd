// Cards to choose from, by group, with a search in everything they say and, for landscapes, pictures.
import css from "../../gallery.css";
import { readTheme } from "../draw/theme.js";
import { addStyle } from "../page/view.js";

const [WIDTH, HEIGHT] = [128, 96]; // of a tile, as in browser/sprite.py

/** @typedef {{ key: string, label: string, group: string, also: string, idea: string, present: boolean }} Card */
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
    /** @type {HTMLButtonElement[]} */
    this.cards = [];
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
      const found = this.cards.filter((card) => !card.hidden);
      if (event.key === "Enter" && found.length === 1) found[0].click();
    });
    this.sections = root.appendChild(document.createElement("div"));
    this.none = root.appendChild(document.createElement("p"));
    this.none.setAttribute("role", "status");
  }

  /** @param {Data} data */
  update(data) {
    this.pictures = data.pictures;
    this.cards = data.cards.map((card) => this.card(card));
    const names = [...new Set(data.cards.map((card) => card.group))];
    const of = (/** @type {string} */ name) => this.cards.filter((card) => card.dataset.group === name);
    this.sections.replaceChildren(...names.map((name) => section(name, of(name))));
    this.filter();
    this.paint();
    if (!matchMedia("(pointer: coarse)").matches) this.search.focus(); // no keyboard over the pictures
  }

  /** @param {Card} card */
  card({ key, label, group, also, idea, present }) {
    const card = document.createElement("button");
    card.type = "button";
    Object.assign(card.dataset, { key, group });
    card.classList.toggle("dl-present", present);
    if (this.pictures) card.append(drawing(WIDTH, HEIGHT).canvas);
    card.appendChild(document.createElement("b")).textContent = label;
    if (also) card.appendChild(document.createElement("i")).textContent = also;
    card.appendChild(document.createElement("span")).textContent = idea;
    card.addEventListener("click", () => this.emit("chosen", key));
    return card;
  }

  // Every word must be found, in any order and wherever it stands.
  filter() {
    const words = plain(this.search.value).split(" ").filter(Boolean);
    for (const card of this.cards) {
      const said = [...card.children].map((part) => part.textContent);
      const text = plain([...said, card.dataset.group, card.dataset.key].join(" "));
      card.hidden = !words.every((word) => text.includes(word));
    }
    for (const part of this.sections.children) {
      part.toggleAttribute("hidden", !part.querySelector("button:not([hidden])"));
    }
    const count = this.cards.filter((card) => !card.hidden).length;
    this.none.textContent = count ? "" : "Nothing here has all of these words.";
  }

  // The tiles stand one under the other, as heights from 0 to 255; the theme says their colours.
  async paint() {
    if (!this.pictures) return;
    this.tiles ??= await load(new URL(this.pictures, new URL("app/static/", document.baseURI)));
    const { tiles } = this;
    const colours = ramp(readTheme(this.root).ramp);
    const buffer = drawing(WIDTH, HEIGHT);
    this.cards.forEach((card, index) => {
      buffer.drawImage(tiles, 0, -index * HEIGHT);
      const pixels = buffer.getImageData(0, 0, WIDTH, HEIGHT);
      for (let k = 0; k < pixels.data.length; k += 4) pixels.data.set(colours[pixels.data[k]], k);
      card.querySelector("canvas")?.getContext("2d")?.putImageData(pixels, 0, 0);
    });
  }

  retheme() {
    this.paint();
  }

  destroy() {}
}

/**
 * @param {string} name
 * @param {HTMLElement[]} cards
 */
function section(name, cards) {
  const part = document.createElement("section");
  part.appendChild(document.createElement("h3")).textContent = name;
  const grid = part.appendChild(document.createElement("div"));
  grid.className = "dl-cards";
  grid.append(...cards);
  return part;
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
 * Without capitals, hyphens and accents: "Levy" finds "Lévy".
 *
 * @param {string} text
 */
function plain(text) {
  return text
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .toLowerCase()
    .trim();
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
