// A lesson's board, the course, and pictures on their own. mount(root, bytes, {emit}) promises what the page needs:
// update(bytes), retheme(), destroy(). It needs no library.
import css from "../../board.css";
import { addStyle } from "../page/view.js";
import { Course } from "./course.js";
import { Curves } from "./curves.js";
import { Lesson } from "./lesson.js";
import { lessonOf, unpackCompressed } from "./load.js";

/** @typedef {{ emit: (name: string, value: unknown) => void }} Options */

/**
 * @param {HTMLElement} root
 * @param {Uint8Array} bytes what browser/board.py packs
 * @param {Options} options
 */
export async function mount(root, bytes, options) {
  addStyle("dl-board-style", css);
  const data = await unpackCompressed(bytes);
  const view = data.cards
    ? new Course(root, data, options)
    : data.panes
      ? new Curves(root, data, options)
      : new Lesson(root, await lessonOf(data), data, options);
  let turn = Promise.resolve(); // one after the other, so that the newest data come last
  return {
    /** @param {Uint8Array} next */
    update(next) {
      turn = turn.then(async () => view.update(await unpackCompressed(next)));
    },
    retheme: () => view.retheme(),
    destroy: () => view.destroy(),
  };
}
