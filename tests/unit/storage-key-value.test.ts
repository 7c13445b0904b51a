import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { createIdbStore } from "../../src/storage/idb-store.ts";
import type { KeyValue } from "../../src/storage/key-value.ts";
import { createMemoryStore } from "../../src/storage/memory-store.ts";
import { createMigratingStore } from "../../src/storage/migrating-store.ts";
import { createResilientStore } from "../../src/storage/resilient-store.ts";

let databases = 0;

/** Every store keeps the same promises. */
const STORES: readonly (readonly [string, () => KeyValue])[] = [
  ["memory", () => createMemoryStore()],
  ["IndexedDB", () => createIdbStore(`test-${++databases}`)],
  ["resilient", () => createResilientStore(createMemoryStore(), { onTrouble: () => {} })],
];

describe.for(STORES)("the %s store", ([, create]) => {
  it("gives back what was written, and undefined for what was not", async () => {
    const store = create();
    await store.setMany([
      ["a", { text: "one" }],
      ["b", 2],
    ]);
    expect(await store.get("a")).toEqual({ text: "one" });
    expect(await store.get("nothing")).toBeUndefined();
    expect(new Map(await store.entries())).toEqual(
      new Map<string, unknown>([
        ["a", { text: "one" }],
        ["b", 2],
      ]),
    );
  });

  it("updates in one step: no update is lost when many come at once", async () => {
    const store = create();
    const add = () => store.update("count", (value) => (typeof value === "number" ? value + 1 : 1));
    await Promise.all(Array.from({ length: 20 }, add));
    expect(await store.get("count")).toBe(20);
  });

  it("keeps its own copy of a value", async () => {
    const store = create();
    const value = { list: [1] };
    await store.setMany([["a", value]]);
    value.list.push(2);
    const read = await store.get("a");
    expect(read).toEqual({ list: [1] });
  });

  it("forgets one key, or all", async () => {
    const store = create();
    await store.setMany([
      ["a", 1],
      ["b", 2],
    ]);
    await store.delete("a");
    expect(await store.get("a")).toBeUndefined();
    await store.clear();
    expect(await store.entries()).toEqual([]);
  });
});

describe("createIdbStore", () => {
  it("keeps values from one visit to the next, apart by database", async () => {
    await createIdbStore("routebook:/a/:v1").setMany([["key", "kept"]]);
    expect(await createIdbStore("routebook:/a/:v1").get("key")).toBe("kept");
    expect(await createIdbStore("routebook:/b/:v1").get("key")).toBeUndefined();
  });
});

/** A store whose operations fail as told. */
function failing(error: () => Error | null, inner = createMemoryStore()): KeyValue {
  const guard = async <Result>(operation: () => Promise<Result>): Promise<Result> => {
    const failure = error();
    if (failure !== null) throw failure;
    return operation();
  };
  return {
    get: (key) => guard(() => inner.get(key)),
    update: (key, change) => guard(() => inner.update(key, change)),
    setMany: (entries) => guard(() => inner.setMany(entries)),
    delete: (key) => guard(() => inner.delete(key)),
    entries: () => guard(() => inner.entries()),
    clear: () => guard(() => inner.clear()),
  };
}

const quota = () => new DOMException("full", "QuotaExceededError");

