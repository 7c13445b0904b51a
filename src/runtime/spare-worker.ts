/** A worker that was made ahead of anybody who wants it. */
export interface Spare {
  /** Gives it out, to the first who asks; later ones get one that is made for them. */
  readonly take: () => Worker;
  /** Tells it something, while nobody has it. */
  readonly tell: (message: unknown) => void;
  /** Ends it, where nobody has it. */
  readonly end: () => void;
}

/**
 * Makes a worker at once, by `createFirst`. One that could not load by the time it is taken is no
 * use, and one that cannot even be made (no workers here) is left to who takes it to find out.
 */
export function createSpare(create: () => Worker, createFirst: () => Worker = create): Spare {
  let spare: Worker | null = null;
  try {
    spare = createFirst();
    spare.addEventListener("error", drop, { once: true });
  } catch {
    // What the browser lacks is told by whoever asks for a worker.
  }

  function drop(): void {
    spare = null;
  }

  return {
    take() {
      const taken = spare;
      if (taken === null) return create();
      spare = null;
      taken.removeEventListener("error", drop);
      return taken;
    },
    tell: (message) => spare?.postMessage(message),
    end() {
      spare?.terminate();
      spare = null;
    },
  };
}
