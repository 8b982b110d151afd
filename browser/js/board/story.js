// The walkthrough: beats one after the other, with a prediction before some of them.
import { unpack } from "../blob.js";
import { eased } from "../draw/motion.js";
import { listenForPresses } from "../draw/press.js";
import { button } from "../page/controls.js";
import { formatShort } from "../page/format.js";
import { Stage } from "./stage.js";
import { make, plain, write } from "./words.js";

const FEW = 5; // steps: from here on they are counted in the picture
const TURN = 650; // milliseconds for one shape to grow
const PER_STEP = 45; // for a trail, up to:
const LONGEST = 4000;
const SLOWLY = 700; // per step of a trail whose every step is marked
const QUIET = 150; // milliseconds without a change before the page is told
const SLACK = 12; // pixels within which a press is a click
const LETTERS = "ABC";

export class Story extends Stage {
  constructor(root, options) {
    super(root, options);
    root.setAttribute("aria-label", "Walkthrough: space or right arrow goes on, left arrow goes back");
    this.answers = new Map();
    this.listen();
  }

  build() {
    const { root } = this;
    const head = make("div", "dl-bd-head", root);
    this.title = make("h2", "dl-bd-title", head);
    this.counter = make("span", "dl-bd-counter", head);
    this.buildPanels(root);
    this.words = make("div", "dl-bd-words", root);
    this.notes = make("aside", "dl-bd-notes", root);
    this.notes.setAttribute("aria-label", "Speaker notes");
    const foot = make("div", "dl-bd-foot", root);
    const toggle = (name, text, label) => {
      const element = button(label, text, () => this.set({ [name]: !this.place[name] }), "dl-toggle");
      element.dataset.switch = name;
      return element;
    };
    this.back = button("Back", "‹ Back", () => this.go(-1), "dl-bd-go");
    this.next = button("Next", "Next ›", () => this.forward(), "dl-bd-go dl-bd-next");
    this.jump = make("select", "dl-select dl-bd-jump", null);
    this.jump.setAttribute("aria-label", "Jump to");
    this.jump.addEventListener("change", () => {
      this.set({ beat: Number(this.jump.value) });
      this.focus();
    });
    this.toggles = [
      toggle("short", "Short path", "Short path: six beats for a room in a hurry"),
      toggle("reveal", "Reveal at once", "Reveal at once: no predictions"),
      toggle("notes", "Notes", "Speaker notes"),
      toggle("present", "Present", "Present: nothing but the story"),
    ];
    foot.append(
      this.back,
      this.next,
      this.jump,
      ...this.toggles,
      button("Copy link", "link", () => this.copyLink()),
      button("Full screen", "full", () => this.fullscreen()),
    );
  }

  // New data from the page: another place only if a link was opened.
  update(bytes) {
    const data = unpack(bytes);
    const opened = this.data?.opened !== data.opened;
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

  // The numbers of the beats that are told, from 1.
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

  get isAsking() {
    return Boolean(this.beat.question) && !this.place.reveal && !this.answers.has(this.place.beat);
  }

  // A place whose beat is told: on the short path the next one that belongs to it.
  settled(place) {
    const path = this.pathOf(place);
    return { ...place, beat: path.find((k) => k >= place.beat) ?? path.at(-1) };
  }

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
    this.telling = setTimeout(() => this.tellNow(), QUIET);
  }

