// A lesson: beats one after the other, each with pictures, perhaps a prediction, controls, a playhead.
import { listenForDrags, listenForPresses, pixelIn } from "../draw/press.js";
import { button, Transport } from "../page/controls.js";
import { Help } from "../page/help.js";
import { Playable, playKeys } from "../page/playable.js";
import { Controls } from "./controls.js";
import { Followers } from "./follow.js";
import { Foot } from "./foot.js";
import { Grips } from "./grips.js";
import { KEYS } from "./keys.js";
import { writeLedger, writeMore } from "./more.js";
import { NotesWindow } from "./notes.js";
import { Past } from "./past.js";
import { lastOf, pathOf, settled } from "./path.js";
import { noteSeen } from "./progress.js";
import { askedWords, choiceAt, settledWords, writeQuestion } from "./question.js";
import { isLandscape, Stage } from "./stage.js";
import { Turns } from "./turns.js";
import { make, plain, write } from "./words.js";

const QUIET = 150; // milliseconds without a change of beat before the page is told
const SLACK = 12; // pixels within which a press is a click
const SHOWN = 6; // seconds that a long run takes from its start to its end

/** @typedef {import("../draw/frame.js").Pair} Pair */
/** @typedef {import("./types.js").Beat} Beat */
/** @typedef {import("./types.js").Place} Place */
/** @typedef {import("./types.js").LessonData} LessonData */
/** @typedef {import("./types.js").BoardData} BoardData */
/** @typedef {import("./types.js").Switch} Switch */
/** @typedef {import("./types.js").Values} Values */
/** @typedef {import("./question.js").Answer} Answer */

export class Lesson extends Playable(Stage) {
  /**
   * @param {HTMLElement} root
   * @param {LessonData} lesson
   * @param {BoardData} data
   * @param {{ emit: import("../types.js").Emit }} options
   */
  constructor(root, lesson, data, options) {
    super(root, options);
    /** @type {Grips[]} */
    this.grips = []; // of each figure
    this.lesson = lesson;
    this.data = data;
    /** @type {import("./types.js").Twins} */
    this.twins = {};
    this.share(data);
    this.place = settled(lesson, data.place);
    this.followers = new Followers();
    /** @type {Map<string, Answer>} */
    this.answers = new Map(); // by beat
    this.past = new Past(this.place.values);
    this.turns = new Turns([], true);
    this.steering = false; // whether arrows go to the steps
    this.telling = 0; // the timer until the page is told
    /** @type {Pair | null} */
    this.hovered = null; // the slope and intercept of the line that is pointed at
    root.setAttribute("aria-label", "Lesson: space or right arrow goes on, left arrow goes back");
    const head = make("div", "dl-bd-head", null);
    root.prepend(head);
    this.title = make("h2", "dl-bd-title", head);
    this.counter = make("span", "dl-bd-counter", head);
    this.ledger = make("div", "dl-bd-ledger", null);
    this.ledger.setAttribute("role", "group");
    this.ledger.setAttribute("aria-label", "The update, line by line");
    const bar = make("div", "dl-bd-bar", root);
    this.transport = new Transport(this, make("div", "dl-transport", bar), false);
    this.controls = new Controls(bar, (name, value, done) => this.setValue({ [name]: value }, done));
    this.reset = button("Reset the controls", "Reset", () => this.setValue(null, true), "dl-toggle");
    this.controls.element.after(this.reset);
    this.words = make("div", "dl-bd-words", root);
    this.notes = make("aside", "dl-bd-notes", root);
    this.notes.setAttribute("aria-label", "Speaker notes");
    this.speaker = new NotesWindow(this);
    this.foot = new Foot(this);
    this.help = new Help(root, this.foot.element, KEYS);
    this.deaf.push(
      listenForPresses(this.words, (kind, _, event) => event.pointerType === "touch" && this.swiped(kind), {
        slack: SLACK,
      }),
    );
    this.onPress = () => this.tellNow();
    document.addEventListener("pointerdown", this.onPress, true);
    this.enter();
  }

