// A playhead for whatever shows steps: `Playable(Base)` adds t, play, pause, seek and speed.
// The class says `data.steps`, draws the step in render() and puts it into words in say().

const RATE = 30; // steps a second at speed 1

export const Playable = (Base) =>
  class extends Base {
    t = 0;
    speed = 1;
    loop = false;
    playing = false;

    seek(t) {
      this.t = Math.max(0, Math.min(this.data.steps, t));
      this.render();
      if (!this.playing) this.say();
    }

    setSpeed(speed) {
      this.speed = speed;
    }

    act(action, size = 1) {
      if (action === "play") return this.playing ? this.pause() : this.start();
      this.pause();
      const target = { first: 0, last: this.data.steps, back: this.t - size, forward: this.t + size };
      return this.seek(target[action]);
    }

    start() {
      if (this.t >= this.data.steps) this.t = 0;
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

    // As many steps as the time since the last frame is worth.
    tick(now) {
      if (!this.playing) return undefined;
      this.ahead += (Math.min(now - (this.clock ?? now), 100) / 1000) * RATE * this.speed;
      this.clock = now;
      const whole = Math.floor(this.ahead);
      if (whole) {
        this.ahead -= whole;
        this.t = Math.min(this.t + whole, this.data.steps);
        if (this.t >= this.data.steps) {
          if (!this.loop) return this.pause();
          this.t = 0;
        }
        this.render();
      }
      this.request = requestAnimationFrame((later) => this.tick(later));
      return undefined;
    }
  };

// What the keys do on a playhead.
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