  tellNow() {
    if (!this.telling) return;
    clearTimeout(this.telling);
    this.telling = null;
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

  go(by) {
    const at = this.path.indexOf(this.place.beat) + by;
    if (at >= 0 && at < this.path.length) this.set({ beat: this.path[at] });
  }

  // An open question is answered first, if only by giving up.
  forward() {
    if (this.isAsking) this.commit(null);
    else this.go(1);
  }

  commit(choice, click = null) {
    this.answers.set(this.place.beat, { choice, click });
    this.render();
    this.said.textContent = `${this.verdictWords()} ${plain(this.beat.question.because)} ${plain(this.beat.text)}`;
    this.focus(); // the buttons have gone
  }

  keys() {
    const asked = this.isAsking ? this.beat.question.choices.length : 0;
    const choose = Object.fromEntries(Array.from({ length: asked }, (_, k) => [[k + 1], () => this.commit(k)]));
    const letters = Object.fromEntries(
      Array.from({ length: asked }, (_, k) => [LETTERS[k].toLowerCase(), () => this.commit(k)]),
    );
    const onward = () => this.forward();
    const back = () => this.go(-1);
    const flip = (name) => () => this.set({ [name]: !this.place[name] });
    return {
      ...choose,
      ...letters,
      " ": onward,
      ArrowRight: onward,
      PageDown: onward,
      ArrowLeft: back,
      PageUp: back,
      Home: () => this.set({ beat: this.path[0] }),
      End: () => this.set({ beat: this.path.at(-1) }),
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
    const view = this.viewOf(beat);
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
    this.next.disabled = place.beat === path.at(-1) && !this.isAsking;
    this.next.textContent = this.isAsking ? "Reveal ›" : "Next ›";
    this.next.setAttribute("aria-label", this.isAsking ? "Reveal" : "Next");
    this.jump.replaceChildren(
      ...path.map((k) => new Option(`${k}. ${data.beats[k - 1].title}`, k, false, k === place.beat)),
    );
    for (const element of this.toggles) element.setAttribute("aria-pressed", Boolean(place[element.dataset.switch]));
    const present = this.toggles.at(-1);
    present.textContent = place.present ? "Leave" : "Present";
    present.setAttribute("aria-label", place.present ? "Leave the presentation" : "Present: nothing but the story");
    this.notes.textContent = beat.notes;
    this.notes.hidden = !place.notes;
    root.classList.toggle("dl-bd-present", Boolean(place.present));
    const clickable = this.isAsking && (beat.question.by_panel || beat.question.points.length > 0);
    Object.assign(root.dataset, { beat: place.beat, asking: this.isAsking, clickable });
  }

  // The question keeps its place when it is answered; what was held back comes below it.
  writeWords() {
    const { beat, theme, words } = this;
    words.replaceChildren();
    const paragraph = (className, text) => write(make("p", className, words), text, theme);
    paragraph("dl-bd-text", beat.question ? beat.lead : beat.text);
    if (beat.question) this.writeQuestion(beat.question);
    if (this.isAsking) return;
    if (beat.question && beat.lead !== beat.text) paragraph("dl-bd-text", beat.text);
    if (beat.links.length) this.writeLinks(beat.links);
  }

  writeQuestion({ ask, choices, answer, because }) {
    const { theme } = this;
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
    const verdict = make("b", "dl-bd-verdict", null, this.verdictWords());
    verdict.dataset.verdict = this.verdict();
    line.prepend(verdict);
  }

  verdict() {
    const given = this.answers.get(this.place.beat);
    if (!given || given.choice === null) return "revealed";
    return given.choice === this.beat.question.answer ? "right" : "wrong";
  }

  verdictWords() {
    const { question } = this.beat;
    const given = this.answers.get(this.place.beat);
    const right = `${LETTERS[question.answer]} is right.`;
    const distance =
      given?.click && question.points.length
        ? ` Your click is ${formatShort(Math.hypot(...given.click.map((v, axis) => v - question.points[question.answer][axis])))} away from it.`
        : "";
    return { revealed: right, right: `Yes, ${right}`, wrong: `Not quite: ${right}` }[this.verdict()] + distance;
  }

  // To another part of this page without loading it anew, or to another page.
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
        : `${this.verdictWords()} ${question.because}`;
    const text = this.isAsking ? beat.lead : beat.text;
    return [`Beat ${this.counter.textContent}. ${beat.title}.`, plain(text), ...formulas, plain(asked)].join(" ");
  }

  // When each turn of the animation begins, how long it takes and how many steps of a run it tells:
  // all trails of a turn are driven by the same step.
  planTurns() {
    const shapes = this.panels.flatMap((panel) => panel.shapes);
    const orders = [...new Set(shapes.map((shape) => shape.order))].filter(Boolean).sort((a, b) => a - b);
    const turns = new Map();
    let at = 350;
    for (const order of orders) {
      const trails = shapes.filter((shape) => shape.order === order && shape.kind === "trail");
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
    this.root.dataset.step = told ? Math.round(told.steps * this.share(told)) : "";
    for (const { step } of this.figures) step.textContent = told ? `t = ${this.root.dataset.step}` : "";
  }

  // How much of a turn is over.
  share({ at, length }) {
    if (this.still) return 1;
    return Math.max(0, Math.min(1, (performance.now() - this.began - at) / length));
  }

  // How much of a shape is drawn.
  grown({ order, kind, points }) {
    const turn = this.turns.get(order);
    if (!turn) return 1;
    if (kind === "trail") return Math.min(1, (turn.steps * this.share(turn)) / (points.length - 1 || 1));
    return eased(this.share(turn));
  }

  // A click may be an answer; a swipe turns the page; a tap on a phone goes on.
  listen() {
    this.onPress = () => this.tellNow();
    document.addEventListener("pointerdown", this.onPress, true);
    this.planes.forEach((plane, side) => {
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

  answerByClick(plane, side, [px, py]) {
    const { question } = this.beat;
    if (question.by_panel) this.commit(side);
    if (question.by_panel || !question.points.length) return;
    const frame = plane.frame();
    const click = [frame.toX(px), frame.toY(py)];
    const distances = question.points.map((point) => Math.hypot(point[0] - click[0], point[1] - click[1]));
    this.commit(distances.indexOf(Math.min(...distances)), click);
  }
}

function sentence(words) {
  return /[.?!]$/.test(words) ? words : `${words}.`;
}
