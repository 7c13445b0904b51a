/** What {@link networkFirst} does to the world. */
export interface NetworkFirstEffects {
  readonly fetch: () => Promise<Response>;
  readonly stored: () => Promise<Response | undefined>;
  /** Stores an answer; how that ends makes no difference to who asked. */
  readonly store: (response: Response) => Promise<void>;
  readonly setTimeout: (work: () => void, milliseconds: number) => unknown;
}

/** Milliseconds after which a stored answer is better than none. */
const PATIENCE = 4_000;

/**
 * The server's answer, which is stored; the stored one where the server does not answer, or not in
 * time. `kept` settles when storing is over. Rejects where there is neither.
 */
export async function networkFirst(
  effects: NetworkFirstEffects,
): Promise<{ readonly response: Response; readonly kept: Promise<void> }> {
  const asked = effects.fetch();
  const late = new Promise<"late">((resolve) => {
    effects.setTimeout(() => resolve("late"), PATIENCE);
  });
  const first = await Promise.race([asked, late]).catch(() => "late" as const);
  const stored = first === "late" ? await effects.stored() : undefined;
  const response = stored ?? (first === "late" ? await asked : first);
  // An answer that comes too late is stored for the next time.
  const kept = asked.then(
    async (answer) => {
      if (answer.status !== 200) return;
      await effects.store(answer === response ? answer.clone() : answer).catch(() => undefined);
    },
    () => undefined,
  );
  return { response, kept };
}
