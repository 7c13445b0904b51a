import type { ResultSource } from "../../../src/classroom/write-result.ts";
import { writeResult } from "../../../src/classroom/write-result.ts";
import { EMPTY_RECORD, type NotebookRecord } from "../../../src/storage/schema.ts";
import { LESSON, NOON, PATH } from "./class-files.ts";

/** The time of all that was stored. */
export const AT = "2026-11-23T10:00:00.000Z";
export const edit = (source: string) => ({ source, base: "x", at: AT });

/** What one learner left in the store. */
export const RECORD: NotebookRecord = {
  ...EMPTY_RECORD,
  cells: {
    one: { edit: edit("one = 1"), passedAt: AT, tries: 3, hintsShown: 1, outputs: ["secret"] },
    two: { tries: 2, solutionShown: true, run: { status: "done", ms: 1, at: AT, source: "x" } },
    [idOf("python", 1)]: { edit: edit("between = 3") },
    "gone-1": { edit: edit("gone") },
    mine: { edit: edit("helper = 4") },
    note: { edit: edit("My *note*") },
    empty: { edit: edit("") },
  },
  own: [
    { id: "mine", kind: "python", after: "prose:x", afterCell: idOf("python", 1) },
    { id: "note", kind: "markdown", after: null, afterCell: null },
    { id: "empty", kind: "python", after: null, afterCell: null },
  ],
  files: [{ path: "notes.txt", text: "Notes", at: AT }],
  position: { cell: "one", scroll: 12 },
};

/** Id of the lesson's nth plain cell. */
export function idOf(kind: "python" | "file", index: number): string {
  const cells = LESSON.blocks.filter((block) => block.kind === kind && !("raises" in block));
  const block = cells[index];
  return block !== undefined && "id" in block ? block.id : "";
}

/** What the learner hands over. */
export const source: ResultSource = {
  path: PATH,
  lesson: LESSON,
  record: RECORD,
  learner: " Ann\u202e  Smith\n",
  date: NOON,
};

/** The file made of it. */
export function written() {
  const result = writeResult(source);
  if (result.kind !== "written") throw new Error(result.message);
  return result;
}
