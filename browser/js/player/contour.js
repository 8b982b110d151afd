// The contour panel: Plotly draws the landscape and the axes, two canvases what lies on them.

import { clipTo, freshContext, makeCanvas } from "../draw/canvas.js";
import { inside, makeFrame } from "../draw/frame.js";
import { axisValues, gridValue, rows } from "../draw/grid.js";
import { paintLevels } from "../draw/levels.js";
import { drawArrow, linePath, makeLine, strokePath } from "../draw/lines.js";
import { drawEllipse, drawHead, drawKinks, drawLandmarks, drawMarker, drawRing } from "../draw/marks.js";
import { listenForPresses, pixelIn } from "../draw/press.js";
import { extent, heightOf, lossOf } from "../draw/scale.js";
import { drawnInOrder, pathStyle, phaseStyle, runStyle } from "../draw/theme.js";
import { heightTicks } from "../draw/ticks.js";
import { formatShort } from "../page/format.js";
import { changeInWords, phaseKinds } from "./data.js";
import { drawPlot } from "./draw.js";
import { MOVED } from "./live.js";
import { sample } from "./rows.js";

const LEVELS = 16;
const SETTLED = 250; // milliseconds
const PARTS = 20000; // of an axis: a zoom is good to one of them
const STOPS = 200; // of the start across the picture, by keys
const QUIET = 400; // milliseconds without a key after which it is left there
/** @type {Record<string, [right: number, up: number] | undefined>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const CLICK = 3; // pixels between press and release that still count as a click
const SIDEBAR_COVERS = 768; // pixels of width below which Streamlit lays its sidebar over the page
const NEAR = 8; // pixels from a mark at which the pointer is on it
const LONGEST_ARROW = 110;
const FADED = 0.2; // of a path that is not known while a hand moves
const ELLIPSE = 36; // pixels from its centre to its farthest point

/** @typedef {CanvasRenderingContext2D} Context */
/** @typedef {import("../draw/frame.js").Frame} Frame */
/** @typedef {import("../draw/lines.js").Line} Line */
/** @typedef {import("../types.js").Axes} Axes */
/** @typedef {import("../types.js").Pair} Pair */
/** @typedef {import("../types.js").Run} Run */

export class ContourPanel {
  /**
   * @param {import("../types.js").Host} host
   * @param {HTMLElement} element
   * @param {Record<"move" | "drop" | "choose", (start: Pair) => void>} hand told where the start is held,
   *   where it is put, and where it is to be at once
   */
  constructor(host, element, hand) {
    this.host = host;
    this.element = element;
    this.hand = hand;
    this.plot = /** @type {import("./plotly.js").Plot} */ (child(element, "dl-plot"));
    this.ground = makeCanvas(element, "ground");
    this.moves = false; // whether a hand moves the ground
    this.still = makeCanvas(element, "still");
    this.moving = makeCanvas(element, "moving");
    this.handle = child(element, "dl-start");
    this.handle.title = "Start: drag it, or click anywhere";
    this.handle.tabIndex = 0;
    this.handle.setAttribute("role", "application");
    this.handle.setAttribute("aria-roledescription", "point");
    this.readout = child(element, "dl-readout");
    this.key = child(element, "dl-key"); // to the colours of phases
    this.shown = ""; // the ground that is drawn
    /** @type {import("../types.js").Comparison | null} */
    this.made = null; // the data whose lines are made
    /** @type {Line[]} */
    this.lines = [];
    /** @type {(Line | undefined)[]} */
    this.averages = [];
    /** @type {Pair | null} */
    this.dragged = null; // where the start is held
    this.putting = 0; // the moment in which it is left where keys have moved it
    this.listening = false;
    this.deaf = this.listen();
  }

  isCurrent() {
    return this.shown === this.host.ground;
  }

