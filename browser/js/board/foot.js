// The bar under a lesson: back and next, a list of the beats, switches, the link.
import { button } from "../page/controls.js";
import { lastOf } from "./path.js";
import { make } from "./words.js";

/** @typedef {import("./lesson.js").Lesson} Lesson */
/** @typedef {import("./types.js").Switch} Switch */

/** @type {[Switch, text: string, label: string][]} */
const SWITCHES = [
  ["short", "Short path", "Short path: for a room in a hurry"],
  ["reveal", "Reveal at once", "Reveal at once: no predictions"],
  ["notes", "Notes", "Speaker notes"],
  ["present", "Present", "Present: nothing but the story"],
];
const LEAVE = "Leave the presentation";

export class Foot {
  /** @param {Lesson} lesson */
  constructor(lesson) {
    this.lesson = lesson;
    this.element = make("div", "dl-bd-foot", lesson.root);
    this.back = button("Back", "‹ Back", () => lesson.go(-1), "dl-bd-go");
    this.next = button("Next", "Next ›", () => lesson.forward(), "dl-bd-go dl-bd-next");
    this.again = button("Replay the motion of this beat", "Replay", () => lesson.replay(), "dl-toggle");
    this.jump = this.makeJump();
    this.switches = SWITCHES.map(([name, text, label]) => ({
      name,
      text,
      label,
      element: button(label, text, () => lesson.flip(name), "dl-toggle"),
    }));
    this.apart = button(
      "Speaker notes in a window of their own",
      "Notes in a window",
      () => lesson.moveNotes(),
      "dl-toggle dl-bd-apart",
    );
    const switches = this.switches.map(({ name, element }) => {
      element.dataset.switch = name;
      return element;
    });
    const copy = button("Copy link", "link", () => lesson.copyLink());
    const full = button("Full screen", "full", () => lesson.fullscreen());
    this.element.append(this.back, this.next, this.again, this.jump, ...switches, copy, full);
    switches[switches.length - 1].before(this.apart);
  }

  makeJump() {
    const jump = make("select", "dl-select dl-bd-jump", null);
    jump.setAttribute("aria-label", "Jump to");
    jump.addEventListener("change", () => {
      this.lesson.set({ beat: jump.value });
      this.lesson.focus();
    });
    return jump;
  }

  /** What each of them does now. */
  label() {
    const { lesson, place, path, isAsking, turns, beat, speaker } = this.lesson;
    this.back.disabled = place.beat === path[0];
    this.next.disabled = place.beat === lastOf(path) && !isAsking;
    this.next.textContent = isAsking ? "Reveal ›" : "Next ›";
    this.next.setAttribute("aria-label", isAsking ? "Reveal" : "Next");
    const options = lesson.beats.flatMap(({ name, title }, k) =>
      path.includes(name) ? [new Option(`${k + 1}. ${title}`, name, false, name === place.beat)] : [],
    );
    this.jump.replaceChildren(...options);
    for (const { name, text, label, element } of this.switches) {
      const on = Boolean(place[name]);
      const leaves = on && name === "present";
      element.setAttribute("aria-pressed", String(on));
      element.textContent = leaves ? "Leave" : text;
      element.setAttribute("aria-label", leaves ? LEAVE : label);
    }
    this.again.disabled = !turns.any && !beat.steps;
    this.apart.setAttribute("aria-pressed", String(speaker.isOpen));
  }
}
