// The surface panel: Plotly draws the surface, a canvas the paths, through the scene's own camera.

import { freshContext, makeCanvas } from "../draw/canvas.js";
import { axisValues, gridValue, rows } from "../draw/grid.js";
import { linePath, makeLine, strokePath } from "../draw/lines.js";
import { drawHead, drawRing, drawStar } from "../draw/marks.js";
import { extent, heightOf, lossOf } from "../draw/scale.js";
import { pathStyle, phaseStyle } from "../draw/theme.js";
import { heightTicks } from "../draw/ticks.js";
import { formatShort } from "../page/format.js";
import { phaseAt } from "./data.js";
import { drawPlot } from "./draw.js";
import { multiply, solve } from "./matrix.js";

const MARCH = 90; // samples on the way from a point to the eye
const TEXT = [120, 72]; // pixels for ticks and titles, both sides together: across, down
const CENTER = { x: 0, y: 0, z: -0.21 }; // what the camera looks at
const SETTLED = 250; // milliseconds
const STILL = 2e-3; // an eye that moved less than this did not
const NO_WEBGL =
  "The 3-D view needs WebGL, which this browser does not offer. The contour beside it shows the same runs.";

/** @typedef {CanvasRenderingContext2D} Context */
/** @typedef {import("../types.js").Run} Run */
/** @typedef {(x: number, y: number, height: number, out: Float64Array, k: number) => void} Project */
/** @typedef {{ line: import("../draw/lines.js").Line, hidden: Uint8Array, last: number }} Path */

export class SurfacePanel {
  /**
   * @param {import("../types.js").Host} host
   * @param {HTMLElement} element
   */
  constructor(host, element) {
    this.host = host;
    this.element = element;
    this.plot = /** @type {import("./plotly.js").Plot} */ (document.createElement("div"));
    this.plot.className = "dl-plot";
    element.append(this.plot);
    this.still = makeCanvas(element, "still");
    this.moving = makeCanvas(element, "moving");
    this.refused = false; // there is no WebGL
    this.built = false;
    this.drawnScene = "";
    this.listening = false;
    this.from = { x: 0, y: 0, z: 0 }; // the eye, as it was last set or told
    this.shown = ""; // the ground that is drawn, and how
    /** @type {import("../types.js").Comparison | null} */
    this.made = null; // the data whose paths are made
    this.heights = new Float32Array(); // of the ground as drawn
    /** @type {[number, number]} */
    this.range = [0, 1];
    /** @type {Path[]} */
    this.paths = [];
    /** @type {import("./plotly.js").Scene["glplot"]} */
    this.followed = undefined;
  }

  get isLinear() {
    const { looks, data } = this.host;
    return looks.height === "auto" ? !data.landscape.scale.steep : looks.height === "linear";
  }

  /**
   * Heights as drawn: the scale's, or f itself.
   *
   * @param {number} height
   */
  drawn(height) {
    return this.isLinear ? lossOf(this.host.data.landscape.scale, height) : height;
  }

  isCurrent() {
    return this.refused || this.shown === `${this.host.ground} ${this.isLinear}`;
  }

  async draw() {
    const { data, theme, Plotly } = this.host;
    const { width, height } = this.element.getBoundingClientRect();
    if (!width || this.refused) return;
    if (!this.built && !hasWebGL()) {
      this.refused = true;
      this.element.dataset.message = NO_WEBGL;
      return;
    }
    this.built = true;
    this.shown = `${this.host.ground} ${this.isLinear}`;
    const kept = this.scene()?.getCamera().eye; // in the same scene Plotly leaves it as it is
    this.from = kept && this.drawnScene === this.host.scene ? kept : this.eye(data, width, height);
    this.drawnScene = this.host.scene;
    const there = await drawPlot(
      Plotly,
      this.plot,
      [this.trace(data.landscape, theme)],
      this.layout(data, theme, width, height),
      {
        displayModeBar: false,
        responsive: false,
        scrollZoom: true,
      },
    );
    if (!there) return;
    this.follow();
    this.listen();
    this.redraw();
  }

  // Where the reader has turned the scene to.
  listen() {
    if (this.listening) return;
    this.listening = true;
    this.plot.on("plotly_relayout", () => {
      const eye = this.scene()?.getCamera().eye;
      const moved = eye && Math.hypot(eye.x - this.from.x, eye.y - this.from.y, eye.z - this.from.z) > STILL;
      if (!moved) return;
      this.from = eye;
      this.host.look({ camera: [round(eye.x), round(eye.y), round(eye.z)] }, SETTLED);
    });
  }

