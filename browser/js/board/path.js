// The beats that are told, all or the short path, and the place in them.

/** @typedef {import("./types.js").LessonData} LessonData */
/** @typedef {import("./types.js").Place} Place */

/**
 * The names of the beats that are told.
 *
 * @param {LessonData} lesson
 * @param {Place} place
 */
export function pathOf({ beats }, { short }) {
  return beats.filter((beat) => !short || beat.short).map(({ name }) => name);
}

/**
 * A place whose beat is told: on the short path the next one that belongs to it.
 *
 * @param {LessonData} lesson
 * @param {Place} place
 * @returns {Place}
 */
export function settled(lesson, place) {
  const path = pathOf(lesson, place);
  if (path.includes(place.beat)) return place;
  const order = lesson.beats.map(({ name }) => name);
  const later = path.find((name) => order.indexOf(name) > order.indexOf(place.beat));
  return { ...place, beat: later ?? lastOf(path), values: {} };
}

/** @param {string[]} path */
export function lastOf(path) {
  return path[path.length - 1];
}
