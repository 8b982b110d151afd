import assert from "node:assert/strict";
import { test } from "node:test";
import { fitted, makeFrame } from "../js/draw/frame.js";
import { axisValues, gridValue, refined } from "../js/draw/grid.js";
import { heightsOver, levelsBetween, lineStep } from "../js/draw/ground.js";
import { strokePath } from "../js/draw/lines.js";
import { axesBetween, between, eased, pathUpTo, valueAt } from "../js/draw/motion.js";
import { kindOfPress } from "../js/draw/press.js";
import { heightOf, lossOf } from "../js/draw/scale.js";
import { pathStyle, runStyle } from "../js/draw/theme.js";
import { evenTicks, logTicks } from "../js/draw/ticks.js";

/** @param {(x: number, y: number) => number} f */
function sampled(f, grid = 9) {
  /** @type {import("../js/draw/frame.js").Axes} */
  const window = [
    [-2, 2],
    [-1, 3],
  ];
  const [xs, ys] = window.map((range) => [...axisValues(range, grid)]);
  const height = Float32Array.from(ys.flatMap((y) => xs.map((x) => f(x, y))));
  return { window, grid, height };
}

test("a window is widened, never cut, until both axes have one scale", () => {
  for (const size of [
    { width: 600, height: 200 },
    { width: 200, height: 600 },
  ]) {
    const [[x0, x1], [y0, y1]] = fitted(
      [
        [0, 2],
        [1, 3],
      ],
      size,
    );
    assert.equal((x0 + x1) / 2, 1);
    assert.equal((y0 + y1) / 2, 2);
    assert.ok(x1 - x0 >= 2 && y1 - y0 >= 2);
    assert.ok(Math.abs(size.width / (x1 - x0) - size.height / (y1 - y0)) < 1e-9);
  }
});

test("a frame maps both ways, with y upwards", () => {
  const frame = makeFrame({ left: 10, top: 20, width: 100, height: 50 }, [
    [-1, 1],
    [0, 5],
  ]);
  assert.deepEqual([frame.x(-1), frame.x(1), frame.y(0), frame.y(5)], [10, 110, 70, 20]);
  assert.deepEqual([frame.toX(frame.x(0.25)), frame.toY(frame.y(1.5))], [0.25, 1.5]);
});

test("ticks are round, inside, and no closer than asked", () => {
  assert.deepEqual(evenTicks(-1, 1, 0.4), [-1, -0.5, 0, 0.5, 1]);
  assert.deepEqual(evenTicks(0.05, 0.35, 0.1), [0.1, 0.2, 0.3]);
  assert.deepEqual(evenTicks(0.41, 0.49, 0.3), []);
});

test("a logarithmic axis has powers of ten, or even steps where they are few", () => {
  assert.deepEqual(logTicks([-2, 2], 5).tickvals, [0.01, 0.1, 1, 10, 100]);
  assert.deepEqual(logTicks([0, Math.log10(1.5)], 6).ticktext, ["1", "1.1", "1.2", "1.3", "1.4", "1.5"]);
});

test("refined heights give a parabola back, to the edge", () => {
  const f = (/** @type {number} */ x, /** @type {number} */ y) => 3 * x * x - x * y + 2 * y * y - y + 1;
  const [xs, ys] = [Float64Array.of(-2, -1.83, 0.1, 1.99, 2), Float64Array.of(-1, -0.9, 1.2345, 3)];
  refined(sampled(f), xs, ys).forEach((height, k) => {
    assert.ok(Math.abs(height - f(xs[k % 5], ys[Math.floor(k / 5)])) < 1e-5);
  });
});

test("the floor of a narrow ravine across the grid is even", () => {
  /** @type {import("../js/draw/scale.js").Scale} */
  const scale = { kind: "log", lowest: 0, floor: 0.01, parabola: true };
  const f = (/** @type {number} */ x, /** @type {number} */ y) => 100 * (x + 0.3 * y) ** 2;
  const heights = { ...sampled((x, y) => heightOf(scale, f(x, y))), scale };
  for (const y of axisValues([-1, 3], 50)) {
    const [height] = heightsOver(heights, Float64Array.of(-0.3 * y), Float64Array.of(y));
    assert.ok(Math.abs(height - Math.log10(scale.floor)) < 0.05);
  }
});

test("beyond the grid its edge goes on, and a hole is as high as the highest", () => {
  const slope = refined(
    sampled((x) => x),
    Float64Array.of(-9, 9),
    Float64Array.of(0),
  );
  assert.deepEqual([...slope], [-2, 2]);
  const hole = sampled((x) => (x < -0.9 ? NaN : x));
  assert.equal(refined(hole, Float64Array.of(-2), Float64Array.of(0))[0], 2);
});

test("a value on the grid is between its neighbours; outside there is none", () => {
  const plane = sampled((x, y) => x + 10 * y);
  assert.ok(Math.abs(gridValue(plane, 0.3, 0.7) - 7.3) < 1e-6);
  assert.ok(Number.isNaN(gridValue(plane, 2.1, 0)));
});