  /**
   * @param {import("../types.js").Landscape} landscape
   * @param {import("../draw/theme.js").Theme} theme
   */
  trace(landscape, theme) {
    this.heights = landscape.height.map((h) => this.drawn(h));
    this.range = extent(this.heights);
    const [cmin, cmax] = extent(landscape.height);
    return {
      type: "surface",
      x: axisValues(landscape.window[0], landscape.grid),
      y: axisValues(landscape.window[1], landscape.grid),
      z: rows(this.heights, landscape.grid),
      surfacecolor: rows(landscape.height, landscape.grid),
      cmin,
      cmax,
      colorscale: theme.ramp,
      showscale: false,
      hoverinfo: "skip",
      contours: { x: { highlight: false }, y: { highlight: false }, z: { highlight: false } },
      lighting: { ambient: 0.72, diffuse: 0.5, specular: 0.06, roughness: 0.9, fresnel: 0.05 },
      lightposition: { x: -2000, y: -3000, z: 6000 },
    };
  }

  /**
   * @param {import("../types.js").Comparison} data
   * @param {import("../draw/theme.js").Theme} theme
   * @param {number} width
   * @param {number} height
   */
  layout(data, theme, width, height) {
    const { landscape } = data;
    const range = extent(landscape.height);
    const ticks = this.isLinear
      ? {}
      : {
          tickvals: heightTicks(landscape.scale, range, 5).map((f) => heightOf(landscape.scale, f)),
          ticktext: heightTicks(landscape.scale, range, 5).map((f) => formatShort(f, 2)),
        };
    const axis = (/** @type {string} */ title) => ({
      title: { text: title, font: { size: 11 } },
      color: theme.text,
      gridcolor: theme.border,
      showspikes: false,
      zeroline: false,
      showbackground: false,
      tickfont: { size: 10 },
      nticks: 5,
      exponentformat: "e",
    });
    return {
      width,
      height,
      uirevision: this.host.scene,
      margin: { l: 0, r: 0, t: 0, b: 0 },
      paper_bgcolor: "rgba(0,0,0,0)",
      font: { family: theme.font, color: theme.text },
      scene: {
        uirevision: this.host.scene,
        dragmode: "turntable",
        aspectmode: "manual",
        aspectratio: { x: 1.2, y: 1.2, z: 0.7 },
        camera: { eye: this.eye(data, width, height), center: CENTER },
        xaxis: axis("x"),
        yaxis: axis("y"),
        zaxis: { ...axis(this.isLinear || landscape.scale.kind === "signed" ? "f" : "f (log)"), ...ticks },
      },
    };
  }

  /**
   * From the front, as the contour is seen, and from the side on which the start does not hide the
   * rest; just so far away that the titles of all three axes are in the picture. What stands beside
   * the axes takes as many pixels in a small panel as in a large one.
   *
   * @param {import("../types.js").Comparison} data
   * @param {number} width
   * @param {number} height
   */
  eye({ landscape, start }, width, height) {
    if (this.host.looks.camera) {
      const [x, y, z] = this.host.looks.camera;
      return { x, y, z };
    }
    const [[x0, x1]] = landscape.view;
    const side = start[0] < (x0 + x1) / 2 ? 1 : -1;
    const far = Math.max((0.93 * height) / (height - TEXT[1]), (1.08 * height) / (width - TEXT[0]));
    return { x: 0.76 * side * far, y: -1.42 * far, z: 1.05 * far };
  }

  // Redraw the canvas whenever the scene was rendered, so that it follows the camera.
  follow() {
    const plot = this.scene()?.glplot;
    if (!plot || plot === this.followed) return;
    this.followed = plot;
    const before = plot.onrender;
    plot.onrender = (...args) => {
      before?.apply(plot, args);
      this.redraw();
    };
  }

  scene() {
    return this.plot._fullLayout?.scene?._scene;
  }

  // The map from (x, y, drawn height) to pixels, and the eye; null if Plotly's scene is not as we know it.
  view() {
    const scene = this.scene();
    const camera = scene?.glplot?.cameraParams;
    if (!camera?.projection || !scene?.dataScale) return null;
    const [sx, sy, sz] = scene.dataScale;
    const inner = multiply(camera.view, camera.model);
    const m = multiply(camera.projection, inner);
    const { width, height } = this.plot.getBoundingClientRect();
    const e = solve(inner, [0, 0, 0, 1]);
    return {
      eye: [e[0] / e[3] / sx, e[1] / e[3] / sy, e[2] / e[3] / sz],
      /** @type {Project} */
      project(x, y, z, out, k) {
        const [a, b, c] = [x * sx, y * sy, z * sz];
        const w = m[3] * a + m[7] * b + m[11] * c + m[15];
        out[2 * k] = (0.5 + (0.5 * (m[0] * a + m[4] * b + m[8] * c + m[12])) / w) * width;
        out[2 * k + 1] = (0.5 - (0.5 * (m[1] * a + m[5] * b + m[9] * c + m[13])) / w) * height;
      },
    };
  }

  // What changes with the camera: where each point of each path lies, and whether the surface hides it.
  redraw() {
    const view = this.view();
    if (!view) return;
    const { data } = this.host;
    this.made = data;
    this.paths = data.runs.map((run) => {
      const last = this.lastInside(run);
      const pixels = new Float64Array(2 * (last + 1));
      const hidden = new Uint8Array(last + 1);
      for (let k = 0; k <= last; k += 1) {
        const [x, y, z] = [run.position[2 * k], run.position[2 * k + 1], this.drawn(run.height[k])];
        view.project(x, y, z, pixels, k);
        hidden[k] = this.hides(view.eye, x, y, z) ? 1 : 0;
      }
      return { line: makeLine(pixels), hidden, last };
    });
    this.redrawStill(view.project);
    this.render();
  }

