// From a pixel of a chart to a step, and where the values of that step are written.
import assert from "node:assert/strict";
import { test } from "node:test";
import { stepAt } from "../js/draw/frame.js";
import { beside } from "../js/player/pointing.js";

test("the step at a pixel is the nearest one, and never beyond the ends", () => {
  const box = { left: 50, width: 300 };
  const steps = [50, 52, 54.9, 55.1, 200, 350].map((px) => stepAt(box, px, 30));
  assert.deepEqual(steps, [0, 0, 0, 1, 15, 30]);
  assert.deepEqual([stepAt(box, -80, 30), stepAt(box, 999, 30)], [0, 30]);
});

test("the values stand on the right of the line, on its left at the end", () => {
  assert.equal(beside(100, 100, 60, [0, 400]), 108);
  assert.equal(beside(380, 380, 60, [0, 400]), 312);
});

test("the values cover neither the pointer's line nor that of the shown step", () => {
  for (let here = 0; here <= 400; here += 7) {
    for (let shown = 0; shown <= 400; shown += 7) {
      const at = beside(here, shown, 100, [0, 400]);
      for (const line of [here, shown]) assert.ok(line < at || line > at + 100, `${here} ${shown}`);
      assert.ok(at >= 0 && at + 100 <= 400, `${here} ${shown}`);
    }
  }
});

test("where there is no room they stand on the right all the same, in whole if they can", () => {
  assert.equal(beside(100, 100, 900, [0, 400]), 108);
  assert.equal(beside(200, 180, 250, [0, 400]), 150);
});
