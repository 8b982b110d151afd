// Hands on the page's sliders. Streamlit says nothing of one before it is let go, but its thumb says
// where it is in `aria-valuetext`, as it goes. If that changes one day, pictures follow when it is let go.

const SLIDER = /(?:^|\s)st-key-(\S+)_slider(?:\s|$)/;
const KEYS = 1500; // milliseconds after a key in which a thumb still moves by it

/** @typedef {import("../twin/types.js").Changes} Changes */
/** @typedef {import("../twin/types.js").TwinData} TwinData */

const UNKNOWN = { unknown: true };

export class Hands {
  /** @param {import("./live.js").Live} live what follows them */
  constructor(live) {
    this.live = live;
    /** @type {{ thumb: Element, from: string, until: number } | null} */
    this.held = null;
    const sliders = { attributes: true, subtree: true, attributeFilter: ["aria-valuetext"] };
    this.observer = new MutationObserver((changes) => this.watch(changes));
    this.observer.observe(document.body, sliders);
    this.onDown = (/** @type {PointerEvent} */ { target }) => this.hold(target, Infinity);
    this.onKey = (/** @type {KeyboardEvent} */ { target }) => this.hold(target, performance.now() + KEYS);
    this.onUp = () => this.letGo();
    document.addEventListener("pointerdown", this.onDown, true);
    document.addEventListener("keydown", this.onKey, true);
    window.addEventListener("pointerup", this.onUp, true);
    window.addEventListener("pointercancel", this.onUp, true);
  }

  /**
   * @param {EventTarget | null} target
   * @param {number} until
   */
  hold(target, until) {
    const slider = target instanceof Element ? target.closest("[class*='_slider']") : null;
    const thumb = slider && SLIDER.test(slider.className) ? slider.querySelector("input[type=range]") : null;
    if (!thumb) return;
    if (this.held?.thumb === thumb && this.live.changes) this.held.until = until;
    else this.held = { thumb, from: thumb.getAttribute("aria-valuetext") ?? "", until };
  }

  letGo() {
    if (this.held?.until !== Infinity) return;
    this.held = null;
    this.live.release();
  }

  /** @param {MutationRecord[]} changes */
  watch(changes) {
    const { held } = this;
    if (!held || performance.now() > held.until || !changes.some(({ target }) => target === held.thumb)) return;
    const text = held.thumb.getAttribute("aria-valuetext") ?? "";
    const key = SLIDER.exec(held.thumb.closest("[class*='_slider']")?.className ?? "")?.[1] ?? "";
    if (text === held.from) this.live.end();
    else this.live.move(changesBy(key, Number(text), this.live.given.twin));
    if (held.until !== Infinity) this.live.release();
  }

  destroy() {
    this.observer.disconnect();
    document.removeEventListener("pointerdown", this.onDown, true);
    document.removeEventListener("keydown", this.onKey, true);
    window.removeEventListener("pointerup", this.onUp, true);
    window.removeEventListener("pointercancel", this.onUp, true);
  }
}

/**
 * What the slider of a key (ui/controls.py) makes of the picture.
 *
 * @param {string} key
 * @param {number} value
 * @param {TwinData} twin
 * @returns {Changes}
 */
export function changesBy(key, value, twin) {
  if (!Number.isFinite(value)) return UNKNOWN;
  if (key === "noise") return { noise: value };
  const [, parameter] = /^parameter_(\w+)$/.exec(key) ?? [];
  if (parameter && parameter in twin.parameters) return { parameters: { [parameter]: value } };
  const [, setting, place] = /^(\w+)_(\d)$/.exec(key) ?? [];
  const run = twin.runs[Number(place)];
  if (!run) return UNKNOWN;
  if ("unknown" in run) return {}; // it waits for the page, the others stay as they are
  return run.legs[0].follows.includes(setting) ? { runs: { [place]: { [setting]: value } } } : UNKNOWN;
}
