import type { KeyValue } from "./key-value.ts";
import { createMemoryStore } from "./memory-store.ts";
import {
  isQuotaError,
  SILENT_STORAGE,
  SLOW_STORAGE,
  storageTrouble,
  type StorageTrouble,
} from "./storage-trouble.ts";

export interface ResilientOptions {
  /** Called with what is to be said of the store whenever that changes; null once all is well. */
  readonly onTrouble: (trouble: StorageTrouble | null) => void;
  /** The store answers after all: what was read before may be otherwise now. */
  readonly onReturn?: () => void;
  /**
   * Removes what can be had again, where there is no room; resolves with whether it could. What the
   * learner wrote goes before all else that is stored.
   */
  readonly makeRoom?: () => Promise<boolean>;
  /** A smaller value to try when there is no room; null where nothing can be left out. */
  readonly slim?: (value: unknown) => unknown;
  /**
   * Joins a value of the store with one that was written without knowledge of it. Default: the
   * store's own.
   */
  readonly join?: (key: string, stored: unknown, written: unknown) => unknown;
}

type Operation<Result> = (store: KeyValue) => Promise<Result>;

/** A write that memory took because the store did not answer. */
interface Deferred {
  /** Makes it in the store. */
  readonly write: () => Promise<void>;
  /** Whether the store has it anyhow, for it was asked before it was given up. */
  readonly landed: Promise<boolean>;
}

/** Milliseconds after which the learner is told that the store is slow. */
const SLOW = 5_000;
/** Milliseconds after which a store that has never answered is done without. */
const SILENT = 20_000;

/** A store that has never answered did not answer `late`, which may still come. */
class NoAnswer extends Error {
  override readonly name = "NoAnswer";
  readonly late: Promise<unknown>;

  constructor(late: Promise<unknown>) {
    super("The store did not answer.");
    this.late = late;
  }
}

/**
 * A store that never rejects: when the real one fails, it says so and goes on in memory with all
 * that could still be read. What a failed operation was to write is not lost.
 *
 * Slowness is no failure: a store that has answered before is waited for, and that it is slow is
 * told. Some private windows leave even the first requests unanswered for ever; then memory takes
 * its place, until it answers after all and gets what was written meanwhile.
 */
export function createResilientStore(primary: KeyValue, options: ResilientOptions): KeyValue {
  const { onTrouble, onReturn, makeRoom, slim, join = storesOwn } = options;
  let everWorked = false;
  let fallback: Promise<KeyValue> | null = null;
  /** Writes that memory took while the store may still answer; null where it is given up. */
  let deferred: Deferred[] | null = null;
  let isReturning = false;
  let failure: StorageTrouble | null = null;
  let slow = 0;
  let told: StorageTrouble | null = null;

  function tell(): void {
    const trouble = failure ?? (slow > 0 ? SLOW_STORAGE : null);
    if (trouble !== told) onTrouble(trouble);
    told = trouble;
  }

  function read<Result>(operation: Operation<Result>): Promise<Result> {
    return attempt(
      () => patiently(operation(primary)),
      operation,
      () => {},
    );
  }

  /**
   * `smaller` is the same operation with less to store, where anything can be left out; `again` the
   * one that makes it in a store which has more than memory had. Default: the operation itself.
   */
  function write(
    operation: Operation<void>,
    { smaller, again = operation }: { smaller?: Operation<void>; again?: Operation<void> } = {},
  ): Promise<void> {
    const defer = (landed: Promise<boolean>) =>
      deferred?.push({ write: () => withRoom(again, smaller), landed });
    return attempt(() => withRoom(operation, smaller), operation, defer);
  }

  async function attempt<Result>(
    inStore: () => Promise<Result>,
    inMemory: Operation<Result>,
    defer: (landed: Promise<boolean>) => void,
  ): Promise<Result> {
    let landed = Promise.resolve(false);
    if (fallback === null) {
      try {
        const result = await inStore();
        everWorked = true;
        return result;
      } catch (error) {
        if (error instanceof NoAnswer) landed = error.late.then(yes, no);
        fallback ??= fallBack(error);
      }
    }
    const memory = fallback;
    defer(landed);
    return inMemory(await memory);
  }

  async function withRoom(operation: Operation<void>, smaller?: Operation<void>): Promise<void> {
    const once = (work: Operation<void>) => patiently(work(primary));
    const orSmaller = (error: unknown): Promise<void> => {
      if (smaller === undefined || !isQuotaError(error)) throw error;
      return once(smaller);
    };
    try {
      await once(operation);
    } catch (error) {
      if (!isQuotaError(error)) throw error;
      const isMade = await (makeRoom?.().catch(() => false) ?? false);
      // Room that was made may still be too little.
      await (isMade ? once(operation).catch(orSmaller) : orSmaller(error));
    }
  }

  /** Waits, and says so where it takes long; rejects where the store has never answered at all. */
  async function patiently<Result>(answer: Promise<Result>): Promise<Result> {
    let isSlow = false;
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const silence = new Promise<never>((_resolve, reject) => {
      timers.add(
        setTimeout(() => {
          isSlow = true;
          slow++;
          tell();
        }, SLOW),
      );
      timers.add(
        setTimeout(() => {
          if (everWorked) return;
          failure ??= SILENT_STORAGE;
          reject(new NoAnswer(answer));
        }, SILENT),
      );
    });
    try {
      return await Promise.race([answer, silence]);
    } finally {
      for (const timer of timers) clearTimeout(timer);
      if (isSlow) slow--;
      tell();
    }
  }

  async function fallBack(error: unknown): Promise<KeyValue> {
    if (error instanceof NoAnswer) {
      deferred = [];
      error.late.then(comeBack, giveUp);
    } else {
      failure = storageTrouble(error, everWorked);
    }
    tell();
    if (!everWorked) return createMemoryStore();
    const saved = await inTime(primary.entries(), SILENT).catch(() => []);
    return createMemoryStore(saved);
  }

  /** Gives the store what was written meanwhile, and lets it take its place again. */
  async function comeBack(): Promise<void> {
    everWorked = true;
    if (isReturning || deferred === null) return;
    isReturning = true;
    try {
      for (let next = deferred.shift(); next !== undefined; next = deferred.shift()) {
        if (!(await next.landed)) await next.write();
      }
    } catch (error) {
      return giveUp(error);
    }
    fallback = null;
    deferred = null;
    isReturning = false;
    failure = null;
    tell();
    onReturn?.();
  }

  function giveUp(error: unknown): void {
    failure = storageTrouble(error, everWorked);
    deferred = null;
    tell();
  }

  return {
    get: (key) => read((store) => store.get(key)),
    update: (key, change) =>
      write((store) => store.update(key, change), {
        ...(slim && {
          smaller: (store) => store.update(key, (stored) => slim(change(stored))),
        }),
      }),
    setMany: (entries) =>
      write((store) => store.setMany(entries), {
        async again(store) {
          for (const [key, value] of entries) {
            await store.update(key, (stored) =>
              stored === undefined ? value : join(key, stored, value),
            );
          }
        },
      }),
    delete: (key) => write((store) => store.delete(key)),
    entries: () => read((store) => store.entries()),
    clear: () => write((store) => store.clear()),
  };
}

const storesOwn = (_key: string, stored: unknown): unknown => stored;
const yes = (): boolean => true;
const no = (): boolean => false;

async function inTime<Result>(operation: Promise<Result>, ms: number): Promise<Result> {
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
