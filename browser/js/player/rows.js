// The table under the panels: a row of numbers for each run, and how it ends.

import { runStyle } from "../draw/theme.js";
import { button } from "../page/controls.js";
import { formatNumber, formatOutcome, formatSame, formatShort } from "../page/format.js";
import { changeInWords, distanceAt, settingAt } from "./data.js";
import { LIMIT } from "./limit.js";

// The columns of numbers: heading, and what it means.
const COLUMNS = {
  loss: "The value f of the landscape where the run is.",
  "|∇f|": "The length of the gradient that the next move uses, noise included.",
  distance:
    "The distance to the minimum where this run ends, or the one nearest to its end. (To a saddle, if it ends there.)",
  lr: `The learning rate of the next move. ${LIMIT} On the chart of rates it is a line with ticks above it.`,
};
const ENDS =
  "Reached at n: the first step from which the distance to the point stays within this tolerance to the end of the run. " +
  "Leaving: out of the view, and farther out all the time. " +
  "Bouncing, circling: around one place and not coming nearer; the period is how many steps it takes to be back.";

/** @typedef {import("../types.js").Run} Run */
/** @typedef {{ button: HTMLButtonElement, parts: (string | Node)[] }} Told a button, and what it tells */
/**
 * @typedef {object} RowsHost
 * @property {import("../types.js").Comparison} data
 * @property {number} t
 * @property {import("../draw/theme.js").Theme} theme
 * @property {(index: number) => boolean} shows whether a run is shown
 * @property {(index: number) => void} toggleRun
 * @property {number} picked the run that the reader had to do with last
 * @property {() => void} pause
 * @property {(t: number) => void} seek
 * @property {() => void} resize
 * @property {(index: number) => void} goOn asks how a run is to go on from the step
 * @property {(index: number) => boolean} canGoOn
 */

// One row per run: the chip that shows or hides it, its numbers at the frame, how it ends. Headings
// and endings are buttons: what they mean, and why a run ended so, is told in one line.
export class Rows {
  /**
   * @param {RowsHost} host
   * @param {HTMLElement} element
   * @param {HTMLElement} line in which they are told
   */
  constructor(host, element, line) {
    this.host = host;
    /** @type {{ row: HTMLElement, numbers: HTMLElement[], text: HTMLElement, turn: HTMLButtonElement }[]} */
    this.cells = [];
    /** @type {Map<string, Told>} */
    this.told = new Map();
    this.open = ""; // what of these is told
    this.line = line;
    this.line.setAttribute("aria-live", "polite");
    this.table = document.createElement("table");
    this.table.className = "dl-rows";
    element.append(this.table);
  }

  build() {
    const { data, theme } = this.host;
    const head = document.createElement("tr");
    this.told.clear();
    head.append(cell("td", ""), ...Object.entries(COLUMNS).map(([name, meaning]) => this.heading(name, meaning)));
    const ends = this.heading(`ends (within ${formatShort(data.tolerance)})`, ENDS);
    ends.className = "dl-badge-cell";
    head.append(ends);
    this.cells = [];
    const rows = data.runs.map((run, index) => {
      const row = document.createElement("tr");
      const name = document.createElement("th");
      name.scope = "row";
      const turn = button(`Go on from this step with other settings: ${run.label}`, "turn", () =>
        this.host.goOn(index),
      );
      turn.classList.add("dl-turn");
      turn.hidden = !data.turns;
      name.append(this.chip(run, runStyle(theme, index)), turn);
      if (run.changes.length) name.append(courseNote(run));
      const numbers = Object.keys(COLUMNS).map(() => cell("td", ""));
      const badge = cell("td", "");
      badge.className = "dl-badge-cell";
      const text = this.ending(run, runStyle(theme, run.index));
      badge.append(text);
      if (run.same) badge.append(note(formatSame(data.runs[run.same.run].label, run.same.gap)));
      row.append(name, ...numbers, badge);
      row.classList.toggle("dl-off", !this.host.shows(run.index));
      this.cells.push({ row, numbers, text, turn });
      return row;
    });
    this.table.replaceChildren(head, ...rows);
    this.tell(this.open);
    this.update();
  }

