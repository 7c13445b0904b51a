import { describe, expect, it } from "vitest";
import { createMemoryStore } from "../../src/storage/memory-store.ts";
import {
  progressFile,
  ProgressFileError,
  readProgressFile,
} from "../../src/storage/progress-file.ts";
import { importProgress } from "../../src/storage/progress-import.ts";
import { createProgressStore, type StoreChange } from "../../src/storage/progress-store.ts";
import { EMPTY_RECORD, type NotebookRecord } from "../../src/storage/schema.ts";
import { DEFAULT_SETTINGS } from "../../src/storage/stored-settings.ts";
import { journal, memoryProgress, noteStorage, settle, tabs } from "./support/notebook-bench.ts";

const AT = "2026-11-22T10:00:00.000Z";

function passed(id: string, source = "x", at = AT): NotebookRecord {
  const cells = { [id]: { passedAt: AT, edit: { source, base: "h", at } } };
  return { ...EMPTY_RECORD, updated: at, cells };
}

describe("createProgressStore", () => {
  it("reads what it saved, one revision up", async () => {
    const store = memoryProgress();
    await store.save("lesson:a", EMPTY_RECORD, passed("one"));
    expect(await store.read("lesson:a")).toEqual({ ...passed("one"), revision: 1 });
    expect([...(await store.list()).keys()]).toEqual(["lesson:a"]);
  });

  it("merges with what another tab saved since", async () => {
    const store = memoryProgress();
    const base = await store.save("lesson:a", EMPTY_RECORD, EMPTY_RECORD);
    await store.save("lesson:a", base, passed("one"));
    const saved = await store.save("lesson:a", base, passed("two"));
    expect(Object.keys(saved.cells).sort()).toEqual(["one", "two"]);
    expect(saved.revision).toBe(3);
  });

  it("two tabs that both begin with nothing lose nothing", async () => {
    const store = memoryProgress();
    await Promise.all([
      store.save("lesson:a", EMPTY_RECORD, passed("one")),
      store.save("lesson:a", EMPTY_RECORD, passed("two")),
    ]);
    const cells = (await store.read("lesson:a"))?.cells ?? {};
    expect(Object.keys(cells).sort()).toEqual(["one", "two"]);
  });

  it("keeps a former page's note until the store has what it tells", async () => {
    const notes = noteStorage();
    journal(notes, "one").write({ key: "lesson:a", base: EMPTY_RECORD, mine: passed("one") });
    const values = createMemoryStore();
    const stuck = { ...values, update: () => new Promise<void>(() => {}) };
    void createProgressStore(stuck, tabs()(), journal(notes, "two")).read("lesson:a");
    await settle();
    const next = createProgressStore(values, tabs()(), journal(notes, "three"));
    expect(Object.keys((await next.read("lesson:a"))?.cells ?? {})).toEqual(["one"]);
    expect(journal(notes, "four").read()).toEqual([]);
  });

  it("tells its own tab and the others what changed", async () => {
    const values = createMemoryStore();
    const open = tabs();
    const [here, there] = [
      createProgressStore(values, open(), journal()),
      createProgressStore(values, open(), journal()),
    ];
    const heard: string[] = [];
    const listen = (name: string) => (change: StoreChange) =>
      void heard.push(`${name} ${change.origin} ${change.kind}`);
    here.subscribe(listen("here"));
    there.subscribe(listen("there"));
    await here.save("lesson:a", EMPTY_RECORD, passed("one"));
    await here.writeSettings(DEFAULT_SETTINGS);
    await here.clear();
    await settle();
    expect(heard.sort()).toEqual([
      "here here all",
      "here here record",
      "here here settings",
      "there elsewhere all",
      "there elsewhere record",
      "there elsewhere settings",
    ]);
  });
});

describe("createLeaveJournal", () => {
  const entry = { key: "lesson:a", base: EMPTY_RECORD, mine: passed("one") };

  it("gives notes to whatever page comes next, until what they tell is stored", () => {
    const notes = noteStorage();
    journal(notes, "one").write(entry);
    journal(notes, "two").write({ ...entry, mine: passed("two") });
    const next = journal(notes, "three");
    const cells = () => next.read().map(({ mine }) => Object.keys(mine.cells));
    expect(cells()).toEqual([["one"], ["two"]]);
    next.read()[0]?.forget();
    expect(cells()).toEqual([["two"]]);
    const [note] = next.read();
    journal(notes, "two").write({ ...entry, mine: passed("three") });
    note?.forget();
    expect(cells()).toEqual([["three"]]);
  });

  it("leaves outputs out where there is no room for them", () => {
    const notes = noteStorage();
    const cells = { one: { tries: 1, outputs: ["x".repeat(2_000_000)] } };
    journal(notes).write({ ...entry, mine: { ...EMPTY_RECORD, cells } });
    expect(journal(notes).read()[0]?.mine.cells).toEqual({ one: { tries: 1 } });
  });

  it("does nothing where storage is forbidden, full or holds nonsense", () => {
    const notes = noteStorage();
    notes.setItem("test:leave:page:lesson:a", "{nonsense");
    notes.setItem("another site's", "kept");
    const full: typeof notes = {
      ...notes,
      setItem() {
        throw new DOMException("full", "QuotaExceededError");
      },
    };
    journal(full).write(entry);
    journal(null).write(entry);
    expect(journal(notes).read()).toEqual([]);
    expect(notes.getItem("another site's")).toBe("kept");
  });
});

