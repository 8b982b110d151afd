// A press on a picture: what it was is known when it ends.

const SWIPE = 45; // pixels

/** @typedef {"click" | "swipe left" | "swipe right" | "drag"} Kind */

/**
 * What a press was that went so far.
 *
 * @param {number} dx
 * @param {number} dy
 * @param {number} slack pixels within which it is a click
 * @returns {Kind}
 */
export function kindOfPress(dx, dy, slack) {
  if (Math.abs(dx) > SWIPE && Math.abs(dx) > 2 * Math.abs(dy)) return dx < 0 ? "swipe left" : "swipe right";
  return Math.hypot(dx, dy) <= slack ? "click" : "drag";
}

/**
 * Calls `ended` with what a press was, where it ended in pixels of the element, and the event. The
 * release is heard on the window: Plotly lays a sheet over the page while the button is down.
 *
 * @param {HTMLElement} element
 * @param {(kind: Kind, at: [number, number], event: PointerEvent) => void} ended
 * @param {{ slack: number, counts?: (event: PointerEvent) => boolean }} how
 * @returns {() => void} stops listening
 */
export function listenForPresses(element, ended, { slack, counts = () => true }) {
  /** @type {PointerEvent | null} */
  let press = null;
  const down = (/** @type {PointerEvent} */ event) => {
    press = event.button === 0 && counts(event) ? event : null;
  };
  const cancelled = () => {
    press = null;
  };
  const up = (/** @type {PointerEvent} */ event) => {
    if (!press) return;
    const kind = kindOfPress(event.clientX - press.clientX, event.clientY - press.clientY, slack);
    press = null;
    ended(kind, pixelIn(element, event), event);
  };
  element.addEventListener("pointerdown", down, true);
  window.addEventListener("pointerup", up, true);
  window.addEventListener("pointercancel", cancelled, true);
  return () => {
    element.removeEventListener("pointerdown", down, true);
    window.removeEventListener("pointerup", up, true);
    window.removeEventListener("pointercancel", cancelled, true);
  };
}

/**
 * Calls `moved` with where a press is, from its start to its end. A finger counts when it has moved
 * sideways or is lifted: up or down it scrolls the page (the element has `touch-action: pan-y`).
 *
 * @param {HTMLElement} element
 * @param {(at: [number, number]) => void} moved
 */
export function listenForDrags(element, moved) {
  let from = [0, 0];
  const went = (/** @type {PointerEvent} */ event) => {
    const [dx, dy] = [event.clientX - from[0], event.clientY - from[1]].map(Math.abs);
    const counts = event.pointerType !== "touch" || dx >= dy;
    if (counts && element.hasPointerCapture(event.pointerId)) moved(pixelIn(element, event));
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    from = [event.clientX, event.clientY];
    element.setPointerCapture(event.pointerId);
    if (event.pointerType !== "touch") went(event);
  });
  element.addEventListener("pointermove", went);
  element.addEventListener("pointerup", went);
}

/**
 * Where an event is in an element.
 *
 * @param {Element} element
 * @param {MouseEvent} event
 * @returns {[number, number]}
 */
export function pixelIn(element, event) {
  const box = element.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}
