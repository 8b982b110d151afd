// What the controls of a beat were set to, for undo and redo. A drag is one step.

/** @typedef {import("./types.js").Values} Values */

export class Past {
  /** @param {Values} values as the beat was entered */
  constructor(values) {
    this.now = values;
    /** @type {Values[]} */
    this.back = [];
    /** @type {Values[]} */
    this.ahead = [];
  }

  /**
   * A hand has let go: a step, if it has changed anything.
   *
   * @param {Values} values
   */
  keep(values) {
    if (JSON.stringify(this.now) === JSON.stringify(values)) return;
    this.back.push(this.now);
    this.ahead = [];
    this.now = values;
  }

  /** The values before the last step, if there was one. */
  undo() {
    return this.travel(this.back, this.ahead);
  }

  /** The values that were taken back last. */
  redo() {
    return this.travel(this.ahead, this.back);
  }

  /**
   * @param {Values[]} from
   * @param {Values[]} to
   */
  travel(from, to) {
    const values = from.pop();
    if (!values) return null;
    to.push(this.now);
    this.now = values;
    return values;
  }
}
