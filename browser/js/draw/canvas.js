// Canvases on which a picture is drawn.

/**
 * @param {Element} parent
 * @param {string} kind
 */
export function makeCanvas(parent, kind) {
  const canvas = document.createElement("canvas");
  canvas.className = `dl-canvas dl-${kind}`;
  parent.append(canvas);
  return canvas;
}

/**
 * Cleared and scaled so that one unit is one CSS pixel.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 */
export function freshContext(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  // Drawn by the processor: long lines are what software WebGL is slowest at.
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.lineJoin = context.lineCap = "round";
  return context;
}

/**
 * Until the context is restored.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {import("./frame.js").Box} box
 */
export function clipTo(context, { left, top, width, height }) {
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
}