describe("the progress file", () => {
  const notebooks = new Map([
    ["lesson:a/1", passed("one")],
    ["scratch:s", passed("two")],
  ]);
  const file = () => progressFile(notebooks, { ...DEFAULT_SETTINGS, theme: "dark" }, "s", AT);

  it("holds everything, and says what it is", () => {
    const written: unknown = JSON.parse(JSON.stringify(file()));
    expect(written).toMatchObject({ format: "routebook-progress", version: 1, exported: AT });
    expect(readProgressFile(JSON.stringify(written))).toEqual({
      notebooks,
      settings: { ...DEFAULT_SETTINGS, theme: "dark" },
      currentScratch: "s",
      refused: [],
    });
  });

  it("does not hold the name that the learner hands work in under", () => {
    const settings = { ...DEFAULT_SETTINGS, learner: "Zoë" };
    expect(JSON.stringify(progressFile(notebooks, settings, "s", AT))).not.toContain("Zoë");
  });

  it.for([
    ["", /not JSON/],
    ["[1,2", /not JSON/],
    ["{}", /not a progress file/],
    ['{"format":"x","version":1}', /not a progress file/],
    ['{"format":"routebook-progress"}', /version undefined/],
    ['{"format":"routebook-progress","version":2}', /version 2/],
  ] as const)("%s is refused with a sentence", ([text, words]) => {
    expect(() => readProgressFile(text)).toThrow(ProgressFileError);
    expect(() => readProgressFile(text)).toThrow(words);
  });

  it("entries that make no sense stay out, the rest comes", () => {
    const text = JSON.stringify({
      ...file(),
      notebooks: { "lesson:ok": passed("one"), "lesson:bad": 5, "meta:settings": passed("x") },
    });
    const read = readProgressFile(text);
    expect([...read.notebooks.keys()]).toEqual(["lesson:ok"]);
    expect(read.refused).toEqual(["lesson:bad", "meta:settings"]);
  });

  it("merging keeps the later text of a cell, and what only one side has", async () => {
    const store = memoryProgress();
    await store.save(
      "lesson:a/1",
      EMPTY_RECORD,
      passed("one", "newer here", "2026-12-01T00:00:00Z"),
    );
    await store.save("lesson:b/1", EMPTY_RECORD, passed("here"));
    const report = await importProgress(store, JSON.stringify(file()), "merge");
    expect((await store.read("lesson:a/1"))?.cells["one"]?.edit?.source).toBe("newer here");
    expect([...(await store.list()).keys()].sort()).toEqual([
      "lesson:a/1",
      "lesson:b/1",
      "scratch:s",
    ]);
    expect(report).toMatchObject({ lessons: 1, scratches: 1, newlyPassed: 1, refused: 0 });
    expect(report.message).toBe(
      "Imported 1 lesson and 1 scratch notebook, with 1 exercise newly passed.",
    );
    expect((await store.readSettings()).theme).toBe("system");
  });

  it("replacing forgets what was here, and brings the settings", async () => {
    const store = memoryProgress();
    await store.save("lesson:b/1", EMPTY_RECORD, passed("here"));
    await importProgress(store, JSON.stringify(file()), "replace");
    expect([...(await store.list()).keys()].sort()).toEqual(["lesson:a/1", "scratch:s"]);
    expect((await store.readSettings()).theme).toBe("dark");
    expect(await store.readCurrentScratch()).toBe("s");
  });

  it("a file that is refused changes nothing", async () => {
    const store = memoryProgress();
    await store.save("lesson:b/1", EMPTY_RECORD, passed("here"));
    await expect(importProgress(store, "{}", "replace")).rejects.toThrow(ProgressFileError);
    expect([...(await store.list()).keys()]).toEqual(["lesson:b/1"]);
  });
});
