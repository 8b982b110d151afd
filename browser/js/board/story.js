// The walkthrough: beats one after the other, with a prediction before some of them.
import { unpack } from "../blob.js";
import { eased } from "../draw/motion.js";
import { listenForPresses } from "../draw/press.js";
import { button } from "../page/controls.js";
import { formatShort } from "../page/format.js";
import { Help } from "../page/help.js";
import { KEYS } from "./keys.js";
import { NotesWindow } from "./notes.js";
import { viewOf } from "./plane.js";
import { Stage } from "./stage.js";
import { LETTERS, make, plain, write } from "./words.js";

const FEW = 5; // steps: from here on they are counted in the picture
const TURN = 650; // milliseconds for one shape to grow
const PER_STEP = 45; // for a trail, up to:
const LONGEST = 4000;
const SLOWLY = 700; // per step of a trail whose every step is marked
const QUIET = 150; // milliseconds without a change before the page is told
const SLACK = 12; // pixels within which a press is a click

/** @typedef {import("../draw/frame.js").Pair} Pair */
/** @typedef {import("./types.js").Beat} Beat */
/** @typedef {import("./types.js").Place} Place */
/** @typedef {import("./types.js").StoryData} StoryData */
/** @typedef {import("./types.js").Switch} Switch */
/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {{ choice: number | null, click: Pair | null }} Answer */
/** @typedef {{ at: number, length: number, steps: number }} Turn when it begins, how long it takes, its steps */

export class Story extends Stage {
  /**
   * @param {HTMLElement} root
   * @param {StoryData} data
   * @param {{ emit: import("../types.js").Emit }} options
   */
  constructor(root, data, options) {
    super(root, options);
    this.data = data;
    this.place = settled(data, data.place);
    /** @type {Map<number, Answer>} */
    this.answers = new Map(); // by beat
    this.panels = this.beat.panels;
    /** @type {Map<number, Turn>} */
    this.turns = new Map();
    this.began = 0;
    this.length = 0;
    this.telling = 0; // the timer until the page is told
    root.setAttribute("aria-label", "Walkthrough: space or right arrow goes on, left arrow goes back");
    const head = make("div", "dl-bd-head", null);
    root.prepend(head);
    this.title = make("h2", "dl-bd-title", head);
    this.counter = make("span", "dl-bd-counter", head);
    this.words = make("div", "dl-bd-words", root);
    this.notes = make("aside", "dl-bd-notes", root);
    this.notes.setAttribute("aria-label", "Speaker notes");
    this.back = button("Back", "‹ Back", () => this.go(-1), "dl-bd-go");
    this.next = button("Next", "Next ›", () => this.forward(), "dl-bd-go dl-bd-next");
    this.jump = this.makeJump();
    this.again = button("Replay the motion of this beat", "Replay", () => this.replay(), "dl-toggle");
    this.speaker = new NotesWindow(this);
    this.apart = button(
      "Speaker notes in a window of their own",
      "Notes in a window",
      () => this.moveNotes(),
      "dl-toggle dl-bd-apart",
    );
    this.present = this.makeSwitch("present", "Present", "Present: nothing but the story");
    this.switches = [
      this.makeSwitch("short", "Short path", "Short path: six beats for a room in a hurry"),
      this.makeSwitch("reveal", "Reveal at once", "Reveal at once: no predictions"),
      this.makeSwitch("notes", "Notes", "Speaker notes"),
      this.present,
    ];
    const copy = button("Copy link", "link", () => this.copyLink());
    const full = button("Full screen", "full", () => this.fullscreen());
    const foot = make("div", "dl-bd-foot", root);
    foot.append(this.back, this.next, this.again, this.jump, ...this.switches, copy, full);
    this.present.before(this.apart);
    this.help = new Help(root, foot, KEYS);
    this.onPress = () => this.tellNow();
    this.listen();
    this.writeTitles(data.titles);
    this.render();
  }

  makeJump() {
    const jump = make("select", "dl-select dl-bd-jump", null);
    jump.setAttribute("aria-label", "Jump to");
    jump.addEventListener("change", () => {
      this.set({ beat: Number(jump.value) });
      this.focus();
    });
    return jump;
  }

  /**
   * @param {Switch} name
   * @param {string} text
   * @param {string} label
   */
  makeSwitch(name, text, label) {
    const element = button(label, text, () => this.flip(name), "dl-toggle");
    element.dataset.switch = name;
    return element;
  }

  /**
   * New data from the page: another place only if a link was opened.
   *
   * @param {Uint8Array} bytes
   */
  update(bytes) {
    /** @type {StoryData} */
    const data = unpack(bytes);
    const opened = this.data.opened !== data.opened;
    this.data = data;
    this.writeTitles(data.titles);
    if (!opened) return;
    this.place = settled(data, data.place);
    this.answers.clear();
    this.render();
  }

