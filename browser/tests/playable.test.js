import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Playable, playKeys } from "../js/page/playable.js";

/** @type {((now: number) => void)[]} */
let due = [];
globalThis.requestAnimationFrame = (call) => due.push(call);
globalThis.cancelAnimationFrame = () => {
  due = [];
};
beforeEach(() => {
  due = [];
});

class Film extends Playable(Object) {
  steps_ = 10;
  said = 0;

  get steps() {
    return this.steps_;
  }

  say() {
    this.said += 1;
  }
}

/** @param {number[]} times of the frames, in milliseconds */
function frames(...times) {
  for (const time of times) {
    const calls = due;
    due = [];
    for (const call of calls) call(time);
  }
}

test("it plays thirty steps a second, however long the frames take", () => {
  const film = new Film();
  film.start();
  frames(0, 50, 100); // 1.5 steps each
  assert.equal(film.t, 3);
  frames(101, 102);
  assert.equal(film.t, 3);
  film.setSpeed(2);
  frames(152);
  assert.equal(film.t, 6);
});

test("a frame that took long counts as a tenth of a second", () => {
  const film = new Film();
  film.start();
  frames(0, 60_000);
  assert.equal(film.t, 3);
});

test("it stops at the end and says where it is; played again, it begins anew", () => {
  const film = new Film();
  film.seek(9);
  film.act("play");
  frames(0, 100);
  assert.deepEqual([film.t, film.playing, film.said, due.length], [10, false, 2, 0]);
  film.act("play");
  assert.equal(film.t, 0);
});

test("a loop goes on from the start", () => {
  const film = new Film();
  film.loop = true;
  film.seek(9);
  film.start();
  frames(0, 100);
  assert.deepEqual([film.t, film.playing], [0, true]);
});

test("nothing leaves the steps there are", () => {
  const film = new Film();
  film.act("back");
  assert.equal(film.t, 0);
  film.act("forward", 25);
  assert.equal(film.t, 10);
  film.act("first");
  film.act("forward");
  assert.equal(film.t, 1);
  film.act("last");
  assert.equal(film.t, 10);
  film.steps_ = 0;
  film.seek(5);
  assert.equal(film.t, 0);
});

test("a step by hand ends the playing", () => {
  const film = new Film();
  film.start();
  film.act("forward");
  assert.deepEqual([film.playing, film.t, due.length], [false, 1, 0]);
});

test("the keys step, with shift by ten", () => {
  const film = Object.assign(new Film(), { fullscreen() {} });
  const press = (/** @type {string} */ key, shiftKey = false) =>
    playKeys(film, /** @type {KeyboardEvent} */ ({ shiftKey }))[key]();
  press("ArrowRight");
  assert.equal(film.t, 1);
  press("End");
  press("ArrowLeft", true);
  assert.equal(film.t, 0);
  press(" ");
  assert.ok(film.playing);
});
