// The walkthrough: beats one after the other, with a prediction before some of them.
import { unpack } from "../blob.js";
import { eased } from "../draw/motion.js";
import { listenForPresses } from "../draw/press.js";
import { button } from "../page/controls.js";
import { formatShort } from "../page/format.js";
import { Stage, viewOf } from "./stage.js";
import { make, plain, write } from "./words.js";

const FEW = 5; // steps: from here on they are counted in the picture
const TURN = 650; // milliseconds for one shape to grow
const PER_STEP = 45; // for a trail, up to:
const LONGEST = 4000;
const SLOWLY = 700; // per step of a trail whose every step is marked
const QUIET = 150; // milliseconds without a change before the page is told
const SLACK = 12; // pixels within which a press is a click
const LETTERS = "ABC";

/** @typedef {import("./data.js").StoryData} StoryData */
/** @typedef {import("./data.js").Place} Place */
/** @typedef {import("./data.js").Question} Question */
/** @typedef {import("./plane.js").Plane} Plane */
/** @typedef {import("./shapes.js").Shape} Shape */
/** @typedef {import("../types.js").Pair} Pair */
/** @typedef {{ at: number, length: number, steps: number }} Turn when it begins, how long it takes, what it tells */
/** @typedef {"short" | "reveal" | "notes" | "present"} Switch */

/** @type {[name: Switch, text: string, label: string][]} */
const SWITCHES = [
  ["short", "Short path", "Short path: six beats for a room in a hurry"],
  ["reveal", "Reveal at once", "Reveal at once: no predictions"],
  ["notes", "Notes", "Speaker notes"],
  ["present", "Present", "Present: nothing but the story"],
];

export class Story extends Stage {
  /**
   * @param {HTMLElement} root
   * @param {StoryData} data
   * @param {import("./stage.js").Options} options
   */
  constructor(root, data, options) {
    super(root, data, options);
    this.data = data;
    this.place = this.settled(data.place);
    this.panels = this.beat.panels; // as they are shown
    /** @type {Map<number, { choice: number | null, click: Pair | null }>} */
    this.answers = new Map(); // of each beat that was answered
    /** @type {Map<number, Turn>} */
    this.turns = new Map();
    this.began = 0;
    this.length = 0;
    this.telling = 0;
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
    this.jump = this.buildJump();
    this.toggles = SWITCHES.map(([name, text, label]) => ({ name, element: this.toggle(name, text, label) }));
    make("div", "dl-bd-foot", root).append(
      this.back,
      this.next,
      this.jump,
      ...this.toggles.map(({ element }) => element),
      button("Copy link", "link", () => this.copyLink()),
      button("Full screen", "full", () => this.fullscreen()),
    );
    this.onPress = () => this.tellNow();
    this.listen();
    this.render();
  }

