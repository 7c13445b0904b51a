import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

const waiting = new Map<Element, () => void>();
let observer: IntersectionObserver | null = null;

/** True from the moment an element is, or is about to be, in sight. */
export function useNearView(ref: RefObject<Element | null>): boolean {
  const [near, setNear] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (near || !element) return;
    observer ??= new IntersectionObserver(onIntersect, { rootMargin: "600px 0px" });
    waiting.set(element, () => setNear(true));
    observer.observe(element);
    return () => forget(element);
  }, [near]);
  return near;
}

function onIntersect(entries: readonly IntersectionObserverEntry[]): void {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    const seen = waiting.get(target);
    forget(target);
    seen?.();
  }
}

function forget(element: Element): void {
  waiting.delete(element);
  observer?.unobserve(element);
}
