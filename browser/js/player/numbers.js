// The numbers panel: every line of the move from this step, with its symbols replaced by values.

import { runStyle } from "../draw/theme.js";
import { copyText } from "../page/clipboard.js";
import { button, select } from "../page/controls.js";
import { formatShort } from "../page/format.js";
import { changeInWords } from "./data.js";
import { derivativeRow, derivativeText, partial } from "./derivative.js";
import { COPIED, EXACT, SHOWN, shown } from "./digits.js";
import { element, span, symbol, typeset } from "./formula.js";
import { sample } from "./rows.js";
import { AXES, given, inForce, isSeen, MOVE, NOISE, SLOPE, whyNoMove, workedLines } from "./worked.js";

const CALM = 120; // milliseconds between two changes while playing: a table takes long to lay out

/** @typedef {import("./worked.js").Line} Line */
/** @typedef {import("./worked.js").Slopes} Slopes */
/** @typedef {import("../types.js").Tree} Tree */
/** @typedef {import("./formula.js").Values} Values */
/**
 * @typedef {object} Host
 * @property {import("../types.js").Comparison} data
 * @property {number} t
 * @property {boolean} playing
 * @property {import("../draw/theme.js").Theme} theme
 * @property {import("../types.js").Looks} looks
 * @property {import("../types.js").Host["look"]} look
 * @property {number} picked the run that the reader had to do with last
 * @property {() => void} show
 * @property {(text: string) => void} toast
 * @property {(index: number) => boolean} shows
 */

export class Numbers {
  /**
   * @param {Host} host
   * @param {HTMLElement} box
   */
  constructor(host, box) {
    this.host = host;
    this.box = box;
    this.changedAt = 0;
    /** @type {Map<string, HTMLElement>} */
    this.heads = new Map();
    this.button = button("Numbers", "numbers", () => this.toggle());
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", "Numbers of this step");
    this.title = span("dl-numbers-title");
    this.line = span("");
    this.run = select("Run shown in numbers", [], "", (index) => this.choose(Number(index)));
    this.copyButton = button("Copy the numbers of this step", "Copy", () => this.copy(), "dl-toggle");
    const close = button("Close numbers", "close", () => this.toggle());
    const head = element("div", this.title, this.line, this.run, this.copyButton, close);
    head.className = "dl-numbers-head";
    this.body = element("tbody");
    this.scroller = element("div", element("table", columnHeads(), this.body));
    this.scroller.className = "dl-numbers-scroll";
    this.scroller.setAttribute("role", "group");
    this.scroller.setAttribute("aria-label", "Lines of this step");
    this.scroller.tabIndex = 0; // long lines scroll with the arrow keys
    this.note = element("p");
    box.append(head, this.scroller, this.note);
  }

  // Opens on the run that the reader had to do with last, if that is shown.
  toggle() {
    const { data, looks, picked, shows } = this.host;
    if (looks.numbers) {
      this.host.look({ numbers: 0 });
      this.host.show();
      this.button.focus();
      return;
    }
    const all = data.runs.map((run) => run.index);
    const run = [picked, ...all].find((index) => index < all.length && shows.call(this.host, index)) ?? 0;
    this.host.look({ numbers: run + 1 });
  }

  /** @param {number} index of a run */
  choose(index) {
    this.host.picked = index;
    this.host.look({ numbers: index + 1 });
  }

  // After new data or in new colours.
  build() {
    const { data, theme, looks } = this.host;
    const { numbers, runs } = data;
    const open = Boolean(numbers && looks.numbers);
    this.box.hidden = !open;
    this.box.parentElement?.classList.toggle("dl-working", open);
    this.button.setAttribute("aria-pressed", String(open));
    if (!numbers || !open) return;
    this.heads = new Map();
    this.line.replaceChildren(sample(runStyle(theme, numbers.run)));
    this.run.replaceChildren(...runs.map((run) => new Option(run.label, String(run.index))));
    this.run.value = String(looks.numbers - 1);
    this.changedAt = 0;
    this.update();
  }

