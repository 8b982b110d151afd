// Where the focus goes when the page opens something, and when that has closed.

const PATIENCE = 2000; // milliseconds until what was asked for is there

/**
 * To the first of what a selector finds, once it is there.
 *
 * @param {string} selector
 */
export function focusFirst(selector) {
  soon(() => {
    const found = /** @type {HTMLElement | null} */ (document.querySelector(selector));
    found?.focus();
    return Boolean(found);
  });
}

/**
 * After a choice: back from the button that opened the list, unless somebody types meanwhile.
 *
 * @param {HTMLElement} element
 */
export function takeFocus(element) {
  soon(() => {
    if (document.querySelector("[role=dialog]:not([hidden])")) return false;
    if (!document.activeElement?.matches("input, textarea, select")) element.focus({ preventScroll: true });
    return true;
  });
}

/** @param {() => boolean} done tries, and says whether it worked */
function soon(done, until = performance.now() + PATIENCE) {
  if (done() || performance.now() > until) return;
  setTimeout(() => soon(done, until), 50);
}
