import { describe, expect, it } from "vitest";
import { EMPTY_RECORD } from "../../src/storage/schema.ts";
import { createTouchedKeys } from "../../src/storage/touched-keys.ts";
import { noteStorage } from "./support/notebook-bench.ts";

const run = {
  status: "done",
  ms: 1,
  at: "2026-11-22T00:00:00.000Z",
  source: "1" as never,
} as const;
const touched = { ...EMPTY_RECORD, cells: { one: { run } } };

describe("createTouchedKeys(storage, prefix)", () => {
  it("knows the records in which something is, and forgets those that were emptied", () => {
    const storage = noteStorage();
    const keys = createTouchedKeys(storage, "a");
    keys.note("lesson:one", touched);
    keys.note("lesson:two", EMPTY_RECORD);
    keys.note("lesson:three", { ...EMPTY_RECORD, position: { cell: null, scroll: 40 } });
    const later = createTouchedKeys(storage, "a");
    const known = () => ["one", "two", "three"].map((name) => later.has(`lesson:${name}`));
    expect(known()).toEqual([true, false, true]);
    later.note("lesson:one", EMPTY_RECORD);
    later.note("lesson:three", null);
    expect(known()).toEqual([false, false, false]);
    expect(createTouchedKeys(storage, "b").has("lesson:one")).toBe(false);
  });

  it("takes anything in its place for nothing, and needs no storage", () => {
    const storage = noteStorage();
    for (const text of ["", "{", "{}", "[1, null]"]) {
      storage.setItem("a:touched", text);
      expect(createTouchedKeys(storage, "a").has("1")).toBe(false);
    }
    const none = createTouchedKeys(null, "a");
    none.note("lesson:one", touched);
    expect(none.has("lesson:one")).toBe(false);
  });
});