  /**
   * New data from the page: another place only if a link was opened.
   *
   * @param {BoardData} data
   */
  update(data) {
    const opened = this.data.opened !== data.opened;
    this.data = data;
    this.share(data);
    if (opened) {
      this.place = settled(this.lesson, data.place);
      this.answers.clear();
      this.enter();
    } else if (data.live?.name === this.place.beat) {
      this.renew();
      this.root.dataset.live = JSON.stringify(data.live.values); // the values that are painted
    }
  }

  /**
   * What its pictures share, with what only the live beat has.
   *
   * @param {BoardData} data
   */
  share({ grounds, twins }) {
    this.grounds = { ...this.lesson.grounds, ...grounds };
    this.twins = { ...this.lesson.twins, ...twins };
  }

  get path() {
    return pathOf(this.lesson, this.place);
  }

  /** The beat as it opens. */
  get resting() {
    return /** @type {Beat} */ (this.lesson.beats.find(({ name }) => name === this.place.beat));
  }

  /** The beat as the page has answered last. */
  get answered() {
    const { live } = this.data;
    const set = Object.keys(this.place.values).length > 0;
    return set && live?.name === this.place.beat ? live : this.resting;
  }

  /** The beat as the reader has set it: as answered, with pictures that follow the hand before that. */
  get beat() {
    const { answered, resting, twins, grounds } = this;
    if (this.isAsking || this.isAnswered) return answered;
    return this.followers.beat(answered, resting, this.place.values, twins, grounds);
  }

  /** The beat that comes next, if there is one. */
  get following() {
    const name = this.path[this.path.indexOf(this.place.beat) + 1];
    return this.lesson.beats.find((beat) => beat.name === name);
  }

  get isAsking() {
    return Boolean(this.resting.question) && !this.place.reveal && !this.answers.has(this.place.beat);
  }

  /** The last step that may be seen. */
  get steps() {
    return this.isAsking ? Math.min(this.beat.t, this.beat.steps) : this.beat.steps;
  }

  /** Steps a second at speed 1: few steps are told one by one, many in SHOWN seconds. */
  get pace() {
    const { steps } = this.beat;
    if (steps <= 8) return 1.5;
    return steps <= 60 ? 12 : Math.max(30, steps / SHOWN);
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
    const { beat } = this.place;
    this.place = settled(this.lesson, { ...this.place, ...changes });
    if (this.place.beat !== beat) this.place.values = {};
    this.tell();
    if (this.place.beat !== beat || "short" in changes || "reveal" in changes) this.enter();
    else this.label();
    this.fill();
    this.fit();
    this.paint();
  }

  /**
   * Closer and closer until the words lie clear of the buttons, or it cannot be closer. What is
   * set by hand makes it no wider again, or the pictures would jump under the hand.
   *
   * @param {number} least how close it is in any case
   */
  fit(least = 0) {
    const { root, closest } = this;
    for (let level = Math.min(least, closest); level <= closest; level += 1) {
      if (level) root.dataset.tight = String(level);
      else delete root.dataset.tight;
      if (this.fits) return;
    }
  }

  /** How close it may be: of what board.css has for [data-tight]. */
  get closest() {
    const { classList } = this.root;
    if (classList.contains("dl-medium")) return 0;
    if (classList.contains("dl-narrow")) return this.beat.question ? 2 : 0;
    return this.place.present ? 3 : 1;
  }

  get fits() {
    const { root, words, foot } = this;
    const style = getComputedStyle(root);
    if (root.classList.contains("dl-narrow")) {
      const end = words.getBoundingClientRect().bottom - root.getBoundingClientRect().top;
      return end + parseFloat(style.getPropertyValue("--dl-top")) <= innerHeight - foot.element.offsetHeight;
    }
    const room = style.position === "fixed" ? root.clientHeight : parseFloat(style.minHeight);
    return root.scrollHeight <= room + 1;
  }

  resize() {
    super.resize();
    const { tight } = this.root.dataset;
    this.fit(Number(tight ?? 0));
    if (tight !== this.root.dataset.tight) this.paint();
  }

