import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useNearView } from "../../editor/near-view.ts";

/** So many get their turn in one idle moment. */
const batch = 8;

const queue = new Set<() => void>();
let scheduled = false;

/**
 * True once it is an element's turn to be filled: at once where `eager`, when it comes near the
 * window, or in an idle moment. A notebook of hundreds of cells is thus there before all of them.
 */
export function useTurn(element: RefObject<Element | null>, eager: boolean): boolean {
  const [turn, setTurn] = useState(eager);
  const near = useNearView(element);
  useEffect(() => {
    if (turn || near) return undefined;
    const take = () => setTurn(true);
    queue.add(take);
    schedule();
    return () => {
      queue.delete(take);
    };
  }, [turn, near]);
  return turn || near;
}

function schedule(): void {
  if (scheduled) return;
  scheduled = true;
  const work = () => {
    scheduled = false;
    for (const take of [...queue].slice(0, batch)) {
      queue.delete(take);
      take();
    }
    if (queue.size > 0) schedule();
  };
  if (typeof requestIdleCallback === "function") requestIdleCallback(work, { timeout: 100 });
  else setTimeout(work, 16);
}
