import { describe, expect, it } from "vitest";
import { hashSource } from "../../src/shared/hash.ts";
import { createMemoryStore } from "../../src/storage/memory-store.ts";
import { createProgressStore } from "../../src/storage/progress-store.ts";
import { TEXTS, VERSIONS } from "./support/five-versions.ts";
import { Learner, textsOf } from "./support/lesson-versions.ts";
import {
  act,
  type Bench,
  cellAt,
  journal,
  openBench,
  settle,
  tabs,
} from "./support/notebook-bench.ts";

describe("two tabs", () => {
  /** Tabs of one browser, each with its version of the lesson. */
  async function open(...versions: readonly string[]): Promise<readonly Bench[]> {
    const [values, channel] = [createMemoryStore(), tabs()];
    const benches: Bench[] = [];
    for (const markdown of versions) {
      const store = createProgressStore(values, channel(), journal());
      benches.push(await openBench({ markdown, store }));
    }
    return benches;
  }

  async function rest(benches: readonly Bench[]): Promise<void> {
    for (let round = 0; round < 3; round++) {
      for (const { notebook } of benches) await notebook.flush();
      await settle();
    }
  }

  async function stored({ store, notebook }: Bench) {
    const record = await store.read(notebook.key);
    if (record === null) throw new Error("Nothing is stored.");
    return record;
  }

  /** Two tabs with version 2 of a lesson whose first cell was edited in version 1. */
  async function withChange(): Promise<readonly [Bench, Bench]> {
    const [values, channel] = [createMemoryStore(), tabs()];
    const store = () => createProgressStore(values, channel(), journal());
    const learner = new Learner(store());
    await learner.visit(VERSIONS.v1, (notebook) => notebook.setSource("routes-1", TEXTS.routes));
    const tab = () => openBench({ markdown: VERSIONS.v2, store: store() });
    return [await tab(), await tab()];
  }

  it("a choice in one is a choice in both, and either can undo it", async () => {
    const [one, two] = await withChange();
    one.notebook.takeMerge("routes-1");
    await rest([one, two]);
    const other = cellAt(two.notebook, 1);
    expect([other.change.value, other.former.value]).toEqual([null, TEXTS.routes]);
    two.notebook.takeFormer("routes-1");
    await rest([one, two]);
    expect(cellAt(one.notebook, 1).source.value).toBe(TEXTS.routes);
    expect(cellAt(one.notebook, 1).change.value?.kind).toBe("merges");
    expect(cellAt(one.notebook, 1).former.value).toBeNull();
  });

  it("two choices at once lose neither text", async () => {
    const [one, two] = await withChange();
    one.notebook.takeNew("routes-1");
    two.notebook.setSource("routes-1", `${TEXTS.routes}\ntyped_meanwhile()`);
    await rest([one, two]);
    const typed = `${TEXTS.routes}\ntyped_meanwhile()`;
    expect(textsOf(await stored(one))).toEqual([typed, TEXTS.routes]);
    for (const { notebook } of [one, two]) {
      expect(cellAt(notebook, 1).source.value).toBe(typed);
      expect(cellAt(notebook, 1).change.value?.kind).toBe("merges");
    }
  });

  it("the same choice in both is one choice", async () => {
    const [one, two] = await withChange();
    one.notebook.keepMine(null);
    two.notebook.keepMine(null);
    await rest([one, two]);
    const record = await stored(one);
    expect(record.cells["routes-1"]?.rival).toBeUndefined();
    expect(textsOf(record)).toEqual([TEXTS.routes, TEXTS.routes]);
    expect(two.notebook.changed.value).toEqual([]);
  });

  it("of different versions each show a text in its own cell, and come to rest", async () => {
    const benches = await open(VERSIONS.v1, VERSIONS.v3);
    const [older, newer] = benches;
    if (older === undefined || newer === undefined) throw new Error("There are two tabs.");
    older.notebook.setSource("routes-1", TEXTS.routes);
    older.notebook.setSource("routes-2", TEXTS.items);
    await rest(benches);
    expect(newer.notebook.cell("paths-2")?.source.value).toBe(TEXTS.routes);
    expect(newer.notebook.cell("paths-2")?.change.value?.kind).toBe("conflicts");
    expect(newer.notebook.cell("paths-3")?.source.value).toBe(TEXTS.items);

    newer.notebook.setSource("paths-1", "typed in the newer tab");
    older.notebook.setSource("hello", TEXTS.hello);
    await rest(benches);
    for (const { notebook } of benches) {
      const shown = notebook.cells.value.map(({ source }) => source.value);
      expect(shown).toEqual(expect.arrayContaining([TEXTS.routes, TEXTS.items, TEXTS.hello]));
    }
    const { revision } = await stored(older);
    await rest(benches);
    expect((await stored(older)).revision).toBe(revision);
    expect(textsOf(await stored(older))).toContain("typed in the newer tab");
  });

  it("of different versions that do not hear each other mix up no cells", async () => {
    const values = createMemoryStore();
    const deaf = (markdown: string) =>
      openBench({ markdown, store: createProgressStore(values, tabs()(), journal()) });
    const [older, newer] = [await deaf(VERSIONS.v1), await deaf(VERSIONS.v3)];
    older.notebook.setSource("routes-1", TEXTS.routes);
    newer.notebook.setSource("paths-1", "typed in the newer tab");
    await older.notebook.flush();
    await newer.notebook.flush();
    const { cells } = await stored(newer);
    expect(cells["paths-1"]?.edit?.source).toBe("typed in the newer tab");
    expect(cells["paths-2"]?.edit?.source).toBe(TEXTS.routes);
    expect(Object.keys(cells)).toHaveLength(2);
  });

  it("the other tab's text asks for a choice, too, where it is of an older version", async () => {
    const [one, two] = await withChange();
    const record = await stored(one);
    await one.notebook.close();
    await two.notebook.close();
    const edit = record.cells["routes-1"]?.edit;
    if (edit === undefined) throw new Error("The cell was edited.");
    const starter = one.notebook.cell("routes-1")?.starter ?? "";
    const settled = { source: "settled", base: hashSource(starter), from: starter, at: edit.at };
    const cells = { "routes-1": { edit: settled, rival: edit } };
    await one.store.put(new Map([[one.notebook.key, { ...record, cells }]]));
    const { notebook } = await openBench({ markdown: VERSIONS.v2, store: one.store });
    expect(notebook.changed.value).toEqual([]);
    act(notebook, "Use the other text");
    expect(cellAt(notebook, 1).source.value).toBe(TEXTS.routes);
    expect(cellAt(notebook, 1).change.value?.kind).toBe("merges");
  });
});
