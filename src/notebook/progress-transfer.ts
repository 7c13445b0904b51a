import type { ReadonlySignal } from "@preact/signals-core";
import { lessonKey } from "../storage/keys.ts";
import { progressFile, readProgressFile } from "../storage/progress-file.ts";
import { importProgress } from "../storage/progress-import.ts";
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
      const text = await file.text();
      // A file that is refused must not even close the notebook.
      readProgressFile(text);
      return behindNotebook(() => importProgress(store, text, mode));
    },
    async storedSizes() {
      await flush();
      const records = [...(await store.list())];
      const sizes = records.map(([key, record]): StoredSize => {
        const bytes = JSON.stringify(record).length;
        return { key, bytes, updated: record.updated };
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
