/** Brings a cell of the page into view and gives it the focus; false where it is not (yet) there. */
export function goToCell(id: string): boolean {
  const element = document.querySelector<HTMLElement>(`[data-cell="${CSS.escape(id)}"]`);
  element?.scrollIntoView({ block: "center" });
  element?.focus({ preventScroll: true });
  return element !== null;
}

/** The same for a notebook that is about to be drawn; gives up after so many frames. */
export function goToCellWhenDrawn(id: string, frames = 600): void {
  if (goToCell(id) || frames === 0) return;
  requestAnimationFrame(() => goToCellWhenDrawn(id, frames - 1));
}
