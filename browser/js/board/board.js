// The boards of a lesson. mount(root, data, {emit}) returns what the page needs: update(data),
// retheme(), destroy(). It needs no library.
import css from "../../board.css";
import { addStyle } from "../page/view.js";
import { Story } from "./story.js";
import { Walks } from "./walks.js";

export function mount(root, data, options) {
  addStyle("dl-board-style", css);
  const board = data.beats ? new Story(root, options) : new Walks(root, options);
  board.update(data);
  return board;
}
