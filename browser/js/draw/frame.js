// The map between a landscape and the pixels of a picture.

/** @typedef {[number, number]} Pair two coordinates, or the ends of a range */
/** @typedef {[Pair, Pair]} Axes the ranges of x and y */
/** @typedef {{ left: number, top: number, width: number, height: number }} Box */
/** @typedef {ReturnType<typeof makeFrame>} Frame */

/**
 * @param {Box} box where the picture lies, in pixels
 * @param {Axes} window what it shows
 */
export function makeFrame({ left, top, width, height }, [[x0, x1], [y0, y1]]) {
  return {
    left,
    top,
    width,
    height,
    window: /** @type {Axes} */ ([
      [x0, x1],
      [y0, y1],
    ]),
    x: (/** @type {number} */ v) => left + ((v - x0) / (x1 - x0)) * width,
    y: (/** @type {number} */ v) => top + ((y1 - v) / (y1 - y0)) * height,
    toX: (/** @type {number} */ px) => x0 + ((px - left) / width) * (x1 - x0),
    toY: (/** @type {number} */ py) => y1 - ((py - top) / height) * (y1 - y0),
  };
}

/**
 * The window, widened so that both axes have the same scale on so many pixels.
 *
 * @param {Axes} window
 * @param {{ width: number, height: number }} size
 * @returns {Axes}
 */
export function fitted([[x0, x1], [y0, y1]], { width, height }) {
  const scale = Math.min(width / (x1 - x0), height / (y1 - y0));
  const [cx, cy] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const [w, h] = [width / scale / 2, height / scale / 2];
  return [
    [cx - w, cx + w],
    [cy - h, cy + h],
  ];
}

/**
 * The step at a pixel, where the steps from 0 to the last one lie evenly across the box.
 *
 * @param {{ left: number, width: number }} box
 * @param {number} px
 * @param {number} last
 */
export function stepAt({ left, width }, px, last) {
  return Math.max(0, Math.min(last, Math.round(((px - left) / width) * last)));
}

/**
 * Whether a pixel lies in the box.
 *
 * @param {Box} box
 * @param {number} px
 * @param {number} py
 */
export function inside({ left, top, width, height }, px, py) {
  return px >= left && px <= left + width && py >= top && py <= top + height;
}