  // Draws the landscape, on the axes the reader has chosen in this scene.
  async draw() {
    const { data, theme, Plotly } = this.host;
    const box = this.element.getBoundingClientRect();
    if (!box.width) return;
    const { width, height } = box;
    this.shown = this.host.ground;
    const there = await drawPlot(
      Plotly,
      this.plot,
      [this.trace(data.landscape, theme, width)],
      this.layout(data, theme, width, height),
      {
        displayModeBar: false,
        doubleClick: false,
        scrollZoom: false,
        responsive: false,
      },
    );
    if (!there) return;
    if (!this.listening) {
      this.listening = true;
      this.plot.on("plotly_relayouting", () => this.redraw());
      this.plot.on("plotly_relayout", () => {
        const frame = this.frame();
        if (!frame) return;
        this.host.look({ zoom: this.zoomOf(frame.window) }, SETTLED);
        this.redraw();
      });
    }
    this.redraw();
  }

  /**
   * @param {import("../types.js").Landscape} landscape
   * @param {import("../draw/theme.js").Theme} theme
   * @param {number} width
   */
  trace(landscape, theme, width) {
    const range = extent(landscape.height);
    const step = (range[1] - range[0]) / LEVELS || 1;
    const ticks = heightTicks(landscape.scale, range, 6);
    return {
      type: "contour",
      x: axisValues(landscape.window[0], landscape.grid),
      y: axisValues(landscape.window[1], landscape.grid),
      z: rows(landscape.height, landscape.grid),
      zmin: range[0],
      zmax: range[1],
      autocontour: false,
      contours: { start: range[0] + step, end: range[1] - step / 2, size: step },
      colorscale: theme.ramp,
      line: { width: 0.7, color: theme.line },
      hoverinfo: "skip",
      showscale: width > 420,
      colorbar: {
        thickness: 8,
        len: 1,
        outlinewidth: 0,
        x: 1.01,
        xpad: 0,
        ypad: 0,
        tickvals: ticks.map((f) => heightOf(landscape.scale, f)),
        ticktext: ticks.map((f) => formatShort(f, 2)),
        tickfont: { size: 10.5, color: theme.text },
        ticklen: 2,
        tickcolor: theme.text,
      },
    };
  }

  /**
   * @param {import("../types.js").Comparison} data
   * @param {import("../draw/theme.js").Theme} theme
   * @param {number} width
   * @param {number} height
   */
  layout(data, theme, width, height) {
    const axis = {
      color: theme.text,
      showgrid: false,
      zeroline: false,
      ticks: "outside",
      ticklen: 3,
      tickfont: { size: 11 },
      nticks: width > 420 ? 9 : 6,
      exponentformat: "e",
    };
    const { zoom } = this.host.looks;
    const ranges = zoom ? [zoom.slice(0, 2), zoom.slice(2)] : data.landscape.view;
    const [x, y] = ranges.map((range) => [...range]); // copies: Plotly changes ranges in place
    return {
      width,
      height,
      uirevision: this.host.scene,
      dragmode: this.host.touch ? false : "pan",
      margin: { l: 38, r: width > 420 ? 46 : 8, t: 8, b: 24 },
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      font: { family: theme.font, color: theme.text },
      xaxis: { ...axis, range: x, fixedrange: this.host.touch },
      yaxis: { ...axis, range: y, fixedrange: this.host.touch },
      showlegend: false,
    };
  }

  // The axes box in pixels and the map from data to pixels and back.
  frame() {
    const { xaxis, yaxis } = this.plot._fullLayout ?? {};
    if (!xaxis || !yaxis) return null;
    const [left, top, width, height] = [xaxis._offset, yaxis._offset, xaxis._length, yaxis._length];
    return makeFrame({ left, top, width, height }, [xaxis.range, yaxis.range]);
  }

