// The boards of a lesson. mount(root, data, {emit}) returns what the page needs: update(data),
// retheme(), destroy(). It needs no library.
import { Story } from "./story.js";
import { Walks } from "./walks.js";

export function mount(root, data, options) {
  if (!document.getElementById("dl-board-style")) {
    const style = document.createElement("style");
    style.id = "dl-board-style";
    style.textContent = CSS;
    document.head.append(style);
  }
  const board = data.beats ? new Story(root, options) : new Walks(root, options);
  board.update(data);
  return board;
}
