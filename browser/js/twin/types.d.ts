// What browser/twin.py sends.
import type { Axes, Pair, SettingValues, Tree } from "../types.js";

/** What it takes, its lines, its results (expression/program.py). */
export type Program = [takes: string[], lines: [name: string, tree: Tree][], results: Tree[]];

/** A rule, one coordinate of it. */
export interface RuleProgram {
  /** Where the gradient is taken; null: at x. */
  look: Program | null;
  step: Program;
  /** Where each state starts; null: where `start` says. */
  state: [name: string, start: number | null][];
  start: Program | null;
}

/** A rate at each step: rest + scale times lr. */
export interface Affine {
  rest: SettingValues;
  scale: SettingValues;
}

export interface Leg {
  /** The place of its rule. */
  rule: number;
  begin: number;
  end: number;
  /** Whether its state starts anew. */
  fresh: boolean;
  settings: Record<string, SettingValues | Affine>;
  lr: number;
  /** The settings that are what they are at the start. */
  follows: string[];
}

export interface TwinData {
  value: Program;
  gradient: Program;
  parameters: Record<string, number>;
  /** Which rows of the data each step sees; null: all. */
  rows: {
    gradient: Program;
    /** By column. */
    numbers: Record<string, number>[];
    batch: number;
    drawn: Float32Array;
  } | null;
  /** A run that leaves them has diverged. */
  bounds: Axes;
  noise: number;
  /** The noise at each step if it were 1. */
  unit: Float64Array | Float32Array;
  /** The gradient of y is seen every so many steps. */
  sparse: number;
  rules: RuleProgram[];
  /** Numbers that decide the runs in a way that only the page knows. */
  others: string[];
  runs: ({ legs: Leg[] } | { unknown: string })[];
}

/** What a hand changes. */
export interface Changes {
  /** Something else: only the page knows what becomes of the runs. */
  unknown?: boolean;
  start?: Pair;
  noise?: number;
  parameters?: Record<string, number>;
  /** By a run's place. */
  runs?: Record<string, Record<string, number>>;
}

/** What a run did: arrays of pairs are x0, y0, x1, y1 ... */
export interface Walked {
  position: Float64Array;
  loss: Float64Array;
  /** The length of each move's gradient. */
  gradient: Float64Array;
  settings: Record<string, SettingValues>;
}
