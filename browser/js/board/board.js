// The boards of a lesson. mount(root, bytes, {emit}) returns what the page needs: update(bytes),
// retheme(), destroy(). It needs no library.
import css from "../../board.css";
import { unpack } from "../blob.js";
import { addStyle } from "../page/view.js";
import { Story } from "./story.js";
import { Walks } from "./walks.js";

/**
 * @param {HTMLElement} root
 * @param {Uint8Array} bytes what browser/board.py packs
 * @param {{ emit: (name: string, value: unknown) => void }} options
 */
export function mount(root, bytes, options) {
  addStyle("dl-board-style", css);
  const data = unpack(bytes);
  return data.beats ? new Story(root, data, options) : new Walks(root, data, options);
}