  get path() {
    return pathOf(this.data, this.place);
  }

  get beat() {
    return this.data.beats[this.place.beat - 1];
  }

  /** The beat that comes next, if there is one. */
  get following() {
    return this.data.beats[this.path[this.path.indexOf(this.place.beat) + 1] - 1];
  }

  get isAsking() {
    return Boolean(this.beat.question) && !this.place.reveal && !this.answers.has(this.place.beat);
  }

  /** @param {Switch} name */
  flip(name) {
    this.set({ [name]: !this.place[name] });
  }

  // From the page into a window of their own, or away with that.
  moveNotes() {
    if (this.speaker.isOpen) this.speaker.close();
    else if (this.speaker.open()) this.set({ notes: false });
  }

  /** @param {Partial<Place>} changes */
  set(changes) {
    this.place = settled(this.data, { ...this.place, ...changes });
    this.tell();
    if ("beat" in changes || "short" in changes || "reveal" in changes) this.render();
    else this.label();
    this.fill();
    this.paint();
  }

  // The page hears where the reader has stopped, not every beat that was passed on the way; and
  // at once when something else is about to be clicked.
  tell() {
    clearTimeout(this.telling);
    this.telling = window.setTimeout(() => this.tellNow(), QUIET);
  }

  tellNow() {
    if (!this.telling) return;
    clearTimeout(this.telling);
    this.telling = 0;
    this.emit("place", this.place);
  }

