// What the player uses of Plotly, its internals among them: this far they are known, no farther.
import type { Pair } from "../types.js";

export interface Library {
  react(plot: Plot, traces: object[], layout: object, config: object): Promise<unknown>;
  relayout(plot: Plot, changes: Record<string, unknown>): void;
  purge(plot: Plot): void;
}

/** An element in which Plotly has drawn, or will. */
export interface Plot extends HTMLDivElement {
  on(event: "plotly_relayout" | "plotly_relayouting", heard: () => void): void;
  _fullLayout?: { xaxis?: Axis; yaxis?: Axis; scene?: { _scene?: Scene } };
}

export interface Axis {
  range: Pair;
  type: string;
  /** In pixels of the plot. */
  _offset: number;
  _length: number;
}

export interface Scene {
  getCamera(): { eye: { x: number; y: number; z: number } };
  dataScale?: [number, number, number];
  glplot?: {
    onrender: ((...args: unknown[]) => void) | null;
    cameraParams?: { projection?: ArrayLike<number>; view: ArrayLike<number>; model: ArrayLike<number> };
  };
}