describe("createResilientStore", () => {
  it("goes on in memory where there is no store, and says so once", async () => {
    const troubles: unknown[] = [];
    const store = createResilientStore(
      failing(() => new Error("blocked")),
      { onTrouble: (trouble) => troubles.push(trouble?.kind) },
    );
    await store.setMany([["a", 1]]);
    await store.update("a", (value) => [value, 2]);
    expect(await store.get("a")).toEqual([1, 2]);
    expect(troubles).toEqual(["unavailable"]);
  });

  it("a full disk: keeps what was stored, and what was to be written, in memory", async () => {
    let full = false;
    const troubles: string[] = [];
    let writes = 0;
    const inner = createMemoryStore();
    const primary = failing(() => null, inner);
    const store = createResilientStore(
      {
        ...primary,
        update: (key, change) => {
          writes++;
          return full ? Promise.reject(quota()) : primary.update(key, change);
        },
      },
      { onTrouble: (trouble) => troubles.push(`${trouble?.kind}: ${trouble?.message}`) },
    );
    await store.setMany([["a", "old"]]);
    full = true;
    await store.update("b", () => "new");
    await store.update("c", () => "newer");
    expect(await store.entries()).toEqual([
      ["a", "old"],
      ["b", "new"],
      ["c", "newer"],
    ]);
    expect(troubles).toHaveLength(1);
    expect(troubles[0]).toMatch(/^full: .*Export your progress/);
    expect(writes).toBe(1);
  });

  it("first tries to make do with less room", async () => {
    const troubles: unknown[] = [];
    const inner = createMemoryStore();
    const primary: KeyValue = {
      ...inner,
      update: (key, change) =>
        inner.update(key, (stored) => {
          const value = change(stored);
          if (JSON.stringify(value).length > 20) throw quota();
          return value;
        }),
    };
    const store = createResilientStore(primary, {
      onTrouble: (trouble) => troubles.push(trouble?.kind),
      slim: () => "slim",
    });
    await store.update("a", () => "x".repeat(100));
    expect(await inner.get("a")).toBe("slim");
    expect(troubles).toEqual([]);
  });

  it.each([
    ["what can be had again goes before anything of the learner's", 30, "x".repeat(25)],
    ["with less of it where that is still too little", 20, "slim"],
  ])("has room made: %s", async (_what, room, expected) => {
    const troubles: unknown[] = [];
    const inner = createMemoryStore();
    let free = 10;
    const primary: KeyValue = {
      ...inner,
      update: (key, change) =>
        inner.update(key, (stored) => {
          const value = change(stored);
          if (String(value).length > free) throw quota();
          return value;
        }),
    };
    const store = createResilientStore(primary, {
      onTrouble: (trouble) => troubles.push(trouble?.kind),
      slim: () => "slim",
      makeRoom: async () => {
        free = room;
        return true;
      },
    });
    await store.update("a", () => "x".repeat(25));
    expect(await inner.get("a")).toBe(expected);
    expect(troubles).toEqual([]);
  });
});

describe("createMigratingStore", () => {
  const older = () =>
    createMemoryStore([
      ["lesson:a/1", { edits: { "cell-1": { source: "mine", base: "h" } }, passed: {} }],
      ["lesson:a/2", "no record"],
      ["meta:settings", { theme: "dark" }],
    ]);

  it("takes over an older store's records before its first operation, once", async () => {
    const target = createMemoryStore();
    let asked = 0;
    const find = async () => {
      asked++;
      return { version: 0, store: older() };
    };
    const store = createMigratingStore(target, find);
    expect(await store.get("lesson:a/1")).toMatchObject({
      version: 1,
      cells: { "cell-1": { edit: { source: "mine", base: "h" } } },
    });
    expect(await store.get("lesson:a/2")).toBeUndefined();
    expect(await store.get("meta:settings")).toEqual({ theme: "dark" });
    await createMigratingStore(target, find).entries();
    expect(asked).toBe(1);
  });

  it("does not overwrite what is there already", async () => {
    const target = createMemoryStore([["lesson:a/1", "newer"]]);
    const store = createMigratingStore(target, async () => ({ version: 0, store: older() }));
    expect(await store.get("lesson:a/1")).toBe("newer");
  });

  it("what was forgotten does not come back", async () => {
    const target = createMemoryStore();
    const find = async () => ({ version: 0, store: older() });
    await createMigratingStore(target, find).clear();
    expect(await createMigratingStore(target, find).get("lesson:a/1")).toBeUndefined();
  });
});