  update() {
    const { data, looks, t } = this.host;
    const now = performance.now();
    if (!data.numbers || !looks.numbers || (this.host.playing && now - this.changedAt < CALM)) return;
    this.changedAt = now;
    const rest = whyNoMove(data, t);
    const lines = rest ? [] : workedLines(this.worked, t);
    this.title.textContent = rest ? `Step ${t}` : `Step ${t} → ${t + 1}`;
    this.scroller.hidden = this.copyButton.hidden = Boolean(rest);
    this.body.replaceChildren(...lines.map((line) => this.row(line)));
    const change = rest ? "" : this.change();
    const news = change ? [span("dl-entry", `${change}.`)] : [];
    this.note.replaceChildren(...news, ...(rest ? [rest] : this.legend(SHOWN)));
  }

  /** What the run changes for the move from this step, in words. */
  change() {
    const { data, looks, t } = this.host;
    const made = data.runs[looks.numbers - 1].changes.find(([begin]) => begin === t);
    return made ? `The run changes here, ${changeInWords(made)}` : "";
  }

  /** What is worked out line by line: a step that no move follows is not. */
  get worked() {
    const { data, t } = this.host;
    const numbers = data.numbers && inForce(data.numbers, t);
    return /** @type {import("./worked.js").Shown} */ ({ ...data, numbers });
  }

  /**
   * A line and, for whoever reads the page by program, its values in full.
   *
   * @param {Line | Slopes} line
   */
  row(line) {
    if ("kinks" in line) return derivativeRow(line, this.worked.numbers.derivative);
    const row = element("tr", this.head(line));
    row.dataset.name = line.name;
    AXES.forEach((axis, k) => {
      const value = line.values[k][line.name];
      // The first digits of both points are often the same: the move itself says more.
      const put = element("td", line.name === MOVE ? "" : this.putIn(line, k, SHOWN));
      put.dataset.axis = axis;
      row.dataset[axis] = String(value);
      row.append(put, element("td", `= ${shown(value, SHOWN)}`));
    });
    return row;
  }

  /**
   * The line in symbols as it was set before, unless it takes another branch.
   *
   * @param {Line} line
   */
  head(line) {
    const key = JSON.stringify([line.name, line.trees]);
    const known = this.heads.get(key);
    if (known) return known;
    const head = element("th", this.formula(line));
    head.scope = "row";
    this.heads.set(key, head);
    return head;
  }

  /**
   * The line in symbols; with both branches where the coordinates take different ones.
   *
   * @param {Line} line
   */
  formula({ name, trees }) {
    const { numbers } = this.worked;
    const left = [this.symbol(name), " = "];
    if (!trees) {
      const rows = numbers.derivative.batch ? " on the rows seen" : "";
      const noise = numbers.noise ? " + noise" : "";
      return span("", ...left, "∇", element("i", "f"), "(", this.symbol(numbers.at), ")", rows, noise);
    }
    const leaf = (/** @type {number | string} */ part) =>
      typeof part === "number" ? span("", formatShort(part, EXACT)) : this.symbol(part);
    const [x, y] = trees.map((tree) => typeset(tree, leaf));
    if (x.textContent === y.textContent) return span("", ...left, x);
    return span("", ...left, x, " (x), ", y, " (y)");
  }

  /**
   * The line with numbers put in, for one coordinate.
   *
   * @param {Line} line
   * @param {number} axis
   * @param {number} digits
   */
  putIn({ trees, values }, axis, digits) {
    const { numbers } = this.worked;
    const put = (/** @type {Tree} */ tree) =>
      typeset(tree, (leaf) => span("", this.number(leaf, values[axis], digits)));
    if (trees) return put(trees[axis]);
    if (!isSeen(numbers, this.host.t, axis)) return span("", "not seen at this step");
    if (numbers.noise) return put(["+", SLOPE, NOISE]);
    const point = values.map((known) => shown(known[numbers.at], digits)).join(", ");
    return span("", partial(AXES[axis]), ` (${point})`);
  }

