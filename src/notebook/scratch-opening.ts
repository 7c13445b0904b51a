import { scratchKey } from "../storage/keys.ts";
import type { ProgressStore } from "../storage/progress-store.ts";
import { EMPTY_RECORD } from "../storage/schema.ts";
import type { NotebookEffects } from "./effects.ts";
import type { Notebook } from "./model.ts";
import type { NotebookSource } from "./open-notebook.ts";
import type { ReadNotebook } from "./read-notebook.ts";
import { pruneScratches, scratchRecord, scratchSummaries } from "./scratch.ts";
import { SCRATCH_TITLE } from "./scratch-title.ts";
import type { ScratchSummary } from "./workspace.ts";

/** Key of the open notebook that belongs to no lesson. */
export const SCRATCH = "scratch";

type Open = (key: string, title: string, load: () => Promise<NotebookSource>) => Promise<Notebook>;

export interface ScratchOpeningOptions {
  readonly store: ProgressStore;
  readonly effects: Pick<NotebookEffects, "newId" | "date">;
  /** Writes what the open notebook has not written yet. */
  readonly flush: () => Promise<void>;
  /** Opens a notebook, unless it is open already. */
  readonly open: Open;
  /** Opens a notebook in the place of all that is there. */
  readonly replace: Open;
  /** Told before one opens. */
  readonly onOpen: () => void;
}

/** How a workspace opens notebooks of no lesson: the current one, and those that were set aside. */
export interface ScratchOpening {
  readonly openScratch: () => Promise<Notebook>;
  /** One by its id; a new one where there is none of that. `problems` are shown above it. */
  readonly openScratchOf: (id: string, problems?: readonly string[]) => Promise<Notebook>;
  /** What was read from a file, as a new one. */
  readonly openImported: (imported: ReadNotebook) => Promise<Notebook>;
  readonly recentScratches: () => Promise<readonly ScratchSummary[]>;
}

/** The workspace's methods for notebooks of no lesson. */
export function createScratchOpening(options: ScratchOpeningOptions): ScratchOpening {
  const { store, effects, flush, open, replace, onOpen } = options;

  async function sourceOf(id: string, problems: readonly string[]): Promise<NotebookSource> {
    await store.writeCurrentScratch(id);
    await pruneScratches(store, id);
    return { key: SCRATCH, storeKey: scratchKey(id), lesson: null, data: [], problems };
  }

  async function openScratchOf(id: string, problems: readonly string[] = []): Promise<Notebook> {
    onOpen();
    return replace(SCRATCH, SCRATCH_TITLE, () => sourceOf(id, problems));
  }

  return {
    openScratchOf,
    async openScratch() {
      onOpen();
      return open(SCRATCH, SCRATCH_TITLE, async () => {
        const id = (await store.readCurrentScratch()) ?? effects.newId();
        return sourceOf(id, []);
      });
    },
    async openImported(imported) {
      await flush();
      const id = effects.newId();
      const record = scratchRecord(imported, effects.date().toISOString());
      await store.save(scratchKey(id), EMPTY_RECORD, record);
      const others = imported.others?.map((file) => ({ ...file, own: true })) ?? [];
      if (others.length > 0) await store.files.change(scratchKey(id), others, []);
      return openScratchOf(id, imported.problems);
    },
    async recentScratches() {
      await flush();
      return scratchSummaries(await store.list(), await store.readCurrentScratch());
    },
  };
}
