/** Milliseconds before each further try of a download that broke off. */
const PAUSES = [500, 1500, 4000] as const;

/** The server answered, but not with the file; trying again at once would not help. */
export class Refused extends Error {
  override readonly name = "Refused";
}

/**
 * Does the work, again and again where it fails by something else than {@link Refused}: a few
 * times, with longer and longer pauses. Rejects with the last failure.
 */
export async function persistently<Value>(
  work: () => Promise<Value>,
  wait: (milliseconds: number) => Promise<void>,
): Promise<Value> {
  for (const pause of PAUSES) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refused) throw error;
      await wait(pause);
    }
  }
  return work();
}
