import type { ReadonlySignal } from "@preact/signals-core";
import { lessonKey } from "../storage/keys.ts";
import type { ProgressStore } from "../storage/progress-store.ts";
import type { NotebookEffects } from "./effects.ts";
import type { Notebook } from "./model.ts";
import type { StoredSize, Workspace } from "./workspace.ts";

export interface TransferOptions {
  readonly store: ProgressStore;
  readonly notebook: ReadonlySignal<Notebook | null>;
  readonly effects: Pick<NotebookEffects, "date">;
  readonly flush: () => Promise<void>;
  /** Closes the open notebook during a change of the store, and opens it again. */
  readonly behindNotebook: <Result>(change: () => Promise<Result>) => Promise<Result>;
}

type TransferMethods = Pick<
  Workspace,
  "exportProgress" | "importProgress" | "storedSizes" | "resetLesson" | "resetEverything"
>;

/** The workspace's methods for all progress at once. */
export function createProgressTransfer(options: TransferOptions): TransferMethods {
  const { store, notebook, effects, flush, behindNotebook } = options;
  return {
    async exportProgress() {
      const { progressFile } = await import("../storage/progress-file.ts");
      await flush();
      const [records, settings, scratch] = await Promise.all([
        store.list(),
        store.readSettings(),
        store.readCurrentScratch(),
      ]);
      const file = progressFile(records, settings, scratch, effects.date().toISOString());
      return new Blob([`${JSON.stringify(file, null, 1)}\n`], { type: "application/json" });
    },
    async importProgress(file, mode = "merge") {
      const [{ readProgressFile }, { importProgress }, text] = await Promise.all([
        import("../storage/progress-file.ts"),
        import("../storage/progress-import.ts"),
        file.text(),
      ]);
      // A file that is refused must not even close the notebook.
      readProgressFile(text);
      return behindNotebook(() => importProgress(store, text, mode));
    },
    async storedSizes() {
      await flush();
      const [records, files] = await Promise.all([store.list(), store.files.sizes()]);
      const keys = [...new Set([...records.keys(), ...files.keys()])];
      const sizes = keys.map((key): StoredSize => {
        const record = records.get(key);
        const text = record === undefined ? 0 : JSON.stringify(record).length;
        return { key, bytes: text + (files.get(key) ?? 0), updated: record?.updated ?? null };
      });
      return sizes.sort((a, b) => b.bytes - a.bytes);
    },
    async resetLesson(path) {
      const key = lessonKey(path);
      const open = notebook.peek();
      if (open?.key === key) await open.resetAll();
      else await store.remove(key);
    },
    async resetEverything() {
      await behindNotebook(() => store.clear());
    },
  };
}
