// The stepping loop: what optim/engine.py does, with machines for rules and landscape.
import { axisValues } from "../draw/grid.js";
import { valueAt } from "../player/data.js";
import { machineOf } from "./machine.js";

/** @typedef {import("../types.js").Pair} Pair */
/** @typedef {import("../types.js").SettingValues} SettingValues */
/** @typedef {import("./machine.js").Machine} Machine */
/** @typedef {import("./types.js").TwinData} TwinData */
/** @typedef {import("./types.js").Changes} Changes */
/** @typedef {import("./types.js").Leg} Leg */
/** @typedef {import("./types.js").Walked} Walked */
/** @typedef {typeof import("./machine.js").machineOf} Make */
/** A rule's machines. @typedef {{ look: Machine | null, step: Machine, start: Machine | null }} Machines */
/**
 * What a leg hands on: the state of x and of y, where it started, and how many steps ago.
 *
 * @typedef {{ states: [number[], number[]], starts: number[], age: number }} Carried
 */

const FOLLOWED = ["lr", "momentum", "beta1"]; // what pictures show of settings
const AHEAD = "x_ahead";

export class Twin {
  /**
   * @param {TwinData} data
   * @param {number} steps
   * @param {Make} [make]
   */
  constructor(data, steps, make = machineOf) {
    this.data = data;
    this.steps = steps;
    this.value = new Field(make(data.value));
    this.slope = new Field(make(data.gradient));
    this.row = data.rows && new Field(make(data.rows.gradient));
    /** @type {Machines[]} */
    this.rules = data.rules.map(({ look, step, start }) => ({
      look: look && make(look),
      step: make(step),
      start: start && make(start),
    }));
  }

  /**
   * All runs, each as if this were so; null: one that it cannot step.
   *
   * @param {Pair} start
   * @param {Changes} changes
   * @returns {(Walked | null)[]}
   */
  walk(start, { parameters = {}, noise = this.data.noise, runs = {} }) {
    for (const field of [this.value, this.slope, this.row]) field?.put({ ...this.data.parameters, ...parameters });
    return this.data.runs.map((run, k) => ("legs" in run ? this.run(run.legs, start, noise, runs[k] ?? {}) : null));
  }

  /**
   * The landscape over a window, row by row from the lowest y, with the parameters of the last walk.
   *
   * @param {import("../types.js").Axes} window
   * @param {number} grid points along each axis
   * @param {(f: number) => number} heightOf
   */
  heights([along, up], grid, heightOf) {
    const [xs, ys] = [along, up].map((range) => axisValues(range, grid));
    const heights = new Float32Array(grid * grid);
    for (let j = 0; j < grid; j += 1) {
      for (let i = 0; i < grid; i += 1) {
        const f = this.value.at(xs[i], ys[j])[0];
        heights[j * grid + i] = Number.isFinite(f) ? heightOf(f) : NaN;
      }
    }
    return heights;
  }

  /**
   * @param {Leg[]} legs
   * @param {Pair} start
   * @param {number} noise
   * @param {Record<string, number>} own
   * @returns {Walked}
   */
  run(legs, start, noise, own) {
    const { steps } = this;
    const walked = {
      position: new Float64Array(2 * steps + 2).fill(NaN),
      loss: new Float64Array(steps + 1).fill(NaN),
      gradient: new Float64Array(steps).fill(NaN),
    };
    const { position, loss } = walked;
    position.set(start);
    /** @type {Carried | null} */
    let carried = null;
    const settings = legs.map((leg) => settingsOf(leg, own));
    let ended = false;
    legs.forEach((leg, k) => {
      if (!ended) [carried, ended] = this.leg(leg, settings[k], walked, noise, carried);
    });
    for (let k = 0; k <= steps; k += 1) {
      const [x, y] = [position[2 * k], position[2 * k + 1]];
      if (!Number.isFinite(x + y)) position.fill(NaN, 2 * k, 2 * k + 2);
      else loss[k] = this.value.at(x, y)[0];
    }
    return { ...walked, settings: followed(legs, settings, steps) };
  }

