// The speaker notes in a window of their own: the teacher reads them, the room sees the story.
import { keyName } from "../page/help.js";
import { KEYS } from "./keys.js";
import { LETTERS, make, plain } from "./words.js";

const SIZE = "popup,width=560,height=640";
const FULL = "f"; // the key for full screen, which only the page itself may ask for
const BLOCKED = "The browser has blocked the window with the notes. Allow pop-ups for this page and try again.";

/** @typedef {import("./lesson.js").Lesson} Story */

export class NotesWindow {
  /** @param {Story} story */
  constructor(story) {
    this.story = story;
    /** @type {Window | null} */
    this.window = null;
    this.onLeave = () => this.close();
    window.addEventListener("pagehide", this.onLeave);
  }

  get isOpen() {
    return Boolean(this.window && !this.window.closed);
  }

  /** Opens the window; false if the browser did not allow it. */
  open() {
    this.window = window.open("", "", SIZE);
    if (!this.window) {
      this.story.toast(BLOCKED);
      return false;
    }
    this.window.addEventListener("keydown", (event) => event.key.toLowerCase() !== FULL && this.story.pressed(event));
    this.window.addEventListener("pagehide", () => {
      this.window = null;
      this.story.label();
    });
    const style = document.createElement("style");
    style.textContent = document.getElementById("dl-board-style")?.textContent ?? "";
    this.window.document.head.append(style);
    this.window.document.documentElement.lang = "en";
    this.show();
    return true;
  }

  close() {
    this.window?.close();
  }

  /** The beat as it is now. */
  show() {
    if (!this.window) return;
    const { story } = this;
    const { background, text, font, accent, dark } = story.theme;
    const { document } = this.window;
    const { beat, following } = story;
    document.title = `Notes: ${beat.title}`;
    document.documentElement.style.colorScheme = dark ? "dark" : "light";
    Object.assign(document.body.style, { background, color: text, fontFamily: font, accentColor: accent });
    document.body.className = "dl-bd-speaker";
    document.body.replaceChildren();
    const line = (/** @type {"p" | "h1"} */ tag, /** @type {string} */ words) => make(tag, "", document.body, words);
    line("p", `Beat ${story.counter.textContent}`);
    line("h1", beat.title);
    line("p", plain(beat.notes)).className = "dl-bd-speaker-notes";
    if (beat.question) line("p", answerWords(beat.question));
    line("p", following ? `Next: ${following.title}` : "This is the last beat.");
    document.body.append(keyTable());
  }

  destroy() {
    window.removeEventListener("pagehide", this.onLeave);
    this.close();
  }
}

/** @param {import("./types.js").Question} question */
function answerWords({ choices, answer, because }) {
  return `Answer: ${LETTERS[answer]}, ${plain(choices[answer])}. ${plain(because)}`;
}

function keyTable() {
  const table = make("table", "", null);
  for (const [keys, what] of KEYS.filter(([keys]) => !keys.includes(FULL))) {
    const row = make("tr", "", table);
    make("th", "", row, keys.map(keyName).join(" ")).scope = "row";
    make("td", "", row, what);
  }
  return table;
}
