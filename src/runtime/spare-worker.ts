/**
 * Wraps the making of a worker: the first is made at once, ahead of anybody who wants it, and given
 * out by the first call; later calls make their own. A spare one that could not load by then is no
 * use, and one that cannot even be made (no workers here) is left to the caller to find out.
 */
export function createSpare(create: () => Worker): () => Worker {
  let spare: Worker | null = null;
  try {
    spare = create();
    spare.addEventListener("error", drop, { once: true });
  } catch {
    // What the browser lacks is told by whoever asks for a worker.
  }

  function drop(): void {
    spare = null;
  }

  return () => {
    const taken = spare;
    if (taken === null) return create();
    spare = null;
    taken.removeEventListener("error", drop);
    return taken;
  };
}
