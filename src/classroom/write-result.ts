import type { Lesson, LessonBlock } from "../shared/lesson.ts";
import { checksumOf } from "./checksum.ts";
import { learnerName } from "./learner-name.ts";
import type { LearnerCell, LearnerRecord } from "./learner-record.ts";
import { answeredQuizzes } from "./quiz-answers.ts";
import {
  OWN_KINDS,
  RESULT_CAPS,
  RESULT_FORMAT,
  RESULT_LIMIT,
  RESULT_VERSION,
  type ResultFile,
} from "./result-file.ts";
import { resultFileName } from "./result-name.ts";

/** What a learner hands over. */
export interface ResultSource {
  /** The lesson's path in the catalogue. */
  readonly path: string;
  readonly lesson: Lesson;
  readonly record: LearnerRecord;
  /** The name as typed. */
  readonly learner: string;
  /** The time of the export. */
  readonly date: Date;
}

/** A file to give to the learner, or a sentence that says why there is none. */
export type WrittenResult =
  | { readonly kind: "written"; readonly name: string; readonly text: string }
  | { readonly kind: "refused"; readonly message: string };

/** The work of one lesson as a file. Refused only where it is larger than a file may be. */
export function writeResult(source: ResultSource): WrittenResult {
  const result = resultOf(source);
  const text = resultText(result);
  if (new TextEncoder().encode(text).length > RESULT_LIMIT) {
    return {
      kind: "refused",
      message: `This work is larger than a result file may be (${RESULT_LIMIT / 1_000_000} MB). Remove what is large and not part of the task, such as a long text pasted into a cell or a file of your own, then export it again.`,
    };
  }
  return { kind: "written", name: resultFileName(source.path, result.learner), text };
}

/** The text of a result file: JSON (RFC 8259) that a person can read, with its checksum. */
export function resultText(result: ResultFile): string {
  const { quizzes, ...rest } = result;
  const file = {
    format: RESULT_FORMAT,
    version: RESULT_VERSION,
    ...rest,
    ...(quizzes.length > 0 && { quizzes }),
  };
  return `${JSON.stringify({ ...file, checksum: checksumOf(file) }, null, 1)}\n`;
}

/** The work of one lesson. Edits of cells that the lesson does not have (any more) stay behind. */
export function resultOf({ path, lesson, record, learner, date }: ResultSource): ResultFile {
  // An exercise may be called "constructor": what an object inherits is no progress.
  const known = (id: string): LearnerCell =>
    Object.hasOwn(record.cells, id) ? (record.cells[id] ?? {}) : {};
  const edited = (block: Extract<LessonBlock, { readonly id: string }>): string | null => {
    const source = known(block.id).edit?.source;
    return source === undefined || source === block.source ? null : source;
  };
  const cells = lesson.blocks.filter((block) => "id" in block);
  return {
    lesson: { path, title: lesson.title.slice(0, RESULT_CAPS.name), hash: lesson.hash },
    learner: learnerName(learner),
    exported: date.toISOString(),
    exercises: cells.flatMap((block) => {
      if (block.kind !== "exercise") return [];
      const { passedAt, tries, hintsShown, solutionShown = false } = known(block.id);
      return [
        {
          id: block.id,
          source: edited(block),
          passedAt: timeOf(passedAt),
          tries: countOf(tries),
          hintsShown: countOf(hintsShown),
          solutionShown,
        },
      ];
    }),
    quizzes: answeredQuizzes(lesson, record),
    cells: cells.flatMap((block) => {
      const source = block.kind === "exercise" ? null : edited(block);
      return source === null ? [] : [{ id: block.id, source }];
    }),
    own: record.own.flatMap(({ id, kind: stored, afterCell: after }) => {
      const kind = OWN_KINDS.find((known) => known === stored);
      const source = known(id).edit?.source ?? "";
      return kind === undefined || source === "" ? [] : [{ kind, after, source }];
    }),
    files: record.files.map(({ path, text }) => ({ path, text })),
  };
}

/** What came into the store with an import may be any number and any spelling of a time. */
function countOf(number = 0): number {
  return Math.min(Math.trunc(number), RESULT_CAPS.count);
}

function timeOf(text: string | undefined): string | null {
  const date = new Date(text ?? Number.NaN);
  const year = date.getUTCFullYear();
  return year >= 0 && year <= 9999 ? date.toISOString() : null;
}
