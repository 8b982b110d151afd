// Moments in which the browser has nothing else to do; one that does not say so gives them after a while.

const SOON = 200; // milliseconds

/**
 * @param {() => void} act
 * @returns {number} to cancel it
 */
export function whenIdle(act) {
  return window.requestIdleCallback?.(act) ?? window.setTimeout(act, SOON);
}

/** @param {number} moment */
export function cancelIdle(moment) {
  if (window.cancelIdleCallback) window.cancelIdleCallback(moment);
  else clearTimeout(moment);
}