  /**
   * Makes the steps of a leg; gives what it hands on, and whether the run has ended.
   *
   * @param {Leg} leg
   * @param {Record<string, SettingValues>} settings
   * @param {Omit<Walked, "settings">} walked
   * @param {number} noise
   * @param {Carried | null} before
   * @returns {[Carried, boolean]}
   */
  leg(leg, settings, { position, gradient }, noise, before) {
    const { look, step } = this.rules[leg.rule];
    const { state } = this.data.rules[leg.rule];
    const [[left, right], [bottom, top]] = this.data.bounds;
    const starts = this.starts(leg, settings);
    const states = /** @type {Carried["states"]} */ (
      [0, 1].map((axis) =>
        starts.map((now, n) => {
          return before && !leg.fresh ? carriedOn(before.states[axis][n], before.starts[n], now) : now;
        }),
      )
    );
    const names = state.map(([name]) => name);
    const moves = [0, 1].map(() => new Desk(step, names));
    const looks = look && [0, 1].map(() => new Desk(look, names));
    const desks = [...moves, ...(looks ?? [])];
    const driven = Object.entries(settings).flatMap(([name, values]) => {
      if ("constant" in values) for (const desk of desks) desk.row[desk.place(name)] = values.constant;
      return "constant" in values ? [] : desks.map((desk) => ({ desk, place: desk.place(name), values }));
    });
    const age = leg.fresh || !before ? 0 : before.age;
    const slope = [0, 0];
    const point = [0, 0];
    for (let k = leg.begin; k < leg.end; k += 1) {
      for (const { desk, place, values } of driven) desk.row[place] = values[k - leg.begin];
      for (const desk of desks) desk.row[desk.t] = age + k - leg.begin + 1;
      for (const axis of [0, 1]) {
        const x = position[2 * k + axis];
        point[axis] = looks ? looks[axis].run(x, 0, 0, states[axis]) : x;
      }
      this.see(k, point, noise, slope);
      gradient[k] = Math.hypot(slope[0], slope[1]);
      for (const axis of [0, 1]) {
        position[2 * k + 2 + axis] = moves[axis].run(position[2 * k + axis], slope[axis], point[axis], states[axis]);
        moves[axis].keep(states[axis]);
      }
      const [x, y] = [position[2 * k + 2], position[2 * k + 3]];
      if (!(left <= x && x <= right && bottom <= y && y <= top)) return [{ states, age, starts }, true];
    }
    return [{ states, age: age + leg.end - leg.begin, starts }, false];
  }

  /**
   * Where each state starts.
   *
   * @param {Leg} leg
   * @param {Record<string, SettingValues>} settings
   */
  starts(leg, settings) {
    const { start } = this.rules[leg.rule];
    return this.data.rules[leg.rule].state.map(([, value]) => {
      if (value !== null || !start) return value ?? 0;
      const row = new Float64Array(start.size);
      for (const [name, values] of Object.entries(settings)) row[start.at(`s.${name}`)] = valueAt(values, 0);
      start.run(row);
      return row[start.out];
    });
  }

  /**
   * The gradient as a step sees it.
   *
   * @param {number} k the step
   * @param {number[]} point
   * @param {number} noise
   * @param {number[]} slope what it writes
   */
  see(k, [x, y], noise, slope) {
    const { rows, unit, sparse } = this.data;
    if (rows && this.row) {
      slope.fill(0);
      for (let n = 0; n < rows.batch; n += 1) {
        this.row.put(rows.numbers[rows.drawn[k * rows.batch + n]]);
        const [gx, gy] = this.row.at(x, y);
        slope[0] += gx;
        slope[1] += gy;
      }
      slope[0] /= rows.batch;
      slope[1] /= rows.batch;
    } else {
      const [gx, gy] = this.slope.at(x, y);
      slope[0] = gx;
      slope[1] = gy;
    }
    if (slope.some(Number.isNaN) && Number.isFinite(this.value.at(x, y)[0])) {
      slope.forEach((g, axis) => {
        if (Number.isNaN(g)) slope[axis] = 0; // the kink convention
      });
    }
    if (noise !== 0) {
      slope[0] += noise * unit[2 * k];
      slope[1] += noise * unit[2 * k + 1];
    }
    if (k % sparse !== 0) slope[1] = 0;
  }
}