  /**
   * @param {string} name
   * @param {string} meaning
   */
  heading(name, meaning) {
    const head = cell("th", "");
    const opens = button(`${name}: what it means`, name, () => this.toggle(name), "dl-heading");
    opens.title = meaning;
    head.append(opens);
    this.told.set(name, { button: opens, parts: [meaning] });
    return head;
  }

  /**
   * How a run ends; a press goes there and says why.
   *
   * @param {Run} run
   * @param {ReturnType<typeof runStyle>} style
   */
  ending(run, style) {
    const { host } = this;
    const key = `${run.label} ends`;
    const text = formatOutcome(run.outcome);
    const press = () => {
      host.picked = run.index;
      if (this.open !== key) {
        host.pause();
        host.seek(run.outcome.step ?? host.data.steps);
      }
      this.toggle(key);
    };
    const badge = button(`${text}: why`, text, press, "dl-badge");
    badge.title = run.why;
    badge.dataset.kind = run.outcome.kind;
    const label = document.createElement("b");
    label.textContent = `${run.label}.`;
    this.told.set(key, { button: badge, parts: [sample(style), label, run.why] });
    return badge;
  }

  /** @param {string} key */
  toggle(key) {
    this.tell(this.open === key ? "" : key);
    this.host.resize(); // in full screen the line takes its room from the panels
    if (this.open) this.line.scrollIntoView({ block: "nearest" }); // on a phone it may be below
  }

  /** @param {string} key of what is told in the line; anything else empties it */
  tell(key) {
    this.open = this.told.has(key) ? key : "";
    for (const [name, { button }] of this.told) button.setAttribute("aria-expanded", String(name === this.open));
    const parts = this.told.get(this.open)?.parts ?? [];
    this.line.replaceChildren(...parts.flatMap((part) => [part, " "]));
  }

  /**
   * @param {Run} run
   * @param {ReturnType<typeof runStyle>} style
   */
  chip(run, style) {
    const { host } = this;
    const shown = host.shows(run.index);
    const chip = button(`${shown ? "Hide" : "Show"} ${run.label}`, "", () => host.toggleRun(run.index), "dl-chip");
    chip.setAttribute("aria-pressed", String(shown));
    chip.append(sample(style), run.label);
    return chip;
  }

  update() {
    const { data, t } = this.host;
    data.runs.forEach((run, index) => {
      const gone = t > run.last;
      const { row, numbers, text, turn } = this.cells[index];
      turn.disabled = !this.host.canGoOn(index);
      const k = Math.min(t, run.last);
      const values = [
        run.loss[k],
        run.gradient[Math.min(k, run.gradient.length - 1)],
        distanceAt(run, k),
        settingAt(run, "lr", k),
      ];
      values.forEach((value, column) => {
        numbers[column].textContent = gone ? "–" : column === 3 ? formatShort(value) : formatNumber(value);
      });
      const { step } = run.outcome;
      row.classList.toggle("dl-waits", run.fades === "path");
      text.classList.toggle("dl-waits", run.fades !== undefined);
      text.classList.toggle("dl-done", step !== null && t >= step);
      if (data.live !== undefined && !run.fades) text.textContent = formatOutcome(run.outcome);
    });
  }
}

/**
 * @param {"td" | "th"} tag
 * @param {string} text
 */
function cell(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

/** @param {Run} run */
function courseNote({ changes }) {
  const element = note(changes.map(changeInWords).join(", "));
  element.classList.add("dl-turns");
  element.title = element.textContent ?? "";
  return element;
}

/** @param {string} text */
function note(text) {
  const element = document.createElement("span");
  element.className = "dl-note";
  element.textContent = text;
  return element;
}

/**
 * A short piece of a run's line, as in the panels.
 *
 * @param {{ colour: string, dash: number[] }} style
 */
export function sample({ colour, dash }) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 26 8");
  svg.setAttribute("class", "dl-sample");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", "M1 4h24");
  line.setAttribute("stroke", colour);
  line.setAttribute("stroke-width", "3");
  line.setAttribute("stroke-dasharray", dash.map((d) => d * 0.6).join(" "));
  svg.append(line);
  return svg;
}