  // What changes with zoom, data or theme: faint paths, marks; then the moving part.
  redraw() {
    const frame = this.frame();
    if (!frame) return;
    const { data, theme } = this.host;
    this.made = data;
    this.renderGround(frame);
    this.lines = data.runs.map((run) => lineOn(frame, run.position, run.last + 1));
    this.averages = data.runs.map(({ overlays, last }) => {
      return overlays.average && lineOn(frame, overlays.average, last);
    });
    const context = freshContext(this.still, this.plot.clientWidth, this.plot.clientHeight);
    clipTo(context, frame);
    const shown = this.host.visibleRuns();
    if (this.key.hasChildNodes()) this.key.replaceChildren();
    for (const kind of phaseKinds(shown)) {
      const entry = child(this.key, "dl-key-entry");
      entry.append(sample(phaseStyle(theme, kind)), kind);
    }
    for (const run of shown) {
      if (data.live !== undefined && run.fades !== "path" && this.host.t >= run.last) continue; // all of it is on top
      const style = pathStyle(theme, run, shown);
      const alpha = run.fades === "path" ? FADED : 0.4;
      this.renderPath(context, run, run.last, style, { width: 1.4, alpha, halo: 0 });
    }
    drawLandmarks(context, frame, data.landscape, theme);
    const [x, y] = data.start;
    drawRing(context, frame.x(x), frame.y(y), theme);
    this.handle.style.transform = `translate(${frame.x(x)}px, ${frame.y(y)}px)`;
    this.handle.hidden = !inside(frame, frame.x(x), frame.y(y));
    this.handle.setAttribute("aria-label", `Start, x ${formatShort(x)}, y ${formatShort(y)}: arrow keys move it`);
    context.restore();
    this.render();
  }

  /**
   * The landscape while a hand moves it; it lies over Plotly's until that is drawn anew.
   *
   * @param {Frame} frame
   */
  renderGround(frame) {
    const { data, theme } = this.host;
    const moves = data.landscape.id === MOVED;
    if (!moves && !this.moves) return;
    this.moves = moves;
    const context = freshContext(this.ground, this.plot.clientWidth, this.plot.clientHeight);
    if (!moves) return;
    clipTo(context, frame);
    paintLevels(context, frame, data.landscape, LEVELS, theme);
    context.restore();
  }

  // What changes with the frame: trails, arrows, heads.
  render() {
    const frame = this.frame();
    if (!frame) return;
    const { theme } = this.host;
    const context = freshContext(this.moving, this.plot.clientWidth, this.plot.clientHeight);
    clipTo(context, frame);
    const runs = this.host.visibleRuns().filter(({ fades }) => fades !== "path");
    for (const run of drawnInOrder(runs)) {
      this.renderPath(context, run, Math.min(this.host.t, run.last), pathStyle(theme, run, runs));
    }
    for (const run of runs) {
      drawKinks(context, this.lines[run.index], run, pathStyle(theme, run, runs), theme);
    }
    for (const run of runs) this.renderOverlays(context, frame, run);
    for (const run of runs) {
      const k = Math.min(this.host.t, run.last);
      const { pixels } = this.lines[run.index];
      drawHead(context, pixels[2 * k], pixels[2 * k + 1], pathStyle(theme, run, runs), theme);
    }
    context.restore();
  }

  /**
   * A run up to a step; where it is to show what its rate did, each phase in its colour.
   *
   * @param {Context} context
   * @param {Run} run
   * @param {number} to
   * @param {import("../draw/lines.js").Style} style
   * @param {import("../draw/lines.js").Pen} [pen]
   */
  renderPath(context, run, to, style, pen) {
    const { theme } = this.host;
    const line = this.lines[run.index];
    strokePath(context, linePath(line, 0, to), style, theme, pen);
    for (const [kind, begin, end] of run.phases ?? []) {
      const [from, until] = [Math.ceil(begin), Math.min(Math.ceil(end), to)];
      const own = { ...style, ...phaseStyle(theme, kind), bare: true };
      if (from < until) strokePath(context, linePath(line, from, until), own, theme, pen);
    }
  }