/** A rule's machine with what one coordinate puts in. */
class Desk {
  /**
   * @param {Machine} machine
   * @param {string[]} states
   */
  constructor(machine, states) {
    this.machine = machine;
    this.row = new Float64Array(machine.size);
    this.x = machine.at("x");
    this.g = machine.at("g");
    this.ahead = machine.at(AHEAD);
    this.t = this.place("t");
    this.states = states.map(machine.at);
  }

  /** @param {string} setting */
  place(setting) {
    return this.machine.at(`s.${setting}`);
  }

  /**
   * Its first result.
   *
   * @param {number} x
   * @param {number} g the gradient
   * @param {number} ahead where that was taken
   * @param {number[]} state
   */
  run(x, g, ahead, state) {
    const { machine, row } = this;
    row[this.x] = x;
    row[this.g] = g;
    row[this.ahead] = ahead;
    for (let n = 0; n < state.length; n += 1) row[this.states[n]] = state[n];
    machine.run(row);
    return row[machine.out];
  }

  /**
   * The state after it.
   *
   * @param {number[]} state what it writes
   */
  keep(state) {
    for (let n = 0; n < state.length; n += 1) state[n] = this.row[this.machine.out + 1 + n];
  }
}

/** A function of a point, with parameters. */
class Field {
  /** @param {Machine} machine */
  constructor(machine) {
    this.machine = machine;
    this.row = new Float64Array(machine.size);
    this.x = machine.at("x");
    this.y = machine.at("y");
    this.results = this.row.subarray(machine.out, -1);
  }

  /** @param {Record<string, number>} parameters */
  put(parameters) {
    for (const [name, value] of Object.entries(parameters)) this.row[this.machine.at(name)] = value;
  }

  /**
   * Its results there; they are overwritten by the next call.
   *
   * @param {number} x
   * @param {number} y
   */
  at(x, y) {
    this.row[this.x] = x;
    this.row[this.y] = y;
    this.machine.run(this.row);
    return this.results;
  }
}

/**
 * A state as the leg before left it; one that has not come yet starts as this leg says: see `carried`
 * in optim/engine.py.
 *
 * @param {number} value
 * @param {number} old
 * @param {number} now
 */
function carriedOn(value, old, now) {
  const beginsOtherwise = Number.isNaN(old) !== Number.isNaN(now);
  const untouched = value === old || (Number.isNaN(value) && Number.isNaN(old));
  return beginsOtherwise && untouched ? now : value;
}

/**
 * The settings of a leg, with what a hand changes of those that follow the start's.
 *
 * @param {Leg} leg
 * @param {Record<string, number>} own
 * @returns {Record<string, SettingValues>}
 */
function settingsOf({ settings, follows, lr }, own) {
  const values = Object.entries(settings).map(([name, given]) => {
    const changed = follows.includes(name) ? own[name] : undefined;
    if ("rest" in given) return [name, rates(given, changed ?? lr)];
    return [name, changed === undefined ? given : { constant: changed }];
  });
  return Object.fromEntries(values);
}

/**
 * @param {import("./types.js").Affine} affine
 * @param {number} lr
 * @returns {SettingValues}
 */
function rates({ rest, scale }, lr) {
  if ("constant" in rest && "constant" in scale) return { constant: rest.constant + scale.constant * lr };
  const length = Math.max(...[rest, scale].map((values) => ("constant" in values ? 0 : values.length)));
  return Float64Array.from({ length }, (_, k) => valueAt(rest, k) + valueAt(scale, k) * lr);
}

/**
 * What pictures show of the settings, over the whole run; NaN where a leg's rule has none.
 *
 * @param {Leg[]} legs
 * @param {Record<string, SettingValues>[]} settings
 * @param {number} steps
 * @returns {Record<string, SettingValues>}
 */
function followed(legs, settings, steps) {
  const names = FOLLOWED.filter((name) => settings.some((own) => name in own));
  return Object.fromEntries(
    names.map((name) => {
      if (legs.length === 1) return [name, settings[0][name]];
      const values = new Float64Array(steps).fill(NaN);
      legs.forEach(({ begin, end }, leg) => {
        const own = settings[leg][name];
        if (own) for (let k = begin; k < end; k += 1) values[k] = valueAt(own, k - begin);
      });
      return [name, values];
    }),
  );
}
