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

  // A key belongs to the page unless the reader types, or something else has the focus.
  heard(event) {
    const { target } = event;
    const ours = this.root.contains(target) || target === document.body;
    if (!ours || !this.data || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.matches("select")) return;
    if (target.matches("button, a") && [" ", "Enter"].includes(event.key)) return;
    const action = this.keys(event)[event.key];
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
  if (document.getElementById(id)) return;
  const style = document.createElement("style");
  style.id = id;
  style.textContent = css;
  document.head.append(style);
}
