import assert from "node:assert/strict";
import test from "node:test";
import { Outbox } from "../js/page/outbox.js";

/** An outbox of a page that is busy or not, and what was sent. */
function opened() {
  const page = { busy: false };
  /** @type {unknown[]} */
  const sent = [];
  const box = new Outbox(
    (name, value) => sent.push([name, value]),
    () => page.busy,
  );
  return { page, sent, box };
}

const pause = (/** @type {number} */ milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test("a page at rest is told at once", () => {
  const { box, sent } = opened();
  box.send("travel", "undo");
  assert.deepEqual(sent, [["travel", "undo"]]);
  box.close();
});

test("a busy page is told later, in order, and of what is so only the last", async () => {
  const { page, box, sent } = opened();
  page.busy = true;
  box.send("looks", { count: 1 });
  box.send("travel", "undo");
  box.send("looks", { count: 2 });
  box.send("travel", "undo");
  await pause(100);
  assert.deepEqual(sent, []);
  page.busy = false;
  await pause(300);
  assert.deepEqual(sent, [
    ["travel", "undo"],
    ["looks", { count: 2 }],
    ["travel", "undo"],
  ]);
});

test("two messages never come at once", async () => {
  const { box, sent } = opened();
  box.send("travel", "undo");
  box.send("travel", "undo");
  assert.equal(sent.length, 1);
  await pause(120);
  assert.equal(sent.length, 2);
});

test("a closed box sends nothing", async () => {
  const { page, box, sent } = opened();
  page.busy = true;
  box.send("travel", "undo");
  box.close();
  page.busy = false;
  await pause(100);
  assert.deepEqual(sent, []);
});
