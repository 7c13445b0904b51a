import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import type { JsonObject } from "../shared/bounded-json.ts";
import { hashSource, type SourceHash } from "../shared/hash.ts";
import { EMPTY_RECORD, type StoredEdit } from "../storage/schema.ts";
import { type CellChange, changeOf, versionState } from "./cell-change.ts";
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
  /** True for a lesson's cell that its author locked. */
  readonly locked?: boolean;
  readonly language: string;
  readonly exercise: ExerciseSpec | null;
  readonly client: string | null;
  /** The exception the lesson wants it to raise; null where it should end well. */
  readonly raises: string | null;
  /** What another tool's file says of an own cell; kept for the export. */
  readonly foreign?: JsonObject;
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
  /** That starter; null where only its hash is known. */
  readonly from: Signal<string | null>;
  /** Texts from before the learner's choices in new versions of the lesson, newest last. */
  readonly kept: Signal<readonly StoredEdit[]>;
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
  readonly foreign?: JsonObject;
}

/** A cell as the lesson has it. */
export function createLiveCell(spec: CellSpec, numbering: Numbering): LiveCell {
  const { id, kind, own, starter } = spec;
  const starterHash = hashSource(starter);
  const source = signal(starter);
  const base = signal(starterHash);
  const from = signal<string | null>(starter);
  const kept = signal<readonly StoredEdit[]>([]);
  const change = computed((): CellChange | null => {
    if (own || base.value === starterHash || source.value === starter) return null;
    return changeOf(versionState(from.value, source.value, starter, spec.language));
  });
  const stamp = signal<RunStamp | null>(null);
  const ranLife = signal<number | null>(null);
  const hash: ReadonlySignal<SourceHash> = computed(() => hashSource(source.value));
  return {
    ...spec,
    locked: spec.locked === true,
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
    change,
    from,
    kept,
    former: computed(() => kept.value.at(-1)?.source ?? null),
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
  if (source === cell.starter) rebase(cell);
}

/** From now on the text counts as made from the lesson's present one. */
export function rebase(cell: LiveCell): void {
  cell.base.value = hashSource(cell.starter);
  cell.from.value = cell.starter;
}

/** The text of a cell with what it was made from, as it is stored. */
export function editOf(cell: LiveCell): StoredEdit {
  const from = cell.own ? null : cell.from.peek();
  return {
    source: cell.source.peek(),
    base: cell.base.peek(),
    ...(from !== null && { from }),
    at: cell.editedAt.peek() ?? EMPTY_RECORD.updated,
  };
}

/** Shows a stored edit; without one the lesson's text. */
export function applyEdit(cell: LiveCell, edit: StoredEdit | undefined): void {
  rebase(cell);
  cell.source.value = edit?.source ?? cell.starter;
  cell.editedAt.value = edit?.at ?? null;
  if (edit === undefined || edit.base === cell.base.peek()) return;
  if (cell.own) {
    // Nobody compares with it; as stored, it is the same in all tabs.
    cell.base.value = edit.base;
    return;
  }
  if (edit.source === cell.starter) return;
  const from = edit.from ?? null;
  // A text that differs from its origin in empty lines at its end is no change of the learner's.
  const state = versionState(from, edit.source, cell.starter, cell.language);
  if (state.kind === "lesson") return applyEdit(cell, undefined);
  cell.base.value = edit.base;
  cell.from.value = from;
}

/** True for cells that take their turn in the run queue: code and requests. */
export function isQueued(cell: Cell): boolean {
  return isCode(cell) || cell.kind === "http";
}

/** True for cells that Python runs. */
export function isCode(cell: Cell): boolean {
  return cell.kind === "python" || cell.kind === "setup" || cell.kind === "exercise";
}
