// A beat's question: the words of it, and what is said of an answer.
import { button } from "../page/controls.js";
import { formatShort } from "../page/format.js";
import { LETTERS, make, plain, write } from "./words.js";

/** @typedef {import("./types.js").Question} Question */
/** @typedef {import("../draw/frame.js").Pair} Pair */
/** @typedef {{ choice: number | null, click: Pair | null }} Answer */

/**
 * @param {HTMLElement} words the element it joins
 * @param {Question} question
 * @param {Answer | undefined} given
 * @param {{ theme: import("../draw/theme.js").Theme, isAsking: boolean, commit: (choice: number) => void }} board
 */
export function writeQuestion(words, question, given, { theme, isAsking, commit }) {
  const { ask, choices, answer, because } = question;
  write(make("p", "dl-bd-ask", words), ask, theme);
  const row = make("div", "dl-bd-choices", words);
  choices.forEach((choice, k) => {
    const element = button(`${LETTERS[k]}: ${plain(choice)}`, "", () => isAsking && commit(k), "dl-bd-choice");
    element.append(make("b", "", null, LETTERS[k]), ` ${plain(choice)}`);
    element.disabled = !isAsking;
    element.classList.toggle("dl-bd-right", !isAsking && k === answer);
    element.classList.toggle("dl-bd-wrong", !isAsking && given?.choice === k && k !== answer);
    row.append(element);
  });
  if (isAsking) return;
  const line = make("p", "dl-bd-because", words);
  write(line, ` ${because}`, theme);
  const verdict = make("b", "dl-bd-verdict", null, verdictWords(question, given));
  verdict.dataset.verdict = verdictOf(question, given);
  line.prepend(verdict);
}

/**
 * The question as it is read aloud.
 *
 * @param {Question} question
 */
export function askedWords({ ask, choices }) {
  return `${plain(ask)} ${choices.map((choice, k) => `${LETTERS[k]}: ${plain(choice)}`).join(". ")}.`;
}

/**
 * What is said of a question that is no longer open.
 *
 * @param {Question} question
 * @param {Answer} [given]
 */
export function settledWords(question, given) {
  return `${verdictWords(question, given)} ${plain(question.because)}`;
}

/**
 * The choice that a click on a place of a pane means; null: none.
 *
 * @param {Question} question
 * @param {number} pane
 * @param {Pair} at
 */
export function choiceAt({ places, on, by_pane: byPane, choices }, pane, at) {
  if (byPane) return pane < choices.length ? pane : null;
  if (!places.length || pane !== on) return null;
  const distances = places.map((place) => distanceTo(place, at));
  return distances.indexOf(Math.min(...distances));
}

/**
 * @param {Question} question
 * @param {Answer} [given]
 */
function verdictOf({ answer }, given) {
  if (!given || given.choice === null) return "revealed";
  return given.choice === answer ? "right" : "wrong";
}

/**
 * @param {Question} question
 * @param {Answer} [given]
 */
function verdictWords(question, given) {
  const { answer, places } = question;
  const right = `${LETTERS[answer]} is right.`;
  const said = { revealed: right, right: `Yes, ${right}`, wrong: `Not quite: ${right}` }[verdictOf(question, given)];
  if (!given?.click || !places.length) return said;
  return `${said} Your click is ${formatShort(distanceTo(places[answer], given.click))} away from it.`;
}

/**
 * @param {Pair} place
 * @param {Pair} click
 */
function distanceTo(place, click) {
  return Math.hypot(place[0] - click[0], place[1] - click[1]);
}
