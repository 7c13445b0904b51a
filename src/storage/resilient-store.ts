import type { KeyValue } from "./key-value.ts";
import { createMemoryStore } from "./memory-store.ts";
import { isQuotaError, storageTrouble, type StorageTrouble } from "./storage-trouble.ts";

export interface ResilientOptions {
  /** Called once, when memory takes the place of the store. */
  readonly onTrouble: (trouble: StorageTrouble) => void;
  /**
   * Removes what can be had again, where there is no room; resolves with whether it could. What the
   * learner wrote goes before all else that is stored.
   */
  readonly makeRoom?: () => Promise<boolean>;
  /** A smaller value to try when there is no room; null where nothing can be left out. */
  readonly slim?: (value: unknown) => unknown;
  /** Milliseconds after which a store that does not answer counts as broken. */
  readonly patience?: number;
}

/**
 * A store that never rejects: when the real one fails, or does not answer, it says so once and goes
 * on in memory with all that could still be read. What a failed operation was to write is not lost.
 */
export function createResilientStore(primary: KeyValue, options: ResilientOptions): KeyValue {
  const { onTrouble, makeRoom, slim, patience = 5000 } = options;
  let everWorked = false;
  let fallback: Promise<KeyValue> | null = null;

  /** `smaller` is the same operation with less to store, where anything can be left out. */
  async function attempt<Result>(
    operation: (store: KeyValue) => Promise<Result>,
    smaller?: (store: KeyValue) => Promise<Result>,
  ): Promise<Result> {
    if (fallback !== null) return operation(await fallback);
    try {
      const result = await withRoom(operation, smaller);
      everWorked = true;
      return result;
    } catch (error) {
      fallback ??= fallBack(error);
      return operation(await fallback);
    }
  }

  async function withRoom<Result>(
    operation: (store: KeyValue) => Promise<Result>,
    smaller: ((store: KeyValue) => Promise<Result>) | undefined,
  ): Promise<Result> {
    const once = (work: typeof operation) => withPatience(work(primary), patience);
    const orSmaller = (error: unknown): Promise<Result> => {
      if (smaller === undefined || !isQuotaError(error)) throw error;
      return once(smaller);
    };
    try {
      return await once(operation);
    } catch (error) {
      if (!isQuotaError(error)) throw error;
      const isMade = await (makeRoom?.().catch(() => false) ?? false);
      // Room that was made may still be too little.
      return isMade ? await once(operation).catch(orSmaller) : await orSmaller(error);
    }
  }

  async function fallBack(error: unknown): Promise<KeyValue> {
    onTrouble(storageTrouble(error, everWorked));
    if (!everWorked) return createMemoryStore();
    const saved = await withPatience(primary.entries(), patience).catch(() => []);
    return createMemoryStore(saved);
  }

  return {
    get: (key) => attempt((store) => store.get(key)),
    update: (key, change) =>
      attempt(
        (store) => store.update(key, change),
        slim && ((store) => store.update(key, (stored) => slim(change(stored)))),
      ),
    setMany: (entries) => attempt((store) => store.setMany(entries)),
    delete: (key) => attempt((store) => store.delete(key)),
    entries: () => attempt((store) => store.entries()),
    clear: () => attempt((store) => store.clear()),
  };
}

/** Some private windows leave requests unanswered for ever instead of failing them. */
async function withPatience<Result>(operation: Promise<Result>, ms: number): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("The store did not answer.")), ms);
  });
  try {
    return await Promise.race([operation, silence]);
  } finally {
    clearTimeout(timer);
  }
}
