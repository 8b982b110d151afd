// The numbers panel: every line of the move from this step, with its symbols replaced by values.

import { runStyle } from "../draw/theme.js";
import { copyText } from "../page/clipboard.js";
import { button, select } from "../page/controls.js";
import { formatNumber, formatShort } from "../page/format.js";
import { element, span, symbol, typeset } from "./formula.js";
import { sample } from "./rows.js";
import { AXES, given, MOVE, whyNoMove, workedLines } from "./worked.js";

const SHOWN = 3; // digits
const COPIED = 9; // enough to check the sums
const EXACT = 12; // settings stand as they were chosen
const CALM = 120; // milliseconds between two changes while playing: a table takes long to lay out

/** @typedef {import("./worked.js").Line} Line */
/** @typedef {import("./formula.js").Values} Values */
/**
 * @typedef {object} Host
 * @property {import("../types.js").Comparison} data
 * @property {number} t
 * @property {boolean} playing
 * @property {import("../draw/theme.js").Theme} theme
 * @property {import("../types.js").Emit} emit
 * @property {(text: string) => void} toast
 * @property {() => import("../types.js").Run[]} visibleRuns
 */

export class Numbers {
  /**
   * @param {Host} host
   * @param {HTMLElement} box
   */
  constructor(host, box) {
    this.host = host;
    this.box = box;
    this.opening = false;
    this.changedAt = 0;
    /** @type {number | null} */
    this.last = null; // the run shown last
    /** @type {Map<string, HTMLElement>} */
    this.heads = new Map();
    this.button = button("Numbers", "numbers", () => this.toggle());
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", "Numbers of this step");
    this.title = span("dl-numbers-title");
    this.line = span("");
    this.run = select("Run shown in numbers", [], "", (index) => host.emit("numbers", Number(index)));
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

  toggle() {
    const { host } = this;
    this.opening = !host.data.numbers;
    const run = this.last ?? host.visibleRuns()[0]?.index ?? 0;
    host.emit("numbers", this.opening ? run : null);
    this.button.focus();
  }

  // After new data or in new colours. What was just opened is brought into view.
  build() {
    const { data, theme } = this.host;
    const { numbers, runs } = data;
    this.box.hidden = !numbers;
    this.button.setAttribute("aria-pressed", String(Boolean(numbers)));
    if (!numbers) return;
    this.last = numbers.run;
    this.heads = new Map();
    this.line.replaceChildren(sample(runStyle(theme, numbers.run)));
    this.run.replaceChildren(...runs.map((run) => new Option(run.label, String(run.index))));
    this.run.value = String(numbers.run);
    this.changedAt = 0;
    this.update();
    if (this.opening) this.box.scrollIntoView({ block: "nearest" });
    this.opening = false;
  }

  update() {
    const { data, t } = this.host;
    const now = performance.now();
    if (!data.numbers || (this.host.playing && now - this.changedAt < CALM)) return;
    this.changedAt = now;
    const rest = whyNoMove(data, t);
    const lines = rest ? [] : workedLines(this.worked, t);
    this.title.textContent = rest ? `Step ${t}` : `Step ${t} → ${t + 1}`;
    this.scroller.hidden = this.copyButton.hidden = Boolean(rest);
    this.body.replaceChildren(...lines.map((line) => this.row(line)));
    this.note.replaceChildren(...(rest ? [rest] : this.legend(SHOWN)));
  }

  /** What is worked out line by line: a step that no move follows is not. */
  get worked() {
    return /** @type {import("./worked.js").Shown} */ (this.host.data);
  }

  /**
   * A line and, for whoever reads the page by program, its values in full.
   *
   * @param {Line} line
   */
  row(line) {
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
      const noise = numbers.noise ? " + noise" : "";
      return span("", ...left, "∇", element("i", "f"), "(", this.symbol(numbers.at), ")", noise);
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
    const { at, noise, sparse } = this.worked.numbers;
    if (trees) return typeset(trees[axis], (leaf) => span("", this.number(leaf, values[axis], digits)));
    if (axis === 1 && this.host.t % sparse) return span("", "not seen at this step");
    const point = values.map((known) => shown(known[at], digits)).join(", ");
    const slope = ["∂", element("i", "f"), "/∂", element("i", AXES[axis])];
    return span("", ...slope, ` (${point})${noise ? " + noise" : ""}`);
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
   * Which setting each letter is, and its value.
   *
   * @param {number} digits
   */
  legend(digits) {
    const { numbers } = this.worked;
    const values = given(this.worked, this.host.t, 0);
    const names = Object.keys(numbers.symbols).filter((name) => name.startsWith("s."));
    const entries = names.map((name) => {
      const driven = name !== "s.t" && !this.stays(name) ? ", driven by the schedule" : "";
      const word = name === "s.t" ? "this step, counted from 1" : name.slice(2) + driven;
      return span("dl-entry", this.symbol(name), ` = ${this.number(name, values, digits)} (${word})`);
    });
    if (numbers.noise) entries.unshift(span("dl-entry", "The gradient includes the noise of this step."));
    return [...entries, span("dl-entry", "A prime marks a new value.")];
  }

  // The step as plain text, with enough digits to check it.
  text() {
    const { t } = this.host;
    const { numbers, runs } = this.worked;
    const lines = workedLines(this.worked, t).flatMap((line) => [
      this.formula(line).textContent,
      ...AXES.map((axis, k) => {
        const value = shown(line.values[k][line.name], COPIED);
        return `  ${axis}: ${this.putIn(line, k, COPIED).textContent} = ${value}`;
      }),
    ]);
    const legend = this.legend(COPIED).map((entry) => entry.textContent);
    return [`${runs[numbers.run].label}, step ${t} to ${t + 1}`, ...lines, ...legend].join("\n");
  }

  async copy() {
    await copyText(this.text().replaceAll("\u2212", "-"));
    this.host.toast("Numbers copied");
  }
}

/**
 * @param {number} value
 * @param {number} digits
 */
function shown(value, digits) {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "\u2212∞";
  return digits === SHOWN ? formatNumber(value) : formatShort(value, digits);
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