  buildJump() {
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
  toggle(name, text, label) {
    const element = button(label, text, () => this.set({ [name]: !this.place[name] }), "dl-toggle");
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
    this.figures.forEach(({ title }, side) => {
      title.textContent = data.titles[side];
    });
    if (opened) {
      this.place = this.settled(data.place);
      this.answers.clear();
      this.render();
    }
  }

  /**
   * The numbers of the beats that are told, from 1.
   *
   * @param {Place} place
   */
  pathOf({ short }) {
    const all = this.data.beats.map((_, k) => k + 1);
    return short ? all.filter((k) => this.data.beats[k - 1].short) : all;
  }

  get path() {
    return this.pathOf(this.place);
  }

  get beat() {
    return this.data.beats[this.place.beat - 1];
  }

  /** The question that is open. */
  get asked() {
    return this.place.reveal || this.answers.has(this.place.beat) ? null : this.beat.question;
  }

  get isAsking() {
    return Boolean(this.asked);
  }

  /**
   * A place whose beat is told: on the short path the next one that belongs to it.
   *
   * @param {Place} place
   */
  settled(place) {
    const path = this.pathOf(place);
    return { ...place, beat: path.find((k) => k >= place.beat) ?? path[path.length - 1] };
  }

  /** @param {Partial<Place>} changes */
  set(changes) {
    this.place = this.settled({ ...this.place, ...changes });
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
    const { question, text } = this.beat;
    if (!question) return;
    this.answers.set(this.place.beat, { choice, click });
    this.render();
    this.said.textContent = `${this.verdictWords(question)} ${plain(question.because)} ${plain(text)}`;
    this.focus(); // the buttons have gone
  }

  keys() {
    /** @type {Record<string, () => void>} */
    const choose = {};
    this.asked?.choices.forEach((_, k) => {
      choose[k + 1] = () => this.commit(k);
      choose[LETTERS[k].toLowerCase()] = () => this.commit(k);
    });
    const onward = () => this.forward();
    const back = () => this.go(-1);
    const flip = (/** @type {Switch} */ name) => () => this.set({ [name]: !this.place[name] });
    return {
      ...choose,
      " ": onward,
      ArrowRight: onward,
      PageDown: onward,
      ArrowLeft: back,
      PageUp: back,
      Home: () => this.set({ beat: this.path[0] }),
      End: () => this.set({ beat: this.path[this.path.length - 1] }),
      n: flip("notes"),
      p: flip("present"),
      r: flip("reveal"),
      s: flip("short"),
      f: () => this.fullscreen(),
      ...(this.place.present ? { Escape: flip("present") } : {}),
    };
  }

  // Everything of a beat from its start.
  render() {
    const { beat } = this;
    this.panels = (this.isAsking && beat.asked) || beat.panels;
    this.turns = this.planTurns();
    this.began = performance.now();
    this.label();
    this.figures.forEach(({ figure }, side) => {
      const away = beat.focus !== "both" && (beat.focus === "left") !== (side === 0);
      figure.classList.toggle("dl-bd-away", away);
      this.writeFormula(side, this.panels[side].formula);
    });
    this.colourNames(this.data.roles);
    this.writeWords();
    this.fill();
    const view = viewOf(this.data, beat);
    this.planes.forEach((plane, side) => {
      plane.show(this.panels[side].shapes, view, !this.still);
    });
    this.paint();
    this.said.textContent = this.spoken();
  }

  label() {
    const { beat, path, place, root, data } = this;
    this.title.textContent = beat.title;
    this.counter.textContent = `${path.indexOf(place.beat) + 1} / ${path.length}`;
    this.back.disabled = place.beat === path[0];
    this.next.disabled = place.beat === path[path.length - 1] && !this.isAsking;
    this.next.textContent = this.isAsking ? "Reveal ›" : "Next ›";
    this.next.setAttribute("aria-label", this.isAsking ? "Reveal" : "Next");
    this.jump.replaceChildren(
      ...path.map((k) => new Option(`${k}. ${data.beats[k - 1].title}`, String(k), false, k === place.beat)),
    );
    for (const { name, element } of this.toggles) {
      element.setAttribute("aria-pressed", String(place[name]));
      if (name !== "present") continue;
      element.textContent = place.present ? "Leave" : "Present";
      element.setAttribute("aria-label", place.present ? "Leave the presentation" : "Present: nothing but the story");
    }
    this.notes.textContent = beat.notes;
    this.notes.hidden = !place.notes;
    root.classList.toggle("dl-bd-present", place.present);
    const clickable = Boolean(this.asked?.by_panel || this.asked?.points.length);
    Object.assign(root.dataset, { beat: place.beat, asking: this.isAsking, clickable });
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

  /** @param {Question} question */
  writeQuestion(question) {
    const { theme } = this;
    const { ask, choices, answer, because } = question;
    const given = this.answers.get(this.place.beat);
    write(make("p", "dl-bd-ask", this.words), ask, theme);
    const row = make("div", "dl-bd-choices", this.words);
    choices.forEach((choice, k) => {
      const element = button(`${LETTERS[k]}: ${choice}`, "", () => this.isAsking && this.commit(k), "dl-bd-choice");
      element.append(make("b", "", null, LETTERS[k]), ` ${choice}`);
      element.disabled = !this.isAsking;
      if (!this.isAsking) {
        element.classList.toggle("dl-bd-right", k === answer);
        element.classList.toggle("dl-bd-wrong", given?.choice === k && k !== answer);
      }
      row.append(element);
    });
    if (this.isAsking) return;
    const line = make("p", "dl-bd-because", this.words);
    write(line, ` ${because}`, theme);
    const verdict = make("b", "dl-bd-verdict", null, this.verdictWords(question));
    verdict.dataset.verdict = this.verdict(question);
    line.prepend(verdict);
  }

  /** @param {Question} question */
  verdict({ answer }) {
    const given = this.answers.get(this.place.beat);
    if (!given || given.choice === null) return "revealed";
    return given.choice === answer ? "right" : "wrong";
  }

  /** @param {Question} question */
  verdictWords(question) {
    const { answer, points } = question;
    const click = this.answers.get(this.place.beat)?.click;
    const right = `${LETTERS[answer]} is right.`;
    const said = { revealed: right, right: `Yes, ${right}`, wrong: `Not quite: ${right}` }[this.verdict(question)];
    if (!click || !points.length) return said;
    const [x, y] = points[answer];
    return `${said} Your click is ${formatShort(Math.hypot(click[0] - x, click[1] - y))} away from it.`;
  }

  /**
   * To another part of this page without loading it anew, or to another page.
   *
   * @param {import("./data.js").Link[]} links
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
    const { beat, data, panels } = this;
    const formulas = panels
      .map(({ formula }, side) => [data.titles[side], formula.map(plain).join("; ")])
      .filter(([, words]) => words)
      .map(([title, words]) => sentence(`${title}: ${words}`));
    const { question } = beat;
    const asked = !question
      ? ""
      : this.isAsking
        ? `${question.ask} ${question.choices.map((choice, k) => `${LETTERS[k]}: ${choice}`).join(". ")}.`
        : `${this.verdictWords(question)} ${question.because}`;
    const text = this.isAsking ? beat.lead : beat.text;
    return [`Beat ${this.counter.textContent}. ${beat.title}.`, plain(text), ...formulas, plain(asked)].join(" ");
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
    this.length = this.still ? 0 : at;
    return turns;
  }

  isMoving() {
    return performance.now() - this.began < this.length;
  }

  draw() {
    for (const plane of this.planes) plane.draw((shape) => this.grown(shape));
    const told = [...this.turns.values()].find(({ steps }) => steps > FEW);
    this.root.dataset.step = told ? String(Math.round(told.steps * this.share(told))) : "";
    for (const { step } of this.figures) step.textContent = told ? `t = ${this.root.dataset.step}` : "";
  }

  /**
   * How much of a turn is over.
   *
   * @param {Turn} turn
   */
  share({ at, length }) {
    if (this.still) return 1;
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
    if (shape.kind === "trail") return Math.min(1, (turn.steps * this.share(turn)) / (shape.points.length - 1 || 1));
    return eased(this.share(turn));
  }

  // A click may be an answer; a swipe turns the page; a tap on a phone goes on.
  listen() {
    document.addEventListener("pointerdown", this.onPress, true);
    this.planes.forEach((plane, side) => {
      /** @type {(kind: import("../draw/press.js").Kind, at: Pair, event: PointerEvent) => void} */
      const ended = (kind, at, event) => {
        if (kind === "swipe left") this.forward();
        else if (kind === "swipe right") this.go(-1);
        else if (kind === "drag") return;
        else if (this.isAsking) this.answerByClick(plane, side, at);
        else if (event.pointerType === "touch") this.go(1);
      };
      this.deaf.push(listenForPresses(plane.element, ended, { slack: SLACK }));
    });
  }

  /**
   * @param {Plane} plane
   * @param {number} side
   * @param {Pair} pixel
   */
  answerByClick(plane, side, [px, py]) {
    const { asked } = this;
    if (asked?.by_panel) this.commit(side);
    if (!asked || asked.by_panel || !asked.points.length) return;
    const frame = plane.frame();
    /** @type {Pair} */
    const click = [frame.toX(px), frame.toY(py)];
    const distances = asked.points.map((point) => Math.hypot(point[0] - click[0], point[1] - click[1]));
    this.commit(distances.indexOf(Math.min(...distances)), click);
  }
}

/** @param {string} words */
function sentence(words) {
  return /[.?!]$/.test(words) ? words : `${words}.`;
}
