import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import { scrollerOf } from "./reveal.ts";

const waiting = new Map<Element, () => void>();
const observers = new WeakMap<Element, IntersectionObserver>();

/** True from the moment an element is, or is about to be, in sight. Looks only while `wanted`. */
export function useNearView(ref: RefObject<Element | null>, wanted = true): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (near || !wanted || !element) return undefined;
    const observer = observerOf(element);
    waiting.set(element, () => setNear(true));
    observer.observe(element);
    return () => {
      waiting.delete(element);
      observer.unobserve(element);
    };
  }, [near, wanted]);
  return near;
}

/** Margins count only from the edges of the element that scrolls, so it has to be the root. */
function observerOf(element: Element): IntersectionObserver {
  const root = scrollerOf(element) ?? document.documentElement;
  const known = observers.get(root);
  if (known) return known;
  const observer = new IntersectionObserver(onIntersect, {
    root: root === document.documentElement ? document : root,
    rootMargin: "600px 0px",
  });
  observers.set(root, observer);
  return observer;
}

function onIntersect(
  entries: readonly IntersectionObserverEntry[],
  observer: IntersectionObserver,
): void {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    observer.unobserve(target);
    waiting.get(target)?.();
    waiting.delete(target);
  }
}