  /**
   * Sets some of the beat's controls; null: as the beat opens. A drag is one step to undo.
   *
   * @param {Values | null} values
   * @param {boolean} done
   */
  setValue(values, done) {
    if (this.isAsking) return;
    const starts = Object.fromEntries(this.resting.controls.map(({ name, value }) => [name, value]));
    const merged = Object.entries(values ? { ...this.place.values, ...values } : {});
    this.place = { ...this.place, values: Object.fromEntries(merged.filter(([name, v]) => v !== starts[name])) };
    if (done) this.past.keep(this.place.values);
    this.tellNow(true);
    this.renew();
  }

  /** @param {Values | null} values that undo or redo comes to */
  travel(values) {
    if (!values) return;
    this.place = { ...this.place, values };
    this.tellNow(true);
    this.renew();
  }

  // The page hears where the reader has stopped, not every beat that was passed on the way; and
  // at once of controls, or when something else is about to be clicked.
  tell() {
    clearTimeout(this.telling);
    this.telling = window.setTimeout(() => this.tellNow(), QUIET);
  }

  tellNow(always = false) {
    if (!this.telling && !always) return;
    clearTimeout(this.telling);
    this.telling = 0;
    this.emit("place", this.place);
  }

  // The link is the address, once the page has written this place into it.
  async copyLink() {
    this.tellNow();
    const first = this.lesson.beats[0].name;
    const written = () => (new URLSearchParams(location.search).get("beat") ?? first) === this.place.beat;
    for (let tries = 0; tries < 40 && !written(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 50));
    await super.copyLink();
  }

  destroy() {
    this.playing = false;
    cancelAnimationFrame(this.request);
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
    this.answers.set(this.place.beat, { choice, click });
    this.enter();
    const { question, text } = this.beat;
    if (question) this.said.textContent = `${settledWords(question, this.given)} ${plain(text)}`;
    this.focus(); // the buttons have gone
  }

  /** Whether the page has answered to the reader's values; grips stay under the hand until then. */
  get isAnswered() {
    const { values } = this.answered;
    const own = Object.entries(this.place.values);
    return own.length === Object.keys(values).length && own.every(([name, value]) => values[name] === value);
  }

  get given() {
    return this.answers.get(this.place.beat);
  }

  /** @param {KeyboardEvent} event */
  ownKeys(event) {
    const asked = this.isAsking ? (this.beat.question?.choices.length ?? 0) : 0;
    const choices = Array.from({ length: asked }, (_, k) => () => this.commit(k));
    const onward = () => this.forward();
    const back = () => this.go(-1);
    const flip = (/** @type {Switch} */ name) => () => this.flip(name);
    const undo = () => this.travel(event.shiftKey ? this.past.redo() : this.past.undo());
    if (isIn(event, ".dl-bd-control input")) return { "command z": undo }; // all else is the slider's own
    const steps = this.steering || isIn(event, ".dl-transport") ? playKeys(this, event) : {};
    return {
      ...Object.fromEntries(choices.map((commit, k) => [String(k + 1), commit])),
      " ": onward,
      ArrowRight: onward,
      PageDown: onward,
      ArrowLeft: back,
      PageUp: back,
      Home: () => this.set({ beat: this.path[0] }),
      End: () => this.set({ beat: lastOf(this.path) }),
      k: () => this.act("play"),
      t: () => this.steer(!this.steering),
      z: undo,
      "command z": undo,
      n: flip("notes"),
      p: flip("present"),
      q: flip("reveal"),
      s: flip("short"),
      ...(this.place.present ? { Escape: flip("present") } : {}),
      ...(this.steering ? { Escape: () => this.steer(false) } : {}),
      ...steps,
    };
  }

  /** @param {boolean} on whether arrows go to the steps */
  steer(on) {
    this.steering = on && this.beat.steps > 0;
    this.root.dataset.steering = String(this.steering);
    if (on) this.toast(this.steering ? "Arrows go to the steps; T gives them back" : "There are no steps here");
  }

