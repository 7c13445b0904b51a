import {
  type CellRecord,
  EMPTY_RECORD,
  type NotebookRecord,
  type OwnCellRecord,
  type StarterNote,
  type StoredFile,
} from "../storage/schema.ts";
import { recordOfCell } from "./cell-record.ts";
import type { LiveCell } from "./live-cell.ts";

/** What a snapshot is taken of. */
export interface SnapshotParts {
  readonly cells: readonly LiveCell[];
  readonly own: readonly OwnCellRecord[];
  readonly files: readonly StoredFile[];
  /** Progress in cells which the lesson has no more; kept, for the lesson may get them back. */
  readonly orphans: Readonly<Record<string, CellRecord>>;
  /** What was answered in quizzes. */
  readonly quizzes: NonNullable<NotebookRecord["quizzes"]>;
  /** The lesson's cells; null in a scratch notebook. */
  readonly starters: readonly StarterNote[] | null;
  readonly title: string | null;
  readonly packages: readonly string[];
  readonly visited: string;
  readonly position: NotebookRecord["position"];
  /** What another tool's file says of the notebook. */
  readonly foreign: NotebookRecord["foreign"];
  readonly agreed: NotebookRecord["agreed"];
  readonly now: string;
}

/** The record of a notebook as it stands; its revision is the store's business. */
export function snapshotOf(parts: SnapshotParts): NotebookRecord {
  const cells: [string, CellRecord][] = Object.entries(parts.orphans);
  for (const cell of parts.cells) {
    const record = recordOfCell(cell);
    if (Object.keys(record).length > 0) cells.push([cell.id, record]);
  }
  return {
    ...EMPTY_RECORD,
    updated: parts.now,
    visited: parts.visited,
    title: parts.title,
    packages: parts.packages,
    cells: Object.fromEntries(cells),
    own: parts.own,
    files: parts.files,
    ...(parts.starters !== null && { starters: parts.starters, quizzes: parts.quizzes }),
    position: parts.position,
    ...(parts.foreign !== undefined && { foreign: parts.foreign }),
    ...(parts.agreed !== undefined && { agreed: parts.agreed }),
  };
}
