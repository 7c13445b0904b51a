import { batch, computed, signal, type ReadonlySignal } from "@preact/signals";
import { type ClassFiles, classTables } from "../../classroom/class-tables.ts";
import { recheck, type RecheckTask } from "../../classroom/recheck.ts";
import { type KernelHandle, recheckKernel } from "../../classroom/recheck-kernel.ts";
import type { ResultFile } from "../../classroom/result-file.ts";
import { type DroppedFile, readSubmission, type Submission } from "../../classroom/submission.ts";
import { createClassLessons, type ClassLessonEffects } from "./class-lessons.ts";
import { type ClassOutcomes, pairsOf, tableView, type TableView } from "./class-view.ts";

/** Where running the checks again is. `done` and `total` count exercises of all files. */
export type ClassRun =
  | { readonly kind: "none" }
  | { readonly kind: "running"; readonly done: number; readonly total: number }
  | { readonly kind: "ended"; readonly done: number; readonly total: number };

export interface ClassEffects extends ClassLessonEffects {
  /** A kernel for nothing but this; it is closed when the checks have run. */
  readonly createKernel: () => KernelHandle & { close(): void };
  readonly setTimer: (callback: () => void, ms: number) => () => void;
  readonly now: () => Date;
}

/** A class on the page: the files that were given, and what their checks say here. */
export interface ClassState {
  readonly refused: ReadonlySignal<ClassFiles["refused"]>;
  readonly tables: ReadonlySignal<readonly TableView[]>;
  /** Files that are being read. */
  readonly reading: ReadonlySignal<number>;
  readonly run: ReadonlySignal<ClassRun>;
  /** Reads files and puts them with the others. Never rejects, and runs nothing of them. */
  add(files: readonly DroppedFile[]): Promise<void>;
  /** Forgets all files. */
  clear(): void;
  /** Runs every check again, each for so many milliseconds at most. Resolves when that has ended. */
  runChecks(timeLimit: number): Promise<void>;
  /** Stops the check that runs and leaves out the rest. */
  stop(): void;
}

/** An empty class. */
export function createClassState(effects: ClassEffects): ClassState {
  const submissions = signal<readonly Submission[]>([]);
  const outcomes = signal<ClassOutcomes>(new Map());
  const reading = signal(0);
  const run = signal<ClassRun>({ kind: "none" });
  const lessons = createClassLessons(effects);
  const files = computed(() => classTables(submissions.value));
  const lessonOf = (path: string) => lessons.known.value.get(path) ?? { kind: "loading" };
  // Apart from the outcomes: comparing the works takes longer than anything else here.
  const compared = computed(() =>
    files.value.tables.map((table) => {
      const lesson = lessonOf(table.path);
      return { table, lesson, pairs: pairsOf(table, lesson) };
    }),
  );
  const tables = computed(() => {
    const now = effects.now();
    return compared.value.map(({ table, lesson, pairs }) =>
      tableView(table, lesson, outcomes.value, pairs, now),
    );
  });
  let current: AbortController | null = null;

  function tasks(): readonly (RecheckTask & { readonly result: ResultFile })[] {
    return tables
      .peek()
      .flatMap(({ lesson, rows }) =>
        lesson.kind === "here"
          ? rows.map(({ row: { result } }) => ({ result, ...lesson, key: "" }))
          : [],
      );
  }

  async function runChecks(timeLimit: number): Promise<void> {
    if (current !== null) return;
    const stop = new AbortController();
    current = stop;
    const work = tasks().map((task, index) => ({ ...task, key: String(index) }));
    const total = work.reduce((sum, { lesson }) => {
      return sum + lesson.blocks.filter(({ kind }) => kind === "exercise").length;
    }, 0);
    batch(() => {
      outcomes.value = new Map();
      run.value = { kind: "running", done: 0, total };
    });
    const handle = effects.createKernel();
    const kernel = recheckKernel(handle);
    let done = 0;
    try {
      const { signal: stopped } = stop;
      const options = { kernel, timeLimit, signal: stopped, setTimer: effects.setTimer };
      for await (const step of recheck(work, options)) {
        const result = work[Number(step.key)]?.result;
        if (stopped.aborted || result === undefined) continue;
        done = step.done;
        batch(() => {
          const known = outcomes.peek().get(result) ?? [];
          const all = new Map([...known, [step.exercise, step.outcome] as const]);
          outcomes.value = new Map([...outcomes.peek(), [result, all]]);
          run.value = { kind: "running", done, total };
        });
      }
    } finally {
      kernel.close();
      handle.close();
      current = null;
      const isEmpty = submissions.peek().length === 0;
      run.value = isEmpty ? { kind: "none" } : { kind: "ended", done, total };
    }
  }

  return {
    refused: computed(() => files.value.refused),
    tables,
    reading,
    run,
    async add(dropped) {
      reading.value += dropped.length;
      const read = await Promise.all(dropped.map(readSubmission));
      batch(() => {
        reading.value -= dropped.length;
        submissions.value = [...submissions.peek(), ...read];
      });
      await lessons.load(files.peek().tables.map(({ path }) => path));
    },
    clear() {
      current?.abort();
      batch(() => {
        submissions.value = [];
        outcomes.value = new Map();
        run.value = { kind: "none" };
      });
    },
    runChecks,
    stop: () => current?.abort(),
  };
}
