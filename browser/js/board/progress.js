// Which beats a reader has seen: kept in the reader's own browser, never in a link.

const KEY = "descent-lab-progress";

/** @returns {Record<string, string[]>} lesson -> names of beats */
export function seenBeats() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return Object.fromEntries(Object.entries(kept).filter(([, names]) => Array.isArray(names)));
  } catch {
    return {}; // kept by nobody, or not as we keep it
  }
}

/**
 * @param {string} lesson
 * @param {string} beat
 */
export function noteSeen(lesson, beat) {
  const seen = seenBeats();
  if (seen[lesson]?.includes(beat)) return;
  keep({ ...seen, [lesson]: [...(seen[lesson] ?? []), beat] });
}

export function forget() {
  keep({});
}

/** @param {Record<string, string[]>} seen */
function keep(seen) {
  try {
    localStorage.setItem(KEY, JSON.stringify(seen));
  } catch {
    // a browser that keeps nothing
  }
}
