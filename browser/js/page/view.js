// What everything mounted in a page shares: its keys, full screen, a passing message, its style.
// The class says which keys do what in keys(event): name of the key -> action.

export class View {
  constructor(root, { emit }) {
    this.root = root;
    this.emit = emit;
    root.replaceChildren();
    root.tabIndex = 0;
    root.setAttribute("role", "group");
    this.onKey = (event) => this.heard(event);
    document.addEventListener("keydown", this.onKey);
  }

  // A key is ours unless it means something where the focus is: after a click on a button of the
  // page the arrows still step, but space presses the button.
  heard(event) {
    const { target } = event;
    const ours = this.root.contains(target) || target === document.body || target.matches("button:not([role])");
    if (!ours || !this.data || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.matches("select")) return;
    if (target.matches("button, a") && [" ", "Enter"].includes(event.key)) return;
    const { key } = event;
    const action = this.keys(event)[key.length === 1 ? key.toLowerCase() : key];
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  }

  async fullscreen() {
    try {
      if (document.fullscreenElement) await document.exitFullscreen();
      else await this.root.requestFullscreen();
    } catch {
      this.toast("This page may not go full screen here.");
    }
  }

  toast(text) {
    this.note ??= (this.main ?? this.root).appendChild(document.createElement("div"));
    this.note.className = "dl-toast";
    this.note.setAttribute("role", "status");
    this.note.textContent = text;
    clearTimeout(this.noteTimer);
    this.noteTimer = setTimeout(() => this.note.classList.add("dl-gone"), 1800);
  }

  destroy() {
    clearTimeout(this.noteTimer);
    document.removeEventListener("keydown", this.onKey);
  }
}

// The bundle's style, once in a page.
export function addStyle(id, css) {
  const style = document.getElementById(id) ?? document.head.appendChild(document.createElement("style"));
  style.id = id;
  if (style.textContent !== css) style.textContent = css; // a new bundle may have been loaded
}
