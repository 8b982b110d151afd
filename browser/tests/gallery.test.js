import assert from "node:assert/strict";
import { test } from "node:test";
import { curvePoints } from "../js/gallery/curve.js";
import { ranked, wordsOf } from "../js/gallery/search.js";

const CARDS = [
  { key: "ripples", label: "Egg-crate pattern", group: "Many minima", also: "", idea: "No cliff, only ripples." },
  { key: "edge", label: "Table", group: "Cliffs and plateaus", also: "", idea: "A flat top." },
  { key: "wall", label: "Wall", group: "Kinks", also: "sea cliff", idea: "A steep side." },
  { key: "cliffs", label: "Two cliffs", group: "Kinks", also: "", idea: "One after the other." },
  { key: "cliff", label: "Plateau and cliff", group: "Teaching", also: "", idea: "A long plateau." },
  { key: "lonely", label: "Cliff", group: "Kinks", also: "Lévy 13", idea: "A step, and a step again." },
];

/** @param {string} text */
const found = (text) => ranked(CARDS, wordsOf(text)).map((card) => card.key);

test("a name counts before other names, these before the group and the description", () => {
  assert.deepEqual(found("cliff"), ["lonely", "cliff", "cliffs", "wall", "edge", "ripples"]);
});

test("every word must be found, wherever it stands", () => {
  assert.deepEqual(found("step kinks"), ["lonely"]);
  assert.deepEqual(found("kinks"), ["wall", "cliffs", "lonely"]);
  assert.deepEqual(found("kinks nowhere"), []);
});

test("capitals, accents, hyphens and spaces make no difference", () => {
  for (const text of ["LEVY", "lévy-13", "  levy  13 "]) assert.deepEqual(found(text), ["lonely"]);
});

test("a name with a hyphen is found as two words and as one, whole before longer names", () => {
  const longer = { ...CARDS[0], key: "longer", label: "Eggcrate pattern, finer" };
  for (const text of ["egg-crate pattern", "eggcrate pattern"]) {
    const [first] = ranked([longer, CARDS[0]], wordsOf(text));
    assert.equal(first.key, "ripples");
  }
});

test("without a word all cards stay in their order", () => {
  assert.deepEqual(ranked(CARDS, wordsOf(" - ")), CARDS);
});

test("a curve goes from the left to the right, one at the top", () => {
  assert.deepEqual(curvePoints([0, 1, 0.5]), [
    [4, 40],
    [64, 4],
    [124, 22],
  ]);
});