  // The link is the address, once the page has written this place into it.
  async copyLink() {
    const written = () => Number(new URLSearchParams(location.search).get("beat") ?? 1) === this.place.beat;
    for (let tries = 0; tries < 40 && !written(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    await super.copyLink();
  }

  destroy() {
    clearTimeout(this.telling);
    document.removeEventListener("pointerdown", this.onPress, true);
    this.speaker.destroy();
    super.destroy();
  }

  /** @param {number} by */
  go(by) {
    const at = this.path.indexOf(this.place.beat) + by;
    if (at >= 0 && at < this.path.length) this.set({ beat: this.path[at] });
  }

  // An open question is answered first, if only by giving up.
  forward() {
    if (this.isAsking) this.commit(null);
    else this.go(1);
  }

  /**
   * @param {number | null} choice null: given up
   * @param {Pair | null} click
   */
  commit(choice, click = null) {
    const { place, beat } = this;
    this.answers.set(place.beat, { choice, click });
    this.render();
    if (beat.question) this.said.textContent = `${this.settledWords(beat.question)} ${plain(beat.text)}`;
    this.focus(); // the buttons have gone
  }

  ownKeys() {
    const asked = this.isAsking ? (this.beat.question?.choices.length ?? 0) : 0;
    const choices = Array.from({ length: asked }, (_, k) => () => this.commit(k));
    const onward = () => this.forward();
    const back = () => this.go(-1);
    const flip = (/** @type {Switch} */ name) => () => this.flip(name);
    return {
      ...Object.fromEntries(choices.map((commit, k) => [String(k + 1), commit])),
      " ": onward,
      ArrowRight: onward,
      PageDown: onward,
      ArrowLeft: back,
      PageUp: back,
      Home: () => this.set({ beat: this.path[0] }),
      End: () => this.set({ beat: lastOf(this.path) }),
      n: flip("notes"),
      p: flip("present"),
      q: flip("reveal"),
      s: flip("short"),
      ...(this.place.present ? { Escape: flip("present") } : {}),
    };
  }

  // Everything of a beat from its start.
  render() {
    const { beat } = this;
    this.panels = (this.isAsking && beat.asked) || beat.panels;
    this.turns = this.planTurns();
    this.began = this.still ? -Infinity : performance.now();
    this.label();
    this.figures.forEach(({ figure }, side) => {
      const away = beat.focus !== "both" && (beat.focus === "left") !== (side === 0);
      figure.classList.toggle("dl-bd-away", away);
      this.writeFormula(side, this.panels[side].formula);
    });
    this.colourNames(this.data.roles);
    this.writeWords();
    this.fill();
    const view = viewOf(beat, this.data.grounds);
    this.planes.forEach((plane, side) => {
      plane.show(this.panels[side].shapes, view, !this.still);
    });
    this.paint();
    this.said.textContent = this.spoken();
  }

  label() {
    const { beat, path, place, root, data, isAsking } = this;
    this.title.textContent = beat.title;
    this.counter.textContent = `${path.indexOf(place.beat) + 1} / ${path.length}`;
    this.back.disabled = place.beat === path[0];
    this.next.disabled = place.beat === lastOf(path) && !isAsking;
    this.next.textContent = isAsking ? "Reveal ›" : "Next ›";
    this.next.setAttribute("aria-label", isAsking ? "Reveal" : "Next");
    const options = path.map((k) => new Option(`${k}. ${data.beats[k - 1].title}`, String(k), false, k === place.beat));
    this.jump.replaceChildren(...options);
    for (const element of this.switches) {
      const on = place[/** @type {Switch} */ (element.dataset.switch)];
      element.setAttribute("aria-pressed", String(Boolean(on)));
    }
    this.present.textContent = place.present ? "Leave" : "Present";
    const label = place.present ? "Leave the presentation" : "Present: nothing but the story";
    this.present.setAttribute("aria-label", label);
    this.again.disabled = !this.turns.size;
    this.apart.setAttribute("aria-pressed", String(this.speaker.isOpen));
    this.speaker.show();
    this.notes.textContent = beat.notes;
    this.notes.hidden = !place.notes;
    root.classList.toggle("dl-bd-present", Boolean(place.present));
    const { question } = beat;
    const clickable = isAsking && question && (question.by_panel || question.points.length > 0);
    Object.assign(root.dataset, { beat: place.beat, asking: isAsking, clickable: Boolean(clickable) });
  }

  // The question keeps its place when it is answered; what was held back comes below it.
  writeWords() {
    const { beat, theme, words } = this;
    words.replaceChildren();
    const paragraph = (/** @type {string} */ text) => write(make("p", "dl-bd-text", words), text, theme);
    paragraph(beat.question ? beat.lead : beat.text);
    if (beat.question) this.writeQuestion(beat.question);
    if (this.isAsking) return;
    if (beat.question && beat.lead !== beat.text) paragraph(beat.text);
    if (beat.links.length) this.writeLinks(beat.links);
  }

  /** @param {import("./types.js").Question} question */
  writeQuestion(question) {
    const { theme, isAsking } = this;
    const { ask, choices, answer, because } = question;
    const given = this.answers.get(this.place.beat);
    write(make("p", "dl-bd-ask", this.words), ask, theme);
    const row = make("div", "dl-bd-choices", this.words);
    choices.forEach((choice, k) => {
      const element = button(`${LETTERS[k]}: ${choice}`, "", () => this.isAsking && this.commit(k), "dl-bd-choice");
      element.append(make("b", "", null, LETTERS[k]), ` ${choice}`);
      element.disabled = !isAsking;
      element.classList.toggle("dl-bd-right", !isAsking && k === answer);
      element.classList.toggle("dl-bd-wrong", !isAsking && given?.choice === k && k !== answer);
      row.append(element);
    });
    if (isAsking) return;
    const line = make("p", "dl-bd-because", this.words);
    write(line, ` ${because}`, theme);
    const verdict = make("b", "dl-bd-verdict", null, verdictWords(question, given));
    verdict.dataset.verdict = verdictOf(question, given);
    line.prepend(verdict);
  }

  /**
   * What is said of a question that is no longer open.
   *
   * @param {import("./types.js").Question} question
   */
  settledWords(question) {
    return `${verdictWords(question, this.answers.get(this.place.beat))} ${plain(question.because)}`;
  }

  /**
   * To another part of this page without loading it anew, or to another page.
   *
   * @param {import("./types.js").Link[]} links
   */
  writeLinks(links) {
    const row = make("div", "dl-bd-choices", this.words);
    for (const [label, address] of links) {
      const link = make("a", "dl-bd-link", row, label);
      link.href = address;
      link.addEventListener("click", (event) => {
        const part = address.startsWith("?") && new URLSearchParams(address).get("part");
        if (!part || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        this.emit("place", { ...this.place, part });
      });
    }
  }

  // The beat in words.
  spoken() {
    const { beat, data, panels, isAsking } = this;
    const { question } = beat;
    const formulas = panels
      .map(({ formula }, side) => [data.titles[side], formula.map(plain).join("; ")])
      .filter(([, words]) => words)
      .map(([title, words]) => sentence(`${title}: ${words}`));
    const asked = question && (isAsking ? askedWords(question) : this.settledWords(question));
    const text = plain(isAsking ? beat.lead : beat.text);
    return [`Beat ${this.counter.textContent}. ${beat.title}.`, text, ...formulas, asked ?? ""].join(" ");
  }

  // When each turn of the animation begins, how long it takes and how many steps of a run it tells:
  // all trails of a turn are driven by the same step.
  planTurns() {
    const shapes = this.panels.flatMap((panel) => panel.shapes);
    const orders = [...new Set(shapes.map((shape) => shape.order))].filter(Boolean).sort((a, b) => a - b);
    /** @type {Map<number, Turn>} */
    const turns = new Map();
    let at = 350;
    for (const order of orders) {
      const trails = shapes.filter((shape) => shape.kind === "trail").filter((shape) => shape.order === order);
      const steps = Math.max(0, ...trails.map(({ points }) => points.length - 1));
      const pace = trails.some(({ dots }) => dots) ? SLOWLY : PER_STEP;
      const length = Math.min(Math.max(TURN, steps * pace), LONGEST);
      turns.set(order, { at, length, steps });
      at += length;
    }
    this.length = at;
    return turns;
  }

  replay() {
    this.began = performance.now();
    this.paint();
  }

  isMoving() {
    return performance.now() - this.began < this.length;
  }

  draw() {
    for (const plane of this.planes) plane.draw((shape) => this.grown(shape));
    const told = [...this.turns.values()].find(({ steps }) => steps > FEW);
    const t = told ? String(Math.round(told.steps * this.share(told))) : "";
    this.root.dataset.step = t;
    for (const { step } of this.figures) step.textContent = t && `t = ${t}`;
  }

  /**
   * How much of a turn is over.
   *
   * @param {Turn} turn
   */
  share({ at, length }) {
    return Math.max(0, Math.min(1, (performance.now() - this.began - at) / length));
  }

  /**
   * How much of a shape is drawn.
   *
   * @param {Shape} shape
   */
  grown(shape) {
    const turn = this.turns.get(shape.order);
    if (!turn) return 1;
    if (shape.kind !== "trail") return eased(this.share(turn));
    return Math.min(1, (turn.steps * this.share(turn)) / (shape.points.length - 1 || 1));
  }

  // A click may be an answer; a swipe turns the page; a tap on a phone goes on.
  listen() {
    document.addEventListener("pointerdown", this.onPress, true);
    this.planes.forEach((plane, side) => {
      /** @type {Parameters<typeof listenForPresses>[1]} */
      const ended = (kind, at, event) => {
        if (kind === "swipe left") this.forward();
        else if (kind === "swipe right") this.go(-1);
        else if (kind === "drag") return;
        else if (this.isAsking) this.answerByClick(plane.frame(), side, at);
        else if (event.pointerType === "touch") this.go(1);
      };
      this.deaf.push(listenForPresses(plane.element, ended, { slack: SLACK }));
    });
  }

  /**
   * @param {import("../draw/frame.js").Frame} frame
   * @param {number} side
   * @param {Pair} at
   */
  answerByClick(frame, side, [px, py]) {
    const { question } = this.beat;
    if (question?.by_panel) this.commit(side);
    else if (question?.points.length) {
      const click = /** @type {Pair} */ ([frame.toX(px), frame.toY(py)]);
      const distances = question.points.map((point) => distanceTo(point, click));
      this.commit(distances.indexOf(Math.min(...distances)), click);
    }
  }
}

/**
 * The numbers of the beats that are told, from 1.
 *
 * @param {StoryData} data
 * @param {Place} place
 */
function pathOf({ beats }, { short }) {
  const all = beats.map((_, k) => k + 1);
  return short ? all.filter((k) => beats[k - 1].short) : all;
}

/**
 * A place whose beat is told: on the short path the next one that belongs to it.
 *
 * @param {StoryData} data
 * @param {Place} place
 */
function settled(data, place) {
  const path = pathOf(data, place);
  return { ...place, beat: path.find((k) => k >= place.beat) ?? lastOf(path) };
}

/** @param {number[]} path */
function lastOf(path) {
  return path[path.length - 1];
}

/** @param {import("./types.js").Question} question */
function askedWords({ ask, choices }) {
  return `${plain(ask)} ${choices.map((choice, k) => `${LETTERS[k]}: ${plain(choice)}`).join(". ")}.`;
}

/**
 * @param {import("./types.js").Question} question
 * @param {Answer} [given]
 */
function verdictOf({ answer }, given) {
  if (!given || given.choice === null) return "revealed";
  return given.choice === answer ? "right" : "wrong";
}

/**
 * @param {import("./types.js").Question} question
 * @param {Answer} [given]
 */
function verdictWords(question, given) {
  const { answer, points } = question;
  const right = `${LETTERS[answer]} is right.`;
  const said = { revealed: right, right: `Yes, ${right}`, wrong: `Not quite: ${right}` }[verdictOf(question, given)];
  if (!given?.click || !points.length) return said;
  return `${said} Your click is ${formatShort(distanceTo(points[answer], given.click))} away from it.`;
}

/**
 * @param {Pair} point
 * @param {Pair} click
 */
function distanceTo(point, click) {
  return Math.hypot(point[0] - click[0], point[1] - click[1]);
}

/** @param {string} words */
function sentence(words) {
  return /[.?!]$/.test(words) ? words : `${words}.`;
}
