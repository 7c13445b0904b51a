const margin = 24;

/** The element that scrolls the page's content around `element`. */
export function scrollerOf(element: Element): Element | null {
  return element.closest("[data-scroller]");
}

/** Scrolls the page just enough that a line of an element is in sight; `top` is relative to it. */
export function revealInScroller(element: Element, top: number, height: number): void {
  const scroller = scrollerOf(element);
  if (!scroller) return;
  const frame = scroller.getBoundingClientRect();
  const start = element.getBoundingClientRect().top + top;
  const above = frame.top + margin - start;
  const below = start + height - (frame.bottom - margin);
  if (above > 0) scroller.scrollBy({ top: -above });
  else if (below > 0) scroller.scrollBy({ top: below });
}