  /**
   * Arrows are steps on the landscape, drawn to scale; a longer one than fits is dashed and cut.
   *
   * @param {Context} context
   * @param {Frame} frame
   * @param {Run} run
   */
  renderOverlays(context, frame, run) {
    const { theme, t } = this.host;
    const {
      gradient,
      velocity,
      look_ahead: lookAhead,
      effective_lr: ellipse,
      average,
      base_point: base,
    } = run.overlays;
    const style = runStyle(theme, run.index);
    /** @type {(values: Float32Array, k: number, from: Pair, colour: string) => void} */
    const arrow = (values, k, [x, y], colour) => {
      /** @type {Pair} */
      const tip = [frame.x(x + values[2 * k]), frame.y(y + values[2 * k + 1])];
      drawArrow(context, [frame.x(x), frame.y(y)], tip, { colour, dash: [] }, theme, {
        width: 2,
        longest: LONGEST_ARROW,
      });
    };
    if (t > run.last) return;
    /** @type {Pair} */
    const here = [run.position[2 * t], run.position[2 * t + 1]];
    // Another point than the one drawn, tied to it by a dashed line.
    /** @type {(values: Float32Array, k: number, shape: "square" | "triangle" | "diamond") => void} */
    const tied = (values, k, shape) => {
      const [x, y] = [frame.x(values[2 * k]), frame.y(values[2 * k + 1])];
      const path = new Path2D();
      path.moveTo(frame.x(here[0]), frame.y(here[1]));
      path.lineTo(x, y);
      strokePath(context, path, { colour: style.colour, dash: [3, 3] }, theme, { width: 1.5 });
      drawMarker(context, x, y, shape, style, theme);
    };
    const moves = run.position.length / 2 - 1;
    if (ellipse && t < moves) {
      this.renderEllipse(context, frame, here, [ellipse[2 * t], ellipse[2 * t + 1]], style);
    }
    if (velocity && t > 0) arrow(velocity, t - 1, here, style.colour);
    const line = this.averages[run.index];
    if (average && line && t > 0) {
      const trail = linePath(line, 0, t - 1);
      strokePath(context, trail, { colour: style.colour, dash: [1, 4] }, theme, { width: 2 });
      tied(average, t - 1, "square");
    }
    if (base && t > 0) tied(base, t - 1, "triangle");
    let foot = here;
    if (lookAhead && t < moves) {
      foot = [lookAhead[2 * t], lookAhead[2 * t + 1]];
      tied(lookAhead, t, "diamond");
    }
    if (gradient && t < moves) arrow(gradient, t, foot, theme.text);
  }

  /**
   * A size per coordinate, as an ellipse of a fixed size: only its shape is to scale.
   *
   * @param {Context} context
   * @param {Frame} frame
   * @param {Pair} centre
   * @param {Pair} sizes
   * @param {import("../draw/lines.js").Style} style
   */
  renderEllipse(context, frame, [x, y], [sizeX, sizeY], style) {
    const [rx, ry] = [frame.x(x + sizeX) - frame.x(x), frame.y(y) - frame.y(y + sizeY)];
    const scale = ELLIPSE / Math.max(rx, ry);
    drawEllipse(context, frame.x(x), frame.y(y), rx * scale, ry * scale, style, this.host.theme);
  }

  /**
   * The axes to a twenty-thousandth of their length; null: the whole view.
   *
   * @param {Axes} axes
   * @returns {import("../types.js").Looks["zoom"]}
   */
  zoomOf(axes) {
    const { view } = this.host.data.landscape;
    const [x, y] = axes.map((range) => range.map((value) => roundOn(range, PARTS, value)));
    const whole = [...x, ...y].every((value, k) => value === roundOn(axes[k >> 1], PARTS, view.flat()[k]));
    return whole ? null : [x[0], x[1], y[0], y[1]];
  }

  /**
   * @param {number} factor
   * @param {Pair} [at] the pixel that stays where it is; the middle
   */
  zoom(factor, at) {
    const frame = this.frame();
    if (!frame) return;
    const [px, py] = at ?? [frame.left + frame.width / 2, frame.top + frame.height / 2];
    const [cx, cy] = [frame.toX(px), frame.toY(py)];
    /** @type {(range: Pair, centre: number) => Pair} */
    const scaled = ([low, high], centre) => [centre + (low - centre) * factor, centre + (high - centre) * factor];
    this.show([scaled(frame.window[0], cx), scaled(frame.window[1], cy)]);
  }

