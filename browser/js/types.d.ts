// What the modules hand each other and what browser/packing.py sends.

export type Pair = [number, number];

/** The ranges of x and y. */
export type Axes = [Pair, Pair];

/** Tells the page: heard once (start, chosen) or kept as the component's state. */
export type Emit = (name: string, value: unknown) => void;

/** How a run ends, as comparison/trajectory.py says it. */
export type Outcome =
  | { kind: "minimum" | "local minimum" | "saddle" | "maximum"; step: number; point: Pair }
  | { kind: "leaving" | "bouncing" | "circling"; step: number; point: null; period: number | null }
  | { kind: "diverged" | "no step"; step: number; point: null }
  | { kind: "plateau" | "moving"; step: null; point: null };

/** A setting's value at each step, or the one it always has. */
export type SettingValues = Float32Array | Float64Array | { constant: number };

/** A run of a player: arrays of pairs are x0, y0, x1, y1 ... */
export interface Run {
  label: string;
  index: number;
  outcome: Outcome;
  /** Why it ended so, in a sentence or two. */
  why: string;
  /** The first run on the same path, by its place, and the largest gap to it. */
  same: { run: number; gap: number } | null;
  /** The steps at which it changes its course, and in words what is other from there on. */
  changes: [step: number, words: string][];
  target: Pair | null;
  position: Float64Array;
  loss: Float64Array;
  /** The length of each move's gradient. */
  gradient: Float32Array;
  settings: Partial<Record<"lr" | "momentum" | "beta1", SettingValues>>;
  overlays: Partial<Record<Overlay, Float32Array>>;
  /** What its rate did from which step to which, if its path is to show it. */
  phases?: [kind: PhaseKind, begin: number, end: number][];
  /** The largest stable rate of each step, Infinity where none is too large; null: not known. */
  limit: SettingValues | null;
  /** The last step whose position is a number. */
  last: number;
  /** The loss of each step on the landscape's height scale. */
  height: Float64Array;
  /** While a hand moves: what of it the browser does not know, all of it or how it ends. */
  fades?: "path" | "end";
}

/** Of a schedule (optim/phase.py). */
export type PhaseKind = "warm-up" | "rise" | "fall" | "annihilation" | "hold" | "restart";

export type Overlay = "gradient" | "velocity" | "look_ahead" | "average" | "base_point" | "effective_lr";

/** See browser/heights.py. */
export type Scale =
  | { kind: "signed"; unit: number; steep: boolean }
  | { kind: "log"; lowest: number; floor: number; steep: boolean };

export interface Landscape {
  id: string;
  key: string;
  label: string;
  view: Axes;
  window: Axes;
  grid: number;
  height: Float32Array;
  scale: Scale;
  /** Whether a run went below the least value of the domain. */
  passed: boolean;
  minima: [number, number, number, "global" | "local"][];
  saddles: Pair[];
}

/** An expression (expression/tree.py): a number, a name, or an operation and its operands. */
export type Tree = number | string | Operation;
type Operation = [name: string, ...operands: Nested["tree"][]];
interface Nested {
  tree: Tree;
}

/** The formulas of a landscape's gradient, for x and y, with what its parameters are and are written as. */
export interface Derivative {
  trees: [Tree, Tree];
  symbols: Record<string, string>;
  parameters: Record<string, number>;
  /** The rows over whose gradients the formulas are averaged, the numbers by column; empty: no mean. */
  data: Record<string, number>[];
  /** How many of them a step sees, and which, one step after the other; null: all. */
  batch: number;
  drawn: Float32Array | null;
}

/** The lines of a run's step and what goes in (browser/numbers.py). */
export interface Worked {
  run: number;
  whole?: false;
  lines: [name: string, tree: Tree][];
  position: string;
  /** The name of the point at which the gradient is taken. */
  at: string;
  noise: boolean;
  /** The gradient of y is seen every so many steps. */
  sparse: number;
  symbols: Record<string, string>;
  settings: Record<string, SettingValues>;
  gradient: Float64Array;
  derivative: Derivative;
  state: Record<string, Float64Array>;
  /** The step at which the state started: t counts from there. */
  born: number;
  later?: Leg[];
}

/** What is other from a step on, after a change of course. */
type Leg = { from: number } & (
  | Pick<Worked, "lines" | "position" | "at" | "symbols" | "settings" | "state" | "born">
  | { whole: true }
);

/** Of a rule that moves both coordinates at once. */
export interface Whole {
  run: number;
  whole: true;
  later?: Leg[];
}

type AxisScale = "auto" | "log" | "linear";

/** How a picture is looked at (comparison/view.py); runs are counted from 1. */
export interface Looks {
  overlays: Overlay[];
  hidden: number[];
  zoom: [x0: number, x1: number, y0: number, y1: number] | null;
  curve: import("./player/curves.js").Chosen;
  loss_axis: AxisScale;
  curve_axis: AxisScale;
  height: AxisScale;
  camera: [x: number, y: number, z: number] | null;
  numbers: number;
}

/** A comparison as the player draws it. */
export interface Comparison {
  version: string;
  link: string;
  t: number;
  steps: number;
  opened: number;
  start: Pair;
  tolerance: number;
  available: Overlay[];
  looks: Looks;
  /** Whether it says on a first visit what it is. */
  greets: boolean;
  /** The number of the last change of looks that the page has heard. */
  heard: number;
  /** The run that the reader had to do with last. */
  touched: number;
  /** Whether a run can be made to go on otherwise from the step shown. */
  turns: boolean;
  /** How often undo or redo was asked for, as far as the page has heard. */
  travelled: number;
  landscape: Landscape;
  runs: Run[];
  numbers: Worked | Whole | null;
  twin: import("./twin/types.js").TwinData;
  /** Why what fades does, while a hand moves. */
  live?: string;
}

/** What the panels of a player know of it. */
export interface Host {
  data: Comparison;
  theme: import("./draw/theme.js").Theme;
  Plotly: import("./player/plotly.js").Library;
  t: number;
  /** Whether the pointer is a finger. */
  touch: boolean;
  /** What the landscape in a map depends on. */
  ground: string;
  /** One landscape of one opened picture: zoom and camera belong to it. */
  scene: string;
  looks: Looks;
  look(changes: Partial<Looks>, delay?: number): void;
  visibleRuns(): Run[];
  pause(): void;
  seek(t: number): void;
}
