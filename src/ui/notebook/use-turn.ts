import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";
import { useNearView } from "../../editor/near-view.ts";

/** Milliseconds of work in one go; frames and events come between. */
const slice = 12;

const queue = new Set<() => void>();
let working = false;

/**
 * True once it is an element's turn: at once where `eager`, when it comes near the window, else one
 * after the other. A notebook of hundreds of cells is thus there before all of them are alive, and
 * whoever works in it meanwhile does not notice that they become so.
 */
export function useTurn(element: RefObject<Element | null>, eager: boolean): boolean {
  const [turn, setTurn] = useState(eager);
  const near = useNearView(element, !turn);
  useEffect(() => {
    if (turn || near) return undefined;
    const take = () => setTurn(true);
    queue.add(take);
    if (!working) void work();
    return () => {
      queue.delete(take);
    };
  }, [turn, near]);
  return turn || near;
}

async function work(): Promise<void> {
  working = true;
  // What is in sight comes first.
  await nextTask();
  let until = performance.now() + slice;
  for (const take of queue) {
    queue.delete(take);
    take();
    await drawn();
    if (performance.now() < until) continue;
    await nextTask();
    until = performance.now() + slice;
  }
  working = false;
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** Components are drawn in a microtask, and that is what takes the time. */
function drawn(): Promise<void> {
  return Promise.resolve().then(() => undefined);
}
