// A playhead for whatever shows steps: `Playable(Base)` adds t, play, pause, seek and speed.
// The class says how many `steps` there are, draws the step in render(), puts it into words in say().

const RATE = 30; // steps a second at speed 1
const LONGEST = 100; // milliseconds that count between two frames: a page that was hidden does not jump

/** @typedef {"play" | "first" | "last" | "back" | "forward"} Action */
/**
 * What the buttons and keys of a playhead act on.
 *
 * @typedef {object} Player
 * @property {number} t
 * @property {number} steps
 * @property {boolean} playing
 * @property {boolean} loop
 * @property {(action: Action, size?: number) => void} act
 * @property {() => void} pause
 * @property {(t: number) => void} seek
 * @property {(speed: number) => void} setSpeed
 * @property {() => void} fullscreen
 */

/**
 * @template {new (...args: any[]) => object} T TypeScript asks for these arguments
 * @param {T} Base
 */
export const Playable = (Base) =>
  class extends Base {
    t = 0;
    speed = 1;
    loop = false;
    playing = false;
    request = 0;
    ahead = 0; // a part of a step that is due
    /** @type {number | null} */
    clock = null; // the time of the last frame

    get steps() {
      return 0;
    }

    /** Steps a second at speed 1. */
    get pace() {
      return RATE;
    }

    render() {}

    say() {}

    /** @param {number} t */
    seek(t) {
      this.t = Math.max(0, Math.min(this.steps, t));
      this.render();
      if (!this.playing) this.say();
    }

    /** @param {number} speed */
    setSpeed(speed) {
      this.speed = speed;
    }

    /** @param {Action} action */
    act(action, size = 1) {
      if (action === "play") {
        if (this.playing) this.pause();
        else this.start();
        return;
      }
      this.pause();
      this.seek({ first: 0, last: this.steps, back: this.t - size, forward: this.t + size }[action]);
    }

    start() {
      if (this.t >= this.steps) this.t = 0;
      this.playing = true;
      this.ahead = 0;
      this.clock = null;
      this.request = requestAnimationFrame((now) => this.tick(now));
      this.render();
    }

    pause() {
      if (!this.playing) return;
      this.playing = false;
      cancelAnimationFrame(this.request);
      this.render();
      this.say();
    }

    /**
     * As many steps as the time since the last frame is worth.
     *
     * @param {number} now
     */
    tick(now) {
      if (!this.playing) return;
      this.ahead += (Math.min(now - (this.clock ?? now), LONGEST) / 1000) * this.pace * this.speed;
      this.clock = now;
      const whole = Math.floor(this.ahead);
      if (whole) {
        this.ahead -= whole;
        this.t = Math.min(this.t + whole, this.steps);
        if (this.t >= this.steps) {
          if (!this.loop) {
            this.pause();
            return;
          }
          this.t = 0;
        }
        this.render();
      }
      this.request = requestAnimationFrame((later) => this.tick(later));
    }
  };

/**
 * What the keys do on a playhead.
 *
 * @param {Player} host
 * @param {KeyboardEvent} event
 * @returns {Record<string, () => void>}
 */
export function playKeys(host, event) {
  const size = event.shiftKey ? 10 : 1;
  return {
    " ": () => host.act("play"),
    ArrowRight: () => host.act("forward", size),
    ArrowLeft: () => host.act("back", size),
    Home: () => host.act("first"),
    End: () => host.act("last"),
    f: () => host.fullscreen(),
  };
}