  // The beat from its start: its motion, and its steps from where they wait.
  enter() {
    const { beat, isAsking, still } = this;
    this.pause();
    this.past = new Past(this.place.values);
    this.hovered = null;
    this.steer(false);
    const played = still && beat.plays && !isAsking;
    this.t = played ? beat.steps : Math.min(beat.t, beat.steps);
    this.turns = new Turns(
      this.drawn.flatMap(({ shapes }) => shapes),
      still,
    );
    if (!isAsking) noteSeen(this.lesson.key, beat.name);
    this.writeAll(!still);
    this.said.textContent = this.spoken();
    if (!isAsking && !still && beat.plays && beat.steps > this.t) this.start();
    this.layAhead(this.following?.panes ?? []);
  }

  // The same beat at other values: nothing begins anew.
  renew() {
    const atEnd = this.t >= Number(this.root.dataset.steps ?? 0) && !this.playing;
    const { steps } = this.beat;
    this.t = atEnd ? steps : Math.min(this.t, steps);
    this.writeAll(false, Number(this.root.dataset.tight ?? 0), !this.still);
  }

  /** What the panes show: while a question is open, nothing that has a turn. */
  get drawn() {
    const { panes } = this.beat;
    if (!this.isAsking) return panes;
    return panes.map((pane) => ({
      ...pane,
      shapes: pane.shapes.filter(({ order = 0 }) => !order),
      lines: pane.asked,
      grips: [],
      step_lines: [],
    }));
  }

  rewrite() {
    this.writeAll(false);
  }

  /**
   * @param {boolean} animated whether the camera moves
   * @param {number} [least] how close it is in any case
   * @param {boolean} [sliding] whether bars slide
   */
  writeAll(animated, least = 0, sliding = false) {
    const { beat, isAsking, drawn } = this;
    this.arrange(drawn);
    this.stage.append(this.ledger); // after all pictures
    writeLedger(this.ledger, beat.ledger, this.theme);
    if (beat.ledger.length) this.stage.style.gridTemplateColumns += " auto";
    this.label();
    this.writeWords();
    this.controls.show(this.resting.controls, this.place.values, !isAsking);
    this.reset.hidden = !Object.keys(this.place.values).length;
    this.transport.element.hidden = this.steps === 0;
    this.fill();
    drawn.forEach((pane, place) => {
      this.figures[place].figure.toggleAttribute("data-ahead", pane !== this.answered.panes[place] && !isAsking);
      const asked = isAsking && beat.question?.on === place ? beat.question.places : [];
      this.figures[place].pane.show(pane, asked, animated, sliding);
      this.figures[place].picture.setAttribute("role", pane.grips?.length ? "group" : "img");
      if (this.isAnswered) this.grips[place].show(pane.grips ?? []);
    });
    this.writeSteps();
    this.fit(least);
    this.render();
  }

  // What stands under the pictures at this step.
  writeSteps() {
    this.drawn.forEach(({ step_lines: lines }, k) => {
      if (lines.length) this.writeLines(k, lines[Math.min(this.t, lines.length - 1)]);
    });
  }

  // The pictures and the playhead at this step.
  render() {
    this.transport.update();
    this.writeSteps();
    Object.assign(this.root.dataset, { step: this.t, steps: this.steps, playing: this.playing });
    this.paint();
  }

  label() {
    const { beat, path, place, root, lesson, isAsking } = this;
    this.title.textContent = beat.title;
    this.counter.textContent = `${path.indexOf(place.beat) + 1} / ${path.length}`;
    this.foot.label();
    this.speaker.show();
    this.notes.textContent = beat.notes;
    this.notes.hidden = !place.notes;
    root.classList.toggle("dl-bd-present", Boolean(place.present));
    this.shown.forEach(({ figure, picture }, k) => {
      const { sets, seeks } = beat.panes[k];
      picture.dataset.takes = isAsking ? "" : sets ? "values" : seeks ? "steps" : "";
      figure.classList.toggle("dl-bd-away", beat.focus.length > 0 && !beat.focus.includes(k));
    });
    const { question } = beat;
    const clickable = isAsking && question && (question.by_pane || question.places.length > 0);
    const number = lesson.beats.findIndex(({ name }) => name === place.beat) + 1;
    Object.assign(root.dataset, { beat: number, asking: isAsking, clickable: Boolean(clickable) });
  }