  /** @param {Axes} axes */
  show([x, y]) {
    this.host.Plotly.relayout(this.plot, { "xaxis.range": x, "yaxis.range": y });
  }

  resetView() {
    this.show(this.host.data.landscape.view);
  }

  // All visible paths, the start and the margins around them; what diverged only as far as it is near.
  fitPaths() {
    const { data } = this.host;
    const [vx, vy] = data.landscape.view;
    /** @type {(axis: number, view: Pair) => Pair} */
    const range = (axis, [low, high]) => {
      const reach = 10 * (high - low);
      const values = [data.start[axis]];
      for (const run of this.host.visibleRuns()) {
        for (let k = 0; k <= run.last; k += 1) {
          const v = run.position[2 * k + axis];
          if (v > low - reach && v < high + reach) values.push(v);
        }
      }
      const [a, b] = extent(values);
      const margin = 0.08 * (b - a) || 0.05 * (high - low);
      return [a - margin, b + margin];
    };
    this.show([range(0, vx), range(1, vy)]);
  }

  /** Gives what ends the listening to presses. */
  listen() {
    const { element } = this;
    const counts = (/** @type {PointerEvent} */ { target }) =>
      !(target instanceof Element && target.closest("button")) && !besideSidebar();
    /** @type {(kind: import("../draw/press.js").Kind, at: Pair) => void} */
    const ended = (kind, at) => {
      if (kind === "click" && !this.dragged) this.clicked(at);
    };
    element.addEventListener("pointermove", (event) => this.hover(event));
    element.addEventListener("pointerleave", () => {
      this.readout.textContent = "";
    });
    element.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey && !event.metaKey && !document.fullscreenElement) return;
        event.preventDefault();
        this.zoom(Math.exp(Math.sign(event.deltaY) * 0.2), pixelIn(element, event));
      },
      { passive: false },
    );
    this.handle.addEventListener("pointerdown", (event) => this.drag(event));
    this.handle.addEventListener("keydown", (event) => this.nudge(event));
    this.handle.addEventListener("blur", () => this.put());
    return listenForPresses(element, ended, { slack: CLICK, counts });
  }

  /** @param {Pair} pixel */
  clicked([px, py]) {
    const frame = this.frame();
    if (frame && inside(frame, px, py)) this.hand.choose(rounded(frame, frame.toX(px), frame.toY(py)));
  }

  /** @param {PointerEvent} event */
  drag(event) {
    event.preventDefault();
    event.stopPropagation();
    this.handle.setPointerCapture(event.pointerId);
    const move = (/** @type {PointerEvent} */ e) => {
      const frame = this.frame();
      if (!frame) return;
      const [px, py] = pixelIn(this.element, e);
      this.dragged = rounded(frame, frame.toX(px), frame.toY(py));
      this.hand.move(this.dragged);
    };
    const drop = () => {
      this.handle.removeEventListener("pointermove", move);
      this.handle.removeEventListener("pointerup", drop);
      this.handle.removeEventListener("pointercancel", drop);
      if (this.dragged) this.hand.drop(this.dragged);
      this.dragged = null;
    };
    this.handle.addEventListener("pointermove", move);
    this.handle.addEventListener("pointerup", drop);
    this.handle.addEventListener("pointercancel", drop);
  }

  /**
   * An arrow key moves the start by a two-hundredth of the picture, with Shift by ten of them.
   *
   * @param {KeyboardEvent} event
   */
  nudge(event) {
    const [right, up] = ARROWS[event.key] ?? [0, 0];
    const frame = this.frame();
    if (!frame || !(right || up) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const pixels = (event.shiftKey ? 10 : 1) / STOPS;
    const [x, y] = this.dragged ?? this.host.data.start;
    const at = (/** @type {number} */ place, /** @type {number} */ most) => Math.max(0, Math.min(most, place));
    const px = at(frame.x(x) - frame.left + right * pixels * frame.width, frame.width) + frame.left;
    const py = at(frame.y(y) - frame.top - up * pixels * frame.height, frame.height) + frame.top;
    this.dragged = rounded(frame, frame.toX(px), frame.toY(py));
    this.hand.move(this.dragged);
    clearTimeout(this.putting);
    this.putting = window.setTimeout(() => this.put(), QUIET);
  }

  /** Leaves the start where keys have moved it. */
  put() {
    clearTimeout(this.putting);
    if (this.dragged && !this.handle.matches(":active")) this.hand.drop(this.dragged);
    this.dragged = null;
  }

  /** @param {PointerEvent} event */
  hover(event) {
    const frame = this.frame();
    const [px, py] = pixelIn(this.element, event);
    if (!frame || event.pointerType === "touch" || !inside(frame, px, py)) {
      this.readout.textContent = "";
      return;
    }
    const { landscape } = this.host.data;
    const [x, y] = [frame.toX(px), frame.toY(py)];
    const f = lossOf(landscape.scale, gridValue(landscape, x, y));
    const numbers = `x ${formatShort(x)}   y ${formatShort(y)}   f ≈ ${formatShort(f)}`;
    this.readout.textContent = [numbers, this.markAt(frame, px, py)].filter(Boolean).join("   ");
  }

  /**
   * What the mark nearest to a pixel is called, if there is one near.
   *
   * @param {Frame} frame
   * @param {number} px
   * @param {number} py
   */
  markAt(frame, px, py) {
    const { landscape, start } = this.host.data;
    const kinks = this.host
      .visibleRuns()
      .flatMap(({ label, changes, position }) =>
        changes.map((change) => ({ name: `${label}, ${changeInWords(change)}`, at: change[0], position })),
      );
    /** @type {(name: string, x: number, y: number) => { name: string, far: number }} */
    const mark = (name, x, y) => ({ name, far: Math.hypot(frame.x(x) - px, frame.y(y) - py) });
    const marks = [
      ...landscape.minima.map(([x, y, , kind]) => mark(`${kind} minimum`, x, y)),
      ...landscape.saddles.map(([x, y]) => mark("saddle", x, y)),
      mark("start", ...start),
      ...kinks.map(({ name, at, position }) => mark(name, position[2 * at], position[2 * at + 1])),
    ];
    const nearest = marks.reduce((a, b) => (b.far <= a.far ? b : a));
    return nearest.far <= NEAR ? nearest.name : "";
  }

  destroy() {
    clearTimeout(this.putting);
    this.deaf();
    this.host.Plotly?.purge(this.plot);
  }
}

