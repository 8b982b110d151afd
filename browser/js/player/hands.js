// Hands on the page's sliders. Streamlit says nothing of one before it is let go, but its thumb says
// where it is in `aria-valuetext`, as it goes. If that changes one day, pictures follow when it is let go.

const SLIDER = /(?:^|\s)st-key-(\S+)_slider(?:\s|$)/;
const KEYS = 1500; // milliseconds after a key in which a thumb still moves by it

/** @typedef {import("../twin/types.js").Changes} Changes */
/** @typedef {import("../twin/types.js").TwinData} TwinData */

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

  /** @param {MutationRecord[]} news */
  watch(news) {
    const { held } = this;
    if (!held || performance.now() > held.until || !news.some(({ target }) => target === held.thumb)) return;
    const text = held.thumb.getAttribute("aria-valuetext") ?? "";
    const key = SLIDER.exec(held.thumb.closest("[class*='_slider']")?.className ?? "")?.[1] ?? "";
    const changes = changesBy(key, Number(text), this.live.given.twin);
    if (text === held.from) this.live.end();
    else if (changes) this.live.move(changes);
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
 * What the slider of a key (ui/controls.py, ui/explorer_controls.py) makes of the picture; null: nothing.
 *
 * @param {string} key name, and _0 for a run's, _all or _s for that of all
 * @param {number} value
 * @param {TwinData} twin
 * @returns {Changes | null}
 */
export function changesBy(key, value, twin) {
  const [, name, where = ""] = /^(.+?)(?:_(all|s|s?\d))?$/.exec(key) ?? [];
  if (!name || !Number.isFinite(value)) return null;
  if (twin.others.includes(name)) return { unknown: true };
  if (name === "noise") return { noise: value };
  const parameter = name.replace(/^parameter_/, "");
  if (parameter !== name) return parameter in twin.parameters ? { parameters: { [parameter]: value } } : null;
  if (!where) return null;
  const [digit] = /\d/.exec(where) ?? [];
  const runs = Object.entries(twin.runs).filter(([place]) => !digit || place === digit);
  if (runs.some(([, run]) => "unknown" in run)) return {}; // they wait for the page, the others stay as they are
  const own = runs.filter(([, run]) => "legs" in run && run.legs[0].follows.includes(name));
  return own.length ? { runs: Object.fromEntries(own.map(([place]) => [place, { [name]: value }])) } : null;
}