  /**
   * A path is drawn over the surface shown; beyond its edge it has no ground to lie on.
   *
   * @param {Run} run
   */
  lastInside(run) {
    const [[x0, x1], [y0, y1]] = this.host.data.landscape.window;
    for (let k = 0; k <= run.last; k += 1) {
      const [x, y] = [run.position[2 * k], run.position[2 * k + 1]];
      const [mx, my] = [0.25 * (x1 - x0), 0.25 * (y1 - y0)];
      if (x < x0 - mx || x > x1 + mx || y < y0 - my || y > y1 + my) return Math.max(k - 1, 0);
    }
    return run.last;
  }

  /**
   * Whether the surface lies between the eye and a point.
   *
   * @param {number[]} eye
   * @param {number} x
   * @param {number} y
   * @param {number} z
   */
  hides(eye, x, y, z) {
    const { landscape } = this.host.data;
    const [low, high] = this.range;
    const tolerance = 0.015 * (high - low);
    for (let k = 1; k <= MARCH; k += 1) {
      const s = (k / MARCH) ** 1.5;
      const h = z + (eye[2] - z) * s;
      if (h > high) return false;
      const ground = gridValue(landscape, x + (eye[0] - x) * s, y + (eye[1] - y) * s, this.heights);
      if (Number.isNaN(ground)) return false;
      if (ground > h + tolerance) return true;
    }
    return false;
  }

  /**
   * What moves with the camera only: whole paths faintly, minima, start.
   *
   * @param {Project} project
   */
  redrawStill(project) {
    const { theme, data } = this.host;
    const context = freshContext(this.still, this.plot.clientWidth, this.plot.clientHeight);
    const point = new Float64Array(2);
    /** @type {(draw: typeof drawRing | typeof drawStar, x: number, y: number, height: number, radius: number) => void} */
    const mark = (draw, x, y, height, radius) => {
      if (Number.isNaN(gridValue(data.landscape, x, y))) return;
      project(x, y, this.drawn(height), point, 0);
      draw(context, point[0], point[1], theme, { radius });
    };
    const runs = this.host.visibleRuns();
    for (const run of runs) {
      const { line, last } = this.paths[run.index];
      const style = pathStyle(theme, run, runs);
      strokePath(context, linePath(line, 0, last), style, theme, { width: 1.1, alpha: 0.28, halo: 0 });
    }
    for (const [x, y, f, kind] of data.landscape.minima) {
      if (kind === "global") mark(drawStar, x, y, heightOf(data.landscape.scale, f), 6);
    }
    if (runs.length) mark(drawRing, ...data.start, runs[0].height[0], 5);
  }

  render() {
    const { theme, t } = this.host;
    const context = freshContext(this.moving, this.plot.clientWidth, this.plot.clientHeight);
    const runs = this.host.visibleRuns();
    for (const run of runs) this.renderTrail(context, run, pathStyle(theme, run, runs));
    for (const run of runs) {
      const { line, last } = this.paths[run.index];
      const k = Math.min(t, last);
      const left = t > last && last < run.last; // over the edge of the surface, and not there any more
      if (!left) drawHead(context, line.pixels[2 * k], line.pixels[2 * k + 1], pathStyle(theme, run, runs), theme, 4.5);
    }
  }

  /**
   * Piece by piece: what the surface hides is faint and dotted, and a phase has its colour.
   *
   * @param {Context} context
   * @param {Run} run
   * @param {import("../draw/lines.js").Style} own
   */
  renderTrail(context, run, own) {
    const { theme, t } = this.host;
    const { line, hidden, last } = this.paths[run.index];
    const to = Math.min(t, last);
    const same = (/** @type {number} */ k, /** @type {number} */ from) =>
      hidden[k] === hidden[from + 1] && phaseAt(run, k) === phaseAt(run, from);
    for (let from = 0; from < to; ) {
      let k = from + 1;
      while (k < to && same(k, from)) k += 1;
      const kind = phaseAt(run, from);
      const style = kind ? { ...own, ...phaseStyle(theme, kind) } : own;
      const path = linePath(line, from, k);
      if (hidden[from + 1])
        strokePath(context, path, style.bare ? style : { ...style, dash: [2, 4] }, theme, {
          width: 1.6,
          alpha: 0.4,
          halo: 0,
        });
      else strokePath(context, path, style, theme);
      from = k;
    }
  }

  toggleScale() {
    this.host.look({ height: this.isLinear ? "log" : "linear" });
    this.draw();
  }

  destroy() {
    if (this.built) this.host.Plotly.purge(this.plot);
  }
}

/** @param {number} value */
function round(value) {
  return Number(value.toFixed(3));
}

function hasWebGL() {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("webgl2") ?? canvas.getContext("webgl");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return Boolean(context);
}
