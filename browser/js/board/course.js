// The course: a card for each lesson, with its picture, and what the reader has seen of it.

import { readTheme } from "../draw/theme.js";
import { button } from "../page/controls.js";
import { Help } from "../page/help.js";
import { View } from "../page/view.js";
import { Pane } from "./pane.js";
import { forget, seenBeats } from "./progress.js";
import { make } from "./words.js";

/** @type {import("../page/help.js").Key[]} */
const KEYS = [
  [["Tab"], "from lesson to lesson"],
  [["Enter"], "open the lesson"],
  [["?"], "this list"],
];
/** @typedef {import("./types.js").CourseData} CourseData */
/** @typedef {import("./types.js").Card} Card */

export class Course extends View {
  /**
   * @param {HTMLElement} root
   * @param {CourseData} data
   * @param {import("./board.js").Options} options
   */
  constructor(root, data, options) {
    super(root, options);
    this.theme = readTheme(root);
    this.fontSize = 12;
    this.grounds = data.grounds;
    /** @type {import("../draw/ground.js").Ground[]} */
    this.laid = [];
    root.className = "dl-course dl-controls";
    root.setAttribute("aria-label", "The lessons of the course");
    this.list = make("div", "dl-course-list", root);
    /** @type {Pane[]} */
    this.panes = [];
    this.data = data;
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(this.list);
    const bar = make("div", "dl-course-end", root);
    this.foot = make("p", "dl-course-foot", bar);
    this.help = new Help(root, bar, KEYS);
    this.write();
  }

  /** @override */
  keys() {
    return { "?": () => this.help.open() };
  }

  /** @param {CourseData} data */
  update(data) {
    this.data = data;
    this.grounds = data.grounds;
    this.write();
  }

  retheme() {
    this.theme = readTheme(this.root);
    this.draw();
  }

  write() {
    const seen = seenBeats();
    this.panes = [];
    this.list.replaceChildren();
    for (const card of this.data.cards) this.writeCard(card, seen[card.key] ?? []);
    this.foot.replaceChildren();
    if (Object.values(seen).some((names) => names.length)) {
      this.foot.append(
        "What you have seen is kept in this browser only. ",
        button("Forget what I have seen", "Forget it", () => {
          forget();
          this.write();
        }, "dl-toggle"),
      ); // biome-ignore format: one thing after the other
    }
    this.draw();
  }

  /**
   * @param {Card} card
   * @param {string[]} seen
   */
  writeCard({ label, idea, day, minutes, beats, address, pane }, seen) {
    const done = beats.filter((name) => seen.includes(name)).length;
    const link = make("a", "dl-course-card", this.list);
    link.href = address + (done && done < beats.length ? `?beat=${beats.find((name) => !seen.includes(name))}` : "");
    const picture = make("div", "dl-course-picture", link);
    picture.setAttribute("aria-hidden", "true");
    const drawn = new Pane(this, picture);
    drawn.show(pane, [], false);
    this.panes.push(drawn);
    const words = make("div", "dl-course-words", link);
    make("h3", "", words, label);
    make("p", "", words, idea);
    const facts = [`Day ${day}`, `${beats.length} beats`, `${minutes} minutes`];
    if (done) facts.push(done === beats.length ? "all seen" : `${done} of ${beats.length} seen`);
    make("p", "dl-course-facts", words, facts.join(" · "));
    const bar = make("div", "dl-course-bar", words);
    bar.style.setProperty("--share", String(done / beats.length));
  }

  draw() {
    this.root.dataset.theme = this.theme.dark ? "dark" : "light";
    for (const pane of this.panes) pane.draw();
  }

  destroy() {
    super.destroy();
    this.observer.disconnect();
  }
}
