import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { KeyValue } from "../../src/storage/key-value.ts";
import { createMemoryStore } from "../../src/storage/memory-store.ts";
import { createResilientStore } from "../../src/storage/resilient-store.ts";

describe("createResilientStore over a store that does not answer", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  /** Requests are answered once the store is no longer held up. */
  function held(entries: readonly (readonly [string, unknown])[] = [], options = {}) {
    const inner = createMemoryStore(entries);
    const troubles: (string | null)[] = [];
    let hold: Promise<void> | null = null;
    let letGo: (error?: Error) => void = () => {};
    const wait = async <Result>(operation: () => Promise<Result>): Promise<Result> => {
      await hold;
      return operation();
    };
    const primary: KeyValue = {
      get: (key) => wait(() => inner.get(key)),
      update: (key, change) => wait(() => inner.update(key, change)),
      setMany: (values) => wait(() => inner.setMany(values)),
      delete: (key) => wait(() => inner.delete(key)),
      entries: () => wait(() => inner.entries()),
      clear: () => wait(() => inner.clear()),
    };
    const store = createResilientStore(primary, {
      onTrouble: (trouble) => troubles.push(trouble?.kind ?? null),
      ...options,
    });
    return {
      inner,
      store,
      troubles,
      holdUp() {
        hold = new Promise((resolve, reject) => {
          letGo = (error) => (error === undefined ? resolve() : reject(error));
        });
      },
      async letGo(error?: Error) {
        letGo(error);
        hold = null;
        await vi.advanceTimersByTimeAsync(0);
      },
    };
  }
  const add = (word: string) => (stored: unknown) => [
    ...(Array.isArray(stored) ? stored : []),
    word,
  ];

  it("waits for one that has answered before, and says so meanwhile", async () => {
    const { store, inner, troubles, holdUp, letGo } = held([["a", ["old"]]]);
    await store.get("a");
    holdUp();
    let isStored = false;
    const written = store.update("a", add("new")).then(() => (isStored = true));
    await vi.advanceTimersByTimeAsync(600_000);
    expect([isStored, troubles]).toEqual([false, ["slow"]]);
    await letGo();
    await written;
    expect(troubles).toEqual(["slow", null]);
    await store.update("a", add("newer"));
    expect(await inner.get("a")).toEqual(["old", "new", "newer"]);
  });

  it("says nothing of one that is slow for a moment", async () => {
    const { store, troubles, holdUp, letGo } = held([["a", 1]]);
    holdUp();
    const read = store.get("a");
    await vi.advanceTimersByTimeAsync(4_000);
    await letGo();
    expect([await read, troubles]).toEqual([1, []]);
  });

  it("does without one that never answers", async () => {
    const { store, troubles, holdUp } = held();
    holdUp();
    const written = store.setMany([["a", 1]]);
    await vi.advanceTimersByTimeAsync(20_000);
    await written;
    expect(await store.get("a")).toBe(1);
    expect(troubles).toEqual(["slow", "silent"]);
  });

  it("goes back to one that answers after all, with what was written meanwhile", async () => {
    let returns = 0;
    const { store, inner, troubles, holdUp, letGo } = held(
      [
        ["a", ["old"]],
        ["b", "old"],
        ["c", "old"],
        ["d", "old"],
      ],
      {
        onReturn: () => void returns++,
        join: (key: string, stored: unknown, written: unknown) => [key, stored, written],
      },
    );
    holdUp();
    const early = store.update("a", add("early"));
    await vi.advanceTimersByTimeAsync(20_000);
    await early;
    await store.update("a", add("late"));
    await store.setMany([
      ["b", "new"],
      ["new", "new"],
    ]);
    await store.delete("c");
    expect(await store.get("a")).toEqual(["early", "late"]);
    await letGo();
    expect([troubles, returns]).toEqual([["slow", "silent", null], 1]);
    expect(new Map(await store.entries())).toEqual(
      new Map<string, unknown>([
        ["a", ["old", "early", "late"]],
        ["b", ["b", "old", "new"]],
        ["d", "old"],
        ["new", "new"],
      ]),
    );
    await store.update("a", add("last"));
    expect(await inner.get("a")).toEqual(["old", "early", "late", "last"]);
  });

  it("gives up one whose late answer is that it does not work", async () => {
    const { store, inner, troubles, holdUp, letGo } = held();
    holdUp();
    const written = store.update("a", add("one"));
    await vi.advanceTimersByTimeAsync(20_000);
    await written;
    await letGo(new Error("blocked"));
    await store.update("a", add("two"));
    expect(await store.get("a")).toEqual(["one", "two"]);
    expect([await inner.get("a"), troubles]).toEqual([
      undefined,
      ["slow", "silent", "unavailable"],
    ]);
  });
});
