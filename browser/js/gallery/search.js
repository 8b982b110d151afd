// Which cards a search finds, and in which order.

/**
 * What a card says, from the name to the description.
 *
 * @typedef {{ key: string, label: string, group: string, also: string, idea: string }} Said
 */

/**
 * The cards that have every word, in any order and wherever it stands; the best ones first. A name
 * counts before other names, these before the group and the description; in each of them a whole
 * word counts before a part of one. Equals stay in the order they had.
 *
 * @template {Said} T
 * @param {T[]} cards
 * @param {string[]} words as `wordsOf` gives them
 */
export function ranked(cards, words) {
  return cards
    .map((card) => ({ card, rank: rankOf(card, words) }))
    .filter(({ rank }) => Number.isFinite(rank))
    .sort((one, other) => one.rank - other.rank)
    .map(({ card }) => card);
}

/**
 * What is searched for.
 *
 * @param {string} text
 */
export function wordsOf(text) {
  return plain(text).split(" ").filter(Boolean);
}

/**
 * Lower is better, Infinity where a word is missing.
 *
 * @param {Said} card
 * @param {string[]} words
 */
function rankOf({ key, label, group, also, idea }, words) {
  const parts = [label, `${also} ${key}`, group, idea].map(bothWays);
  const ranks = words.map((word) => {
    const at = parts.findIndex((part) => part.includes(word));
    if (at < 0) return Infinity;
    return 2 * at + (parts[at].split(" ").includes(word) ? 0 : 1);
  });
  const whole = plain(label).replaceAll(" ", "") === words.join("") ? -1 : 0; // "Cosine" before "Cosine with restarts"
  return ranks.reduce((sum, rank) => sum + rank, whole);
}

/**
 * "Warm-up" is found as two words and as one.
 *
 * @param {string} text
 */
function bothWays(text) {
  return `${plain(text)} ${plain(text.replaceAll("-", ""))}`;
}

/**
 * Without capitals, hyphens and accents: "Levy" finds "Lévy".
 *
 * @param {string} text
 */
function plain(text) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .toLowerCase()
    .trim();
}