  // The question keeps its place when it is answered; what was held back comes below it.
  writeWords() {
    const { beat, theme, words, isAsking } = this;
    const folds = new Map(
      [...words.querySelectorAll("details")].map((fold) => [fold.querySelector("summary")?.textContent, fold.open]),
    );
    words.replaceChildren();
    const paragraph = (/** @type {string} */ text) => write(make("p", "dl-bd-text", words), text, theme);
    paragraph(beat.question ? beat.lead : beat.text);
    if (beat.question) {
      const commit = (/** @type {number} */ choice) => this.commit(choice);
      writeQuestion(words, beat.question, this.given, { theme, isAsking, commit });
    }
    if (isAsking) return;
    if (beat.question && beat.lead !== beat.text) paragraph(beat.text);
    writeMore(words, beat, theme, (values) => this.setValue(values, true));
    for (const fold of words.querySelectorAll("details"))
      fold.open = folds.get(fold.querySelector("summary")?.textContent) ?? fold.open;
  }

  // The beat in words.
  spoken() {
    const { beat, isAsking } = this;
    const { question } = beat;
    const pictures = this.drawn
      .map(({ name, lines, says }) => [name, [says, ...lines.map(plain)].filter(Boolean).join("; ")])
      .filter(([, words]) => words)
      .map(([name, words]) => sentence(name ? `${name}: ${words}` : words));
    const asked = question && (isAsking ? askedWords(question) : settledWords(question, this.given));
    const text = plain(isAsking ? beat.lead : beat.text);
    return [`Beat ${this.counter?.textContent}. ${beat.title}.`, text, ...pictures, asked ?? ""].join(" ");
  }

  say() {
    this.said.textContent = `Step ${this.t} of ${this.beat.steps}.`;
  }

  replay() {
    this.turns.restart();
    if (!this.beat.steps) {
      this.paint();
      return;
    }
    this.act("first");
    this.act("play");
  }

  isMoving() {
    return !this.turns.isOver;
  }

  draw() {
    const progress = {
      grown: (/** @type {import("./shapes.js").Shape} */ shape) => this.turns.grown(shape),
      t: this.t,
      ahead: !this.isAsking,
      hovered: this.hovered,
    };
    this.shown.forEach(({ pane }, k) => {
      pane.draw(progress);
      this.grips[k].place();
    });
    if (this.beat !== this.answered) this.root.dataset.repaints = String(Number(this.root.dataset.repaints ?? 0) + 1);
    const told = this.beat.steps ? null : this.turns.told;
    if (told !== null) this.root.dataset.step = String(told);
    for (const { step } of this.figures) step.textContent = told === null ? "" : `t = ${told}`;
  }

  // A click may be an answer, or set controls; a swipe turns the page; a tap on a phone goes on.
  /** @param {number} place */
  listenTo(place) {
    const { pane, picture } = this.figures[place];
    const pulled = (/** @type {string} */ name, /** @type {Pair} */ at) => this.pull(place, name, at);
    this.grips.push(new Grips(pane, pulled, () => this.past.keep(this.place.values)));
    /** @type {Parameters<typeof listenForPresses>[1]} */
    const ended = (kind, at, event) => {
      const { sets, seeks } = pane.data ?? {};
      const byTouch = event.pointerType === "touch";
      if (!this.isAsking && sets && (kind === "click" || !byTouch)) this.setAt(place, at, true);
      else if (!this.isAsking && (seeks || sets))
        return; // seen to while it lasted
      else if (this.swiped(kind) || kind === "drag") return;
      else if (this.isAsking) this.answerByClick(place, at);
      else if (byTouch) this.go(1);
    };
    this.deaf.push(listenForPresses(picture, ended, { slack: SLACK }));
    picture.addEventListener("pointermove", (event) => {
      if (event.pointerType !== "touch") this.hover(place, pixelIn(picture, event));
    });
    picture.addEventListener("pointerleave", () => this.hover(place, null));
    listenForDrags(picture, (at) => {
      if (this.isAsking) return;
      if (pane.data?.sets) this.setAt(place, at, false);
      else if (pane.data?.seeks && this.steps) {
        this.pause();
        this.seek(Math.round(pane.frame().toX(at[0])));
      }
    });
  }

