// What browser/board.py sends a board: a lesson's beats (lessons/figure.py) or whole runs.
import type { GroundData } from "../draw/ground.js";
import type { Axes, Pair } from "../types.js";
import type { ChartData } from "./chart.js";
import type { Role, Shape } from "./shapes.js";

/** What both kinds of board have. */
export interface BoardData {
  /** Counts the links opened in this visit. */
  opened: number;
  titles: string[];
  /** Of the run in each picture. */
  roles: Role[];
  grounds: GroundData[];
}

/** A part of the data that is shown on a ground. */
export interface Placed {
  /** Its place in `grounds`. */
  ground: number;
  window: Axes;
}

export interface StoryData extends BoardData {
  beats: Beat[];
  place: Place;
}

/** Where the reader is, and how the story is told. */
export interface Place {
  beat: number;
  short: boolean;
  reveal: boolean;
  notes: boolean;
  present: boolean;
}

export interface Beat extends Placed {
  title: string;
  text: string;
  lead: string;
  panels: Panel[];
  /** The panels while the question is open, if they differ. */
  asked: Panel[] | null;
  question: Question | null;
  focus: "both" | "left" | "right";
  notes: string;
  short: boolean;
  links: Link[];
}

export interface Panel {
  shapes: Shape[];
  formula: string[];
}

export interface Question {
  ask: string;
  choices: string[];
  answer: number;
  because: string;
  points: Pair[];
  by_panel: boolean;
}

export type Link = [label: string, address: string];

export interface WalksData extends BoardData, Placed {
  steps: number;
  /** The step shown first; left out: the last. */
  first?: number;
  movable: boolean;
  /** The runs of each picture; the last one is what its words are about. */
  panels: Walk[][];
  /** What is written under the pictures instead. */
  formula?: string[][];
  chart: Omit<ChartData, "here"> & { title: string; here?: number; follows?: boolean };
  table?: Table;
  sentences: string[];
  links: Link[];
  /** Pixels for what stands under the board. */
  room?: number;
}

/** A run, and the parts of its steps where it is taken apart. */
export interface Walk {
  role: Role;
  points: Pair[];
  thin?: boolean;
  label?: string;
  stored?: Pair[] | null;
  coasting?: Pair[];
  correction?: Pair[];
  measured?: Pair[] | null;
  outcome?: string;
}

export interface Table {
  head: string[];
  rows: string[][];
}