test("heights go both ways", () => {
  /** @type {import("../js/draw/scale.js").Scale[]} */
  const scales = [
    { kind: "log", lowest: -3, floor: 0.1 },
    { kind: "signed", unit: 0.5 },
  ];
  for (const scale of scales) {
    for (const f of [-3, -1, 0, 2.5, 1e4]) {
      assert.ok(Math.abs(lossOf(scale, heightOf(scale, f)) - f) < 1e-9 * Math.max(1, Math.abs(f)));
    }
  }
});

test("a picture has about twelve lines, and a finer set holds the coarser one", () => {
  const coarse = levelsBetween(-1.7, 2.1, lineStep(-1.7, 2.1));
  assert.ok(coarse.length >= 9 && coarse.length <= 17);
  for (const wide of [1, 0.1, 0.01, 1e-4]) {
    const count = levelsBetween(1, 1 + wide, lineStep(1, 1 + wide)).length;
    assert.ok(count >= 8 && count <= 18, `${count} lines`);
  }
  const fine = new Set(levelsBetween(-1.7, 2.1, lineStep(-1.7, 2.1) / 4));
  assert.ok(coarse.every((level) => fine.has(level)));
});

test("flat ground has no lines", () => {
  assert.deepEqual(levelsBetween(1.1, 1.1, lineStep(1.1, 1.1)), []);
});

test("a press is a click within its slack, a swipe if far and level, else a drag", () => {
  assert.equal(kindOfPress(0, 0, 3), "click");
  assert.equal(kindOfPress(3, 0, 3), "click");
  assert.equal(kindOfPress(3, 3, 3), "drag");
  assert.equal(kindOfPress(-80, 20, 12), "swipe left");
  assert.equal(kindOfPress(80, -20, 12), "swipe right");
  assert.equal(kindOfPress(80, 60, 12), "drag");
});

test("what lies between", () => {
  assert.deepEqual(between([0, 1], [2, 5], 0.5), [1, 3]);
  assert.deepEqual(
    axesBetween(
      [
        [0, 1],
        [0, 1],
      ],
      [
        [2, 5],
        [4, 9],
      ],
      0.25,
    ),
    [
      [0.5, 2],
      [1, 3],
    ],
  );
  assert.deepEqual([eased(-1), eased(0), eased(0.5), eased(1), eased(2)], [0, 0, 0.5, 1, 1]);
  assert.equal(valueAt([0, 1, 2], [5, 7, 3], 1.5), 5);
  assert.equal(valueAt([0, 1, 2], [5, 7, 3], 2), 3);
});

test("a path grows to its own last point", () => {
  /** @type {[number, number][]} */
  const points = [
    [0, 0],
    [1, 0],
    [1, 2],
  ];
  assert.deepEqual(pathUpTo(points, 0).reached, [
    [0, 0],
    [0, 0],
  ]);
  assert.deepEqual(pathUpTo(points, 0.75), {
    reached: [
      [0, 0],
      [1, 0],
      [1, 1],
    ],
    whole: 1,
  });
  assert.deepEqual(pathUpTo(points, 1), { reached: points, whole: 2 });
});

test("between the dashes of a line what lies below is seen, if that is asked for", () => {
  const theme = /** @type {import("../js/draw/theme.js").Theme} */ ({ halo: "white" });
  const dashes = (/** @type {import("../js/draw/lines.js").Pen} */ pen) => {
    /** @type {number[][]} */
    const stroked = [];
    let dash = /** @type {number[]} */ ([]);
    const context = /** @type {CanvasRenderingContext2D} */ (
      /** @type {unknown} */ ({ setLineDash: (/** @type {number[]} */ to) => { dash = to; }, stroke: () => stroked.push(dash) }) // biome-ignore format: one line
    );
    strokePath(context, /** @type {Path2D} */ ({}), { colour: "red", dash: [6, 4] }, theme, pen);
    return stroked;
  };
  assert.deepEqual(dashes({}), [[], [6, 4]]); // the halo, the line
  assert.deepEqual(dashes({ gaps: true }), [[6, 4], [6, 4]]); // biome-ignore format: the halo, the line
  assert.deepEqual(dashes({ halo: 0 }), [[6, 4]]);
});

test("runs on one path take turns in its dashes, and their heads are rings around each other", () => {
  const theme = /** @type {import("../js/draw/theme.js").Theme} */ ({ runs: ["red", "blue", "green", "black"] });
  const runs = [null, null, { run: 1 }, { run: 1 }].map((same, index) => ({ index, same }));
  const styles = runs.map((run) => pathStyle(theme, run, runs));
  const plain = runs.map(({ index }) => runStyle(theme, index));
  assert.deepEqual(styles[0], { ...plain[0], ring: 0 });
  assert.deepEqual(styles[1], { ...plain[1], ring: 6 });
  assert.deepEqual(styles[2], { colour: "green", dash: [10, 20], offset: -0, bare: true, ring: 3 });
  assert.deepEqual(styles[3], { colour: "black", dash: [10, 20], offset: -10, bare: true, ring: 0 });
  const shown = [runs[0], runs[2]]; // the others are hidden: nothing lies below
  assert.deepEqual(pathStyle(theme, runs[2], shown), { ...plain[2], ring: 0 });
});