  /**
   * A place on the landscape of all lines (slope, intercept) is a line through the data beside it.
   *
   * @param {number} place
   * @param {Pair | null} at in pixels
   */
  hover(place, at) {
    const { pane } = this.figures[place];
    const { panes } = this.beat;
    const isPlane = panes.filter(isLandscape).length === 1 && isLandscape(panes[place]);
    if (!isPlane || !panes.some(({ shapes }) => shapes.some(({ kind }) => kind === "fit"))) return;
    const frame = pane.frame();
    this.hovered = at && [frame.toX(at[0]), frame.toY(at[1])];
    this.paint();
  }

  /**
   * Turns the page if a press was a swipe; whether it was.
   *
   * @param {import("../draw/press.js").Kind} kind
   */
  swiped(kind) {
    if (!kind.startsWith("swipe")) return false;
    if (kind === "swipe left") this.forward();
    else this.go(-1);
    return true;
  }

  /**
   * Sets the controls of a pane to where it was pressed.
   *
   * @param {number} place
   * @param {Pair} at in pixels
   * @param {boolean} done
   */
  setAt(place, [px, py], done) {
    const { pane } = this.figures[place];
    const names = pane.data?.sets;
    if (!names) return;
    const frame = pane.frame();
    const found = [frame.toX(px), frame.toY(py)];
    const values = names.flatMap((name, k) => {
      if (name === null) return [];
      const control = this.resting.controls.find((one) => one.name === name);
      return control ? [[name, pressedTo(control, found[k])]] : [];
    });
    this.setValue(Object.fromEntries(values), done);
  }

  /**
   * Sets what a grip stands for, which is one step to undo once it is let go.
   *
   * @param {number} place
   * @param {string} name
   * @param {Pair} at in the pane's units
   */
  pull(place, name, at) {
    const grip = this.beat.panes[place].grips?.find((one) => one.name === name);
    const values = (grip?.pulls ?? []).flatMap((pull, k) => {
      const control = this.resting.controls.find((one) => one.name === pull?.control);
      return pull && control ? [[control.name, pulledTo(control, pull, at[k])]] : [];
    });
    this.setValue(Object.fromEntries(values), false);
  }

  /**
   * @param {number} place
   * @param {Pair} at in pixels
   */
  answerByClick(place, [px, py]) {
    const { question } = this.beat;
    if (!question) return;
    const frame = this.figures[place].pane.frame();
    const click = /** @type {Pair} */ ([frame.toX(px), frame.toY(py)]);
    const choice = choiceAt(question, place, click);
    if (choice !== null) this.commit(choice, question.by_pane ? null : click);
  }
}

/**
 * What a press at a place makes of a control: a number, or the word that has this place.
 *
 * @param {import("./types.js").Control} control
 * @param {number} place
 * @returns {import("./types.js").Value}
 */
export function pressedTo({ type, low, high, words }, place) {
  const within = (/** @type {number} */ least, /** @type {number} */ most, /** @type {number} */ value) =>
    Math.max(least, Math.min(most, value));
  if (type === "str") return words[within(0, words.length - 1, Math.round(place))][0];
  return within(low, high, Number(place.toPrecision(3)));
}

/**
 * What a grip's place makes of a control: within its range, at a multiple of its step, or round.
 *
 * @param {import("./types.js").Control} control
 * @param {import("./types.js").Pull} pull
 * @param {number} place
 */
export function pulledTo({ low, high, step }, { plus, inverse }, place) {
  const value = inverse ? 1 / Math.max(place, Number.MIN_VALUE) : place + plus;
  const near = step ? Math.round(value / step) * step : value;
  return Math.max(low, Math.min(high, Number(near.toPrecision(3))));
}

/**
 * Whether a key was pressed in an element that matches.
 *
 * @param {KeyboardEvent} event
 * @param {string} selector
 */
function isIn({ target }, selector) {
  return Boolean(target && "closest" in target && /** @type {Element} */ (target).closest(selector));
}

/** @param {string} words */
function sentence(words) {
  return /[.?!]$/.test(words) ? words : `${words}.`;
}
