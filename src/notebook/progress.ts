import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { Catalogue } from "../shared/lesson.ts";
import { lessonKey } from "../storage/keys.ts";
import type { NotebookRecord } from "../storage/schema.ts";
import type { ProgressStore } from "../storage/progress-store.ts";

/** How far the learner is in one lesson. */
export interface LessonProgress {
  /** Exercises passed, of those the lesson has now. */
  readonly passed: number;
  /** Exercises of the lesson. */
  readonly total: number;
  /** True once anything was edited, run, checked or answered. */
  readonly started: boolean;
  /** ISO time of the last visit; null if there was none. */
  readonly lastVisited: string | null;
  /** Ids of the exercises passed. */
  readonly passedIds: readonly string[];
}

export interface Progress {
  /** By lesson path; every lesson of the catalogue is in it. */
  readonly lessons: ReadonlySignal<ReadonlyMap<string, LessonProgress>>;
  /** The lesson visited last. */
  readonly latest: ReadonlySignal<string | null>;
  /** Resolves once the stored progress was read. */
  readonly ready: Promise<void>;
}

/** Progress of all lessons, kept up with the store by itself, other tabs included. */
export function createProgress(store: ProgressStore, catalogue: Catalogue): Progress {
  const records = signal<ReadonlyMap<string, NotebookRecord>>(new Map());
  store.subscribe((change) => {
    if (change.kind === "settings") return;
    if (change.kind === "all") {
      void store.list().then((stored) => {
        records.value = stored;
      });
      return;
    }
    const next = new Map(records.peek());
    if (change.record === null) next.delete(change.key);
    else next.set(change.key, change.record);
    records.value = next;
  });
  const ready = store.list().then((stored) => {
    // What changed while the list was read is newer than the list.
    records.value = new Map([...stored, ...records.peek()]);
  });
  const lessons = computed(() => summarize(catalogue, records.value));
  const latest = computed(() => latestOf(lessons.value));
  return { lessons, latest, ready };
}

/** The summary of a catalogue, given the stored records by key. */
function summarize(
  catalogue: Catalogue,
  records: ReadonlyMap<string, NotebookRecord>,
): ReadonlyMap<string, LessonProgress> {
  const result = new Map<string, LessonProgress>();
  for (const course of catalogue) {
    for (const lesson of course.lessons) {
      const record = records.get(lessonKey(lesson.path));
      result.set(lesson.path, lessonProgress(lesson.exercises, record));
    }
  }
  return result;
}

function lessonProgress(
  exercises: readonly string[],
  record: NotebookRecord | undefined,
): LessonProgress {
  const cells = record?.cells ?? {};
  const passedIds = exercises.filter((id) => cells[id]?.passedAt !== undefined);
  return {
    passed: passedIds.length,
    total: exercises.length,
    started: record !== undefined && isStarted(record),
    lastVisited: record?.visited ?? null,
    passedIds,
  };
}

function isStarted({ cells, own, quizzes = {} }: NotebookRecord): boolean {
  return Object.keys(cells).length + Object.keys(quizzes).length + own.length > 0;
}

function latestOf(lessons: ReadonlyMap<string, LessonProgress>): string | null {
  let latest: string | null = null;
  let time = "";
  for (const [path, { lastVisited }] of lessons) {
    if (lastVisited !== null && lastVisited > time) [latest, time] = [path, lastVisited];
  }
  return latest;
}
