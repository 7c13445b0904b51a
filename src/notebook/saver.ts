import { type ReadonlySignal, signal } from "@preact/signals-core";
import { mergeRecords, removedRecord, sameProgress } from "../storage/merge-records.ts";
import type { ProgressStore } from "../storage/progress-store.ts";
import type { NotebookRecord } from "../storage/schema.ts";
import type { NotebookEffects } from "./effects.ts";

export interface SaverOptions {
  readonly store: ProgressStore;
  readonly key: string;
  /** The record the notebook was opened with. */
  readonly base: NotebookRecord;
  /** The notebook as it stands. */
  readonly snapshot: () => NotebookRecord;
  /** Brings the notebook to a record that holds another tab's changes too. */
  readonly adopt: (record: NotebookRecord) => void;
  /** A record of any version of the lesson, as one of this version. */
  readonly view: (record: NotebookRecord) => NotebookRecord;
  readonly effects: Pick<NotebookEffects, "setTimer" | "onHide">;
}

export interface Saver {
  /** False from a change of content until it is stored. */
  readonly saved: ReadonlySignal<boolean>;
  /** Something changed: it is stored within half a second. */
  touch(): void;
  /** Something that may wait changed: a position. */
  touchLater(): void;
  /** Stores at once what is not yet stored. */
  flush(): Promise<void>;
  /** Forgets what is not yet stored and listens no longer. */
  close(): void;
}

const SOON = 400;
const LATER = 2500;

/** Keeps a notebook and its record in step, with other tabs too. */
export function createSaver(options: SaverOptions): Saver {
  const { store, key, snapshot, adopt, view, effects } = options;
  let base = options.base;
  /** True while there is something that no save has begun to store. */
  let dirty = false;
  /** True while there is something that no save has finished storing. */
  let unstored = false;
  let timer: { readonly due: number; readonly cancel: () => void } | null = null;
  let saving: Promise<void> = Promise.resolve();
  let closed = false;
  const saved = signal(true);

  function schedule(ms: number): void {
    dirty = true;
    unstored = true;
    if (closed || (timer !== null && timer.due <= ms)) return;
    timer?.cancel();
    timer = { due: ms, cancel: effects.setTimer(() => void flush(), ms) };
  }

  function flush(): Promise<void> {
    timer?.cancel();
    timer = null;
    // One after the other: each save starts from what the one before it left in the store.
    if (dirty) saving = saving.then(save);
    return saving;
  }

  async function save(): Promise<void> {
    if (!dirty) return;
    dirty = false;
    const mine = snapshot();
    const stored = await store.save(key, base, mine, view);
    base = stored;
    if (!closed && !sameProgress(stored, mine)) take(mine, stored);
    if (!dirty) {
      unstored = false;
      saved.value = true;
    }
  }

  /** Joins what the learner did since `from` with what came from another tab. */
  function take(from: NotebookRecord, theirs: NotebookRecord): void {
    const merged = mergeRecords(from, snapshot(), theirs);
    adopt(merged);
    if (!sameProgress(merged, theirs)) schedule(SOON);
  }

  const unsubscribe = store.subscribe((change) => {
    if (change.origin === "here" || change.kind === "settings") return;
    if (change.kind === "record" && change.key !== key) return;
    saving = saving.then(async () => {
      const stored = await store.read(key);
      const theirs = view(stored ?? removedRecord(base.revision + 1));
      if (closed || theirs.revision === base.revision) return;
      const from = base;
      base = theirs;
      take(from, theirs);
    });
  });
  const unhide = effects.onHide(() => {
    if (unstored) store.leave(key, base, snapshot());
    void flush();
  });

  return {
    saved,
    touch() {
      saved.value = false;
      schedule(SOON);
    },
    touchLater: () => schedule(LATER),
    flush,
    close() {
      closed = true;
      timer?.cancel();
      unsubscribe();
      unhide();
    },
  };
}
