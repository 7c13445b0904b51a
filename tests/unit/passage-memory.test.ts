import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Conflict } from "../../src/notebook/cell-change.ts";
import { createPassageMemory } from "../../src/ui/notebook/passage-memory.ts";

const CONFLICTS: readonly Conflict[] = [
  { kind: "conflict", mine: ["a = 1"], base: ["a = 0"], theirs: ["a = 2"] },
  { kind: "conflict", mine: [], base: ["b = 1"], theirs: ["b = 3"] },
];

function notes(entries: Readonly<Record<string, string>> = {}) {
  const kept = new Map(Object.entries(entries));
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

describe("choices of passages", () => {
  test("are there after a reload, until they are forgotten", () => {
    const tab = notes();
    createPassageMemory(() => tab).keep("lesson 2", CONFLICTS, ["theirs", null]);
    const again = createPassageMemory(() => tab);
    expect(again.recall("lesson 2", CONFLICTS)).toEqual(["theirs", null]);
    expect(again.recall("lesson 3", CONFLICTS)).toEqual([]);
    again.forget("lesson 2");
    expect(again.recall("lesson 2", CONFLICTS)).toEqual([]);
    expect(tab.kept.size).toBe(0);
  });

  test("count for these very passages alone", () => {
    const memory = createPassageMemory(notes);
    const tab = notes();
    const kept = createPassageMemory(() => tab);
    kept.keep("cell", CONFLICTS, ["mine", "both"]);
    expect(kept.recall("cell", CONFLICTS.slice(0, 1))).toEqual([]);
    expect(memory.recall("cell", CONFLICTS)).toEqual([]);
  });

  test("are none where the browser keeps nothing, or something else", () => {
    const refusing = createPassageMemory(() => {
      throw new DOMException("No storage here.", "SecurityError");
    });
    refusing.keep("cell", CONFLICTS, ["mine", "mine"]);
    expect(refusing.recall("cell", CONFLICTS)).toEqual([]);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const memory = createPassageMemory(() => notes({ "routebook:passages:cell": text }));
        expect(memory.recall("cell", CONFLICTS)).toEqual([]);
      }),
    );
    const strange = JSON.stringify({ of: CONFLICTS, choices: ["constructor", 1, "both"] });
    const memory = createPassageMemory(() => notes({ "routebook:passages:cell": strange }));
    expect(memory.recall("cell", CONFLICTS)).toEqual([null, null, "both"]);
  });
});
