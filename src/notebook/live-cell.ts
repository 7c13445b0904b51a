import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import { hashSource, type SourceHash } from "../shared/hash.ts";
import type { StoredEdit } from "../storage/schema.ts";
import { createLiveExercise, type ExerciseSpec, type LiveExercise } from "./live-exercise.ts";
import type { Cell, CellId, CellKind, LastRun, Output, RunState } from "./model.ts";
import type { Numbering } from "./numbering.ts";
import { isStale, type RunStamp } from "./stale.ts";

/** What a cell is made of, before anything happened to it. */
export interface CellSpec {
  readonly id: CellId;
  readonly kind: CellKind;
  readonly own: boolean;
  readonly starter: string;
  readonly file: string | null;
  readonly language: string;
  readonly exercise: ExerciseSpec | null;
  readonly client: string | null;
  /** The exception the lesson wants it to raise; null where it should end well. */
  readonly raises: string | null;
}

/** A cell with its signals open for writing; the user interface sees it as a {@link Cell}. */
export interface LiveCell extends Cell {
  readonly source: Signal<string>;
  readonly state: Signal<RunState>;
  readonly outputs: Signal<readonly Output[]>;
  readonly lastRun: Signal<LastRun | null>;
  readonly html: Signal<string> | null;
  readonly exercise: LiveExercise | null;
  /** Hash of the starter that the present text was made from. */
  readonly base: Signal<SourceHash>;
  /** ISO time of the last edit; null where there was none. */
  readonly editedAt: Signal<string | null>;
  /** Another tab's text that was saved at the same time. */
  readonly rival: Signal<StoredEdit | null>;
  readonly stamp: Signal<RunStamp | null>;
  /** The kernel's life in which it ran last; null for a run of an earlier visit. */
  readonly ranLife: Signal<number | null>;
  /** ISO time of the last run's end. */
  readonly ranAt: Signal<string | null>;
  readonly raises: string | null;
}

/** A cell as the lesson has it. */
export function createLiveCell(spec: CellSpec, numbering: Numbering): LiveCell {
  const { id, kind, own, starter } = spec;
  const starterHash = hashSource(starter);
  const source = signal(starter);
  const base = signal(starterHash);
  const stamp = signal<RunStamp | null>(null);
  const ranLife = signal<number | null>(null);
  const hash: ReadonlySignal<SourceHash> = computed(() => hashSource(source.value));
  return {
    ...spec,
    source,
    base,
    stamp,
    ranLife,
    outputsLive: computed(() => ranLife.value !== null && ranLife.value === numbering.life.value),
    number: computed(() => numbering.numbers.value.get(id) ?? null),
    edited: computed(() => !own && source.value !== starter),
    state: signal<RunState>({ kind: "idle" }),
    outputs: signal<readonly Output[]>([]),
    lastRun: signal<LastRun | null>(null),
    stale: computed(() => isStale(stamp.value, hash.value, numbering.changes.value.get(id) ?? 0)),
    conflict: computed(() =>
      own || base.value === starterHash || source.value === starter
        ? null
        : { mine: source.value, theirs: starter },
    ),
    html: kind === "markdown" ? signal("") : null,
    exercise: spec.exercise === null ? null : createLiveExercise(spec.exercise),
    editedAt: signal<string | null>(null),
    rival: signal<StoredEdit | null>(null),
    ranAt: signal<string | null>(null),
  };
}

/** Sets the learner's text. A text equal to the starter is no edit any more, whatever it came from. */
export function editCell(cell: LiveCell, source: string, at: string): void {
  cell.source.value = source;
  cell.editedAt.value = at;
  if (source === cell.starter) cell.base.value = hashSource(cell.starter);
}

/** True for cells that take their turn in the run queue: code and requests. */
export function isQueued(cell: Cell): boolean {
  return isCode(cell) || cell.kind === "http";
}

/** True for cells that Python runs. */
export function isCode(cell: Cell): boolean {
  return cell.kind === "python" || cell.kind === "setup" || cell.kind === "exercise";
}
