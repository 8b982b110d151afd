// Whether a field holds what was typed into it and is not yet applied.

/** @type {EventTarget | null} */
let typed = null;
let watching = false;

/** From now on. */
export function watchTyping() {
  if (watching) return;
  watching = true;
  document.addEventListener("input", ({ target }) => {
    typed = target;
  });
  const applied = () => {
    typed = null;
  };
  document.addEventListener("focusout", applied, true);
  document.addEventListener("keydown", ({ key }) => key === "Enter" && applied(), true);
}

/**
 * Undo in a number field whose number is applied is that of the picture: the field's own would only
 * show another number.
 *
 * @param {KeyboardEvent} event
 */
export function isUndoOfPicture({ target, key, ctrlKey, metaKey }) {
  if (!(ctrlKey || metaKey) || key.toLowerCase() !== "z" || target === typed) return false;
  return target instanceof HTMLInputElement && target.type === "number";
}
