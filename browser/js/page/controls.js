// Buttons, lists and the transport of whatever plays. Everything here is real HTML.

/** @type {Record<string, string>} */
const ICONS = {
  first: "M6 5h2v14H6zM20 5v14L9 12z",
  back: "M17 5v14L7 12z",
  play: "M7 4v16l13-8z",
  pause: "M6 4h4v16H6zM14 4h4v16h-4z",
  forward: "M7 5v14l10-7z",
  last: "M16 5h2v14h-2zM4 5v14l11-7z",
  loop: "M12 5V1L7 6l5 5V7a5 5 0 1 1-5 5H5a7 7 0 1 0 7-7z",
  full: "M5 5h6v2H7v4H5zM13 5h6v6h-2V7h-4zM5 13h2v4h4v2H5zM17 13h2v6h-6v-2h4z",
  link: "M10.6 13.4a1 1 0 0 1 0-1.4l3.5-3.5a3 3 0 0 1 4.3 4.2l-2 2 1.4 1.4 2-2a5 5 0 0 0-7-7L9.2 10.6a3 3 0 0 0 0 4.2zm2.8-2.8a1 1 0 0 1 0 1.4l-3.5 3.5a3 3 0 0 1-4.3-4.2l2-2-1.4-1.4-2 2a5 5 0 0 0 7 7l3.6-3.5a3 3 0 0 0 0-4.2z",
  plus: "M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z",
  minus: "M5 11h14v2H5z",
  fit: "M4 4h6v2H6v4H4zm10 0h6v6h-2V6h-4zM4 14h2v4h4v2H4zm14 0h2v6h-6v-2h4zM9 9h6v6H9z",
  numbers:
    "M5 3h14v18H5zM7 5v4h10V5zM7 11v2h2v-2zM11 11v2h2v-2zM15 11v2h2v-2zM7 15v2h2v-2zM11 15v2h2v-2zM15 15v2h2v-2z",
  close: "M6.4 5 12 10.6 17.6 5 19 6.4 13.4 12 19 17.6 17.6 19 12 13.4 6.4 19 5 17.6 10.6 12 5 6.4z",
  turn: "M4 20v-2h5V9a5 5 0 0 1 5-5h2V1l5 4-5 4V6h-2a3 3 0 0 0-3 3v11z",
  home: "M12 4 3 12h3v8h5v-5h2v5h5v-8h3z",
};

/** @param {string} name of ICONS */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/**
 * @param {string} label
 * @param {string} name an icon's, or the text on the button
 * @param {() => void} onClick
 */
export function button(label, name, onClick, className = "dl-button") {
  const element = document.createElement("button");
  element.type = "button";
  element.className = className;
  element.title = label;
  element.setAttribute("aria-label", label);
  if (name in ICONS) element.append(icon(name));
  else element.textContent = name;
  element.addEventListener("click", onClick);
  return element;
}

/**
 * @param {string} label
 * @param {[value: string, text: string][]} options
 * @param {string} chosen
 * @param {(value: string) => void} onChange
 */
export function select(label, options, chosen, onChange) {
  const element = document.createElement("select");
  element.className = "dl-select";
  element.title = label;
  element.setAttribute("aria-label", label);
  for (const [value, text] of options) element.add(new Option(text, value, false, value === chosen));
  element.addEventListener("change", () => onChange(element.value));
  return element;
}

const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 5, 10];

export class Transport {
  /**
   * @param {import("./playable.js").Player & { copyLink(): void }} host
   * @param {HTMLElement} element
   * @param {boolean} [alone] whether there is no other bar with the link and full screen
   */
  constructor(host, element, alone = true) {
    this.host = host;
    this.element = element;
    const act = (/** @type {import("./playable.js").Action} */ action) => () => host.act(action);
    this.play = button("Play", "play", act("play"), "dl-button dl-play");
    this.slider = document.createElement("input");
    Object.assign(this.slider, { type: "range", min: "0", max: "1", step: "1", value: "0", className: "dl-slider" });
    this.slider.setAttribute("aria-label", "Step");
    this.slider.addEventListener("input", () => {
      host.pause();
      host.seek(Number(this.slider.value));
    });
    this.text = document.createElement("span");
    this.text.className = "dl-step";
    this.speed = select(
      "Speed",
      SPEEDS.map((s) => [String(s), `${s}×`]),
      "1",
      (value) => host.setSpeed(Number(value)),
    );
    this.loop = button("Loop", "loop", () => {
      host.loop = !host.loop;
      this.loop.setAttribute("aria-pressed", String(host.loop));
    });
    this.loop.setAttribute("aria-pressed", "false");
    this.copy = button("Copy link", "link", () => host.copyLink());
    element.append(
      button("First step", "first", act("first")),
      button("Step back", "back", act("back")),
      this.play,
      button("Step forward", "forward", act("forward")),
      button("Last step", "last", act("last")),
      this.slider,
      this.text,
      this.speed,
      this.loop,
    );
    if (alone)
      element.append(
        this.copy,
        button("Full screen", "full", () => host.fullscreen()),
      );
  }

  update() {
    const { t, steps, playing } = this.host;
    this.slider.max = String(steps);
    this.slider.value = String(t);
    this.slider.setAttribute("aria-valuetext", `Step ${t} of ${steps}`);
    this.text.textContent = `t = ${t} / ${steps}`;
    const label = playing ? "Pause" : "Play";
    if (this.play.title !== label) {
      this.play.title = label;
      this.play.setAttribute("aria-label", label);
      this.play.replaceChildren(icon(playing ? "pause" : "play"));
    }
  }
}
