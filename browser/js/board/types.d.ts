// What browser/board.py packs for a lesson's board; lessons/beat.py and pictures/ say what it means.

import type { Axes, Pair } from "../draw/frame.js";
import type { GroundData } from "../draw/ground.js";
import type { TwinData } from "../twin/types.js";
import type { PhaseKind } from "../types.js";
import type { Shape } from "./shapes.js";

/** A run by its place, or a part that any run has. */
export type Role = number | "theta" | "velocity" | "correction" | "brake" | "ghost" | "other" | PhaseKind;

export interface Axis {
  label: string;
  log: boolean;
  ticks: [place: number, words: string][];
}

/** One picture: on a ground, by its id, or on plain axes. */
export interface PaneData {
  shapes: Shape[];
  window: Axes;
  name: string;
  role: Role | null;
  ground: string | null;
  axes?: [Axis, Axis];
  lines: string[];
  /** The lines while a question is open. */
  asked: string[];
  /** Whether its ground is hidden while the question is open. */
  veiled?: boolean;
  /** The lines at each step; after the last they stay. */
  step_lines: string[][];
  /** The controls that a press sets to its x and y; null: that one sets none. */
  sets: [string | null, string | null] | null;
  /** Whether a press goes to the step that its x stands for. */
  seeks: boolean;
  link: string;
  says: string;
  wide: number;
  grips?: GripData[];
  follows?: Follows;
}

/** How a picture's runs follow a hand (lessons/follows.py); shapes by their places. */
export interface Follows {
  /** The id of what steps them. */
  twin: string;
  base: Values;
  runs: [shape: number, run: number][];
  /** The dots at the start. */
  starts: number[];
  /** What a control sets. */
  targets: Record<string, Target[]>;
  /** What is other besides at another value of a control. */
  moved: Record<string, number[]>;
}

/** What a control sets: to its value if the law is empty, or else to 1 / (a + b value). */
export type Target = [
  place:
    | ["start", axis: 0 | 1]
    | ["turn", from: number]
    | ["parameters", name: string]
    | ["noise"]
    | ["runs", place: number, setting: string],
  law: [] | Pair,
];

/** A picture as it opens, to be stepped here. */
export interface BoardTwin extends TwinData {
  start: Pair;
  steps: number;
  /** Of the landscape. */
  view: Axes;
}

export type Twins = Record<string, BoardTwin>;

/** A place that can be moved (pictures/grip.py). */
export interface GripData {
  name: string;
  at: Pair;
  x: Pair | null;
  y: Pair | null;
  says: string;
  foot: boolean;
  /** How far a key moves it along. */
  step: number;
  /** In a lesson, what its x and its y set. */
  pulls: [Pull | null, Pull | null];
}

/** A control that comes from a place: place + plus, or 1 / place. */
export interface Pull {
  control: string;
  plus: number;
  inverse: boolean;
}

/** Pictures on their own, which follow the player's step. */
export interface CurvesData {
  panes: PaneData[];
  steps: number;
  t: number;
  label: string;
  /** Counts what was opened in this visit. */
  opened: number;
  /** Whether they have a playhead of their own; else they follow the player. */
  own: boolean;
  /** Whether they stand side by side. */
  across: boolean;
  grounds: Grounds;
}

export interface Question {
  ask: string;
  choices: string[];
  answer: number;
  because: string;
  places: Pair[];
  on: number;
  by_pane: boolean;
}

export interface Table {
  head: string[];
  rows: string[][];
}

/** A text, or MathML as it stands. */
export type Piece = string | { math: string };

export interface Fold {
  title: string;
  open: boolean;
  paragraphs: Piece[][];
}

/** A line of an update, in the ink of a role where it is the one that changes. */
export interface LedgerLine {
  name: string;
  role: Role | null;
  paragraphs: Piece[][];
}

export type Value = number | string | boolean;
export type Values = Record<string, Value>;
export type Link = [label: string, address: string];

export interface Control {
  name: string;
  label: string;
  type: "float" | "int" | "str" | "bool";
  value: Value;
  /** What is allowed. */
  low: number;
  high: number;
  /** What the slider covers, if that is less. */
  shown: [number, number] | null;
  log: boolean;
  step: number | null;
  /** Of the numbers it stops at, on a slider by powers of ten. */
  digits: number | null;
  marks: [words: string, value: number][];
  words: [value: string, words: string][];
  help: string;
}

export interface Beat {
  name: string;
  title: string;
  short: boolean;
  controls: Control[];
  /** Of the controls, where they differ from how the beat opens. */
  values: Values;
  text: string;
  lead: string;
  panes: PaneData[];
  question: Question | null;
  goal: { ask: string; met: boolean } | null;
  ledger: LedgerLine[];
  folds: Fold[];
  table: Table | null;
  actions: [said: string, values: Values][];
  focus: number[];
  links: Link[];
  notes: string;
  steps: number;
  t: number;
  /** Whether the steps go on by themselves. */
  plays: boolean;
}

export type Grounds = Record<string, GroundData>;

/** A lesson at rest: all its beats as they open. */
export interface LessonData {
  key: string;
  label: string;
  beats: Beat[];
  grounds: Grounds;
  twins: Twins;
}

/** Where a reader is: a beat, its values, switches. */
export interface Place {
  beat: string;
  values: Values;
  short: boolean;
  reveal: boolean;
  notes: boolean;
  present: boolean;
}

export type Switch = "short" | "reveal" | "notes" | "present";

/** What the page says on every run. */
export interface BoardData {
  /** The lesson's file in static/, or else the lesson itself. */
  file: string;
  lesson: LessonData | null;
  place: Place;
  /** Counts the links opened in this visit. */
  opened: number;
  /** The beat at the reader's values, if they differ from how it opens. */
  live: Beat | null;
  /** The grounds of the live beat that are not in the lesson. */
  grounds: Grounds;
  /** What steps its runs where words or switches are set. */
  twins: Twins;
}

/** A lesson on the course page. */
export interface Card {
  key: string;
  label: string;
  idea: string;
  day: number;
  minutes: number;
  beats: string[];
  address: string;
  pane: PaneData;
}

export interface CourseData {
  cards: Card[];
  grounds: Grounds;
}