  /**
   * Numbers of the rule, t and settings that stay the same as they are, everything else rounded.
   *
   * @param {number | string} leaf
   * @param {Values} values
   * @param {number} digits
   */
  number(leaf, values, digits) {
    if (typeof leaf === "number") return formatShort(leaf, EXACT);
    return leaf === "s.t" || this.stays(leaf) ? formatShort(values[leaf], EXACT) : shown(values[leaf], digits);
  }

  /**
   * Whether it is a setting with one value for the whole run.
   *
   * @param {string} name
   */
  stays(name) {
    const setting = name.startsWith("s.") && this.worked.numbers.settings[name.slice(2)];
    return Boolean(setting && "constant" in setting);
  }

  /** @param {string} name */
  symbol(name) {
    const base = name.replace(/'+$/, "");
    return symbol((this.worked.numbers.symbols[base] ?? base) + name.slice(base.length));
  }

  /**
   * Which setting or parameter each letter is, and its value.
   *
   * @param {number} digits
   */
  legend(digits) {
    const { numbers } = this.worked;
    const values = given(this.worked, this.host.t, 0);
    const names = Object.keys(numbers.symbols).filter((name) => name.startsWith("s."));
    const entries = names.map((name) => {
      const driven = name !== "s.t" && !this.stays(name) ? ", driven by the schedule" : "";
      const word = name === "s.t" ? this.clock() : name.slice(2) + driven;
      return span("dl-entry", this.symbol(name), ` = ${this.number(name, values, digits)} (${word})`);
    });
    const { parameters, symbols, data } = numbers.derivative;
    for (const [name, value] of Object.entries(parameters)) {
      const is = ` = ${formatShort(value, EXACT)} (${name} of `;
      entries.push(span("dl-entry", symbol(symbols[name]), is, element("i", "f"), ")"));
    }
    for (const name of Object.keys(data[0] ?? {})) {
      const column = data.map((row) => formatShort(row[name], EXACT)).join(", ");
      entries.push(span("dl-entry", symbol(symbols[name]), ` = ${column} (rows 1 to ${data.length})`));
    }
    entries.unshift(span("dl-entry", this.symbol(numbers.at), " = (", symbol("x"), ", ", symbol("y"), ")"));
    if (numbers.noise) entries.unshift(span("dl-entry", "The gradient includes the noise of this step."));
    return [...entries, span("dl-entry", "A prime marks a new value.")];
  }

  clock() {
    const { born } = this.worked.numbers;
    return born
      ? `this step, counted from step ${born}, where the optimizer starts afresh`
      : "this step, counted from 1";
  }

  // The step as plain text, with enough digits to check it.
  text() {
    const { t } = this.host;
    const { numbers, runs } = this.worked;
    const lines = workedLines(this.worked, t).flatMap((line) => {
      if ("kinks" in line) return derivativeText(line, numbers.derivative, COPIED);
      const worked = AXES.map((axis, k) => {
        const value = shown(line.values[k][line.name], COPIED);
        return `  ${axis}: ${this.putIn(line, k, COPIED).textContent} = ${value}`;
      });
      return [this.formula(line).textContent, ...worked];
    });
    const legend = this.legend(COPIED).map((entry) => entry.textContent);
    return [`${runs[numbers.run].label}, step ${t} to ${t + 1}`, ...lines, ...legend].join("\n");
  }

  async copy() {
    await copyText(this.text().replaceAll("\u2212", "-"));
    this.host.toast("Numbers copied");
  }
}

function columnHeads() {
  const heads = AXES.map((axis) => {
    const head = element("th", element("i", axis));
    head.colSpan = 2;
    head.scope = "colgroup";
    return head;
  });
  return element("thead", element("tr", element("td"), ...heads));
}
