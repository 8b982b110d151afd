// What browser/board.py packs for a lesson's board; lessons/figure.py says what it means.

import type { Axes, Pair } from "../draw/frame.js";
import type { GroundData } from "../draw/ground.js";
import type { ChartData } from "./chart.js";
import type { Role, Shape } from "./shapes.js";

/** What has a ground, by its place among the grounds, and the window to look at. */
export interface Part {
  ground: number;
  window: Axes;
}

export type Link = [label: string, address: string];

export interface BoardData {
  titles: string[];
  roles: Role[];
  grounds: GroundData[];
  /** Counts the links opened in this visit. */
  opened: number;
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

export interface Beat extends Part {
  title: string;
  text: string;
  lead: string;
  panels: Panel[];
  asked: Panel[] | null;
  question: Question | null;
  focus: "both" | "left" | "right";
  notes: string;
  short: boolean;
  links: Link[];
}

/** A reader's beat, from 1, and switches. */
export interface Place {
  beat: number;
  short: boolean;
  reveal: boolean;
  notes: boolean;
  present: boolean;
}

export type Switch = "short" | "reveal" | "notes" | "present";

export interface StoryData extends BoardData {
  beats: Beat[];
  place: Place;
}

/** A run: all its points, and for each of its moves the parts, if it is taken apart. */
export interface Walk {
  role: Role;
  points: Pair[];
  thin?: boolean;
  label?: string;
  outcome?: string;
  /** The points that another form stores. */
  stored?: Pair[] | null;
  coasting?: Pair[];
  correction?: Pair[];
  measured?: Pair[] | null;
}

export interface Table {
  head: string[];
  rows: string[][];
}

export interface WalksData extends BoardData, Part {
  steps: number;
  /** The step to open on; the last one where it is not said. */
  first?: number;
  /** Pixels for what stands under the board. */
  room?: number;
  /** Whether a click sets the start. */
  movable: boolean;
  /** For each picture its runs; the last one is the one it is about. */
  panels: Walk[][];
  formula?: string[][];
  sentences: string[];
  chart: ChartData & { title: string; follows?: boolean };
  table?: Table;
  links: Link[];
}