// On a phone the open sidebar lies over the page, and a tap beside it closes it: no more than that.
function besideSidebar() {
  const sidebar = document.querySelector("[data-testid=stSidebar]");
  return innerWidth < SIDEBAR_COVERS && (sidebar?.getBoundingClientRect().right ?? 0) > 0;
}

/**
 * @param {Element} parent
 * @param {string} className
 */
function child(parent, className) {
  const element = document.createElement("div");
  element.className = className;
  parent.append(element);
  return element;
}

/**
 * The line through the first points [x0, y0, x1, y1 ...] of the landscape.
 *
 * @param {Frame} frame
 * @param {Float32Array | Float64Array} points
 * @param {number} count
 */
function lineOn(frame, points, count) {
  const pixels = new Float64Array(2 * count);
  for (let k = 0; k < count; k += 1) {
    pixels[2 * k] = frame.x(points[2 * k]);
    pixels[2 * k + 1] = frame.y(points[2 * k + 1]);
  }
  return makeLine(pixels);
}

/**
 * A point read off the screen is good to a pixel: no more digits than that.
 *
 * @param {Frame} frame
 * @param {number} x
 * @param {number} y
 * @returns {Pair}
 */
function rounded({ window: [alongX, alongY], width, height }, x, y) {
  return [roundOn(alongX, width, x), roundOn(alongY, height, y)];
}

/**
 * @param {Pair} range
 * @param {number} parts into which it is divided
 * @param {number} value with no more digits than that needs
 */
function roundOn([low, high], parts, value) {
  const digits = Math.ceil(-Math.log10((high - low) / parts));
  return Number(value.toFixed(Math.max(0, Math.min(digits, 100))));
}
