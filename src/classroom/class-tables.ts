import { compareNames, nameKey } from "./learner-name.ts";
import type { ResultFile } from "./result-file.ts";
import type { ReadSubmission, Submission } from "./submission.ts";

/** The files of a class: one table a lesson, and what could not be read. */
export interface ClassFiles {
  readonly tables: readonly ClassTable[];
  readonly refused: readonly { readonly file: string; readonly message: string }[];
}

/** All files of one lesson. */
export interface ClassTable {
  readonly path: string;
  /** As the newest of the files has it. */
  readonly title: string;
  /** One row a learner, in the order of their names. */
  readonly rows: readonly ClassRow[];
}

/** One learner's newest file. */
export interface ClassRow {
  /** Unique in the table, and the same for the same files. */
  readonly key: string;
  /** As typed; "" where no name was. */
  readonly learner: string;
  readonly file: string;
  readonly result: ResultFile;
  /** False where the file is not as Routebook wrote it. */
  readonly intact: boolean;
  /** Other files under that name, newest first. */
  readonly earlier: readonly EarlierFile[];
  /** Names of further files with the very same content. */
  readonly copies: readonly string[];
}

/** An older file of the same lesson under the same name. */
export interface EarlierFile {
  readonly file: string;
  readonly result: ResultFile;
  readonly intact: boolean;
}

/**
 * Sorts what was dropped into tables. Of several files of one learner (the same name, small and
 * capital letters alike, and the same lesson) the newest stands in the table and the others as
 * earlier files. The same content twice counts once and is told. Files without a name are never
 * taken for one learner's.
 */
export function classTables(submissions: readonly Submission[]): ClassFiles {
  const refused = submissions.flatMap((one) =>
    one.kind === "refused" ? [{ file: one.file, message: one.message }] : [],
  );
  const lessons = new Map<string, Single[]>();
  for (const single of singles(submissions.filter((one) => one.kind === "result"))) {
    const { path } = single.submission.result.lesson;
    lessons.set(path, [...(lessons.get(path) ?? []), single]);
  }
  const tables = [...lessons].map(([path, found]) => tableOf(path, found));
  return { tables: tables.sort((one, other) => (one.path < other.path ? -1 : 1)), refused };
}

/** A file and the names of its copies. */
interface Single {
  readonly submission: ReadSubmission;
  readonly copies: string[];
}

function singles(submissions: readonly ReadSubmission[]): readonly Single[] {
  const byContent = new Map<string, Single>();
  for (const submission of submissions) {
    const content = JSON.stringify(submission.result);
    const known = byContent.get(content);
    if (known === undefined) byContent.set(content, { submission, copies: [] });
    else known.copies.push(submission.file);
  }
  return [...byContent.values()];
}

function tableOf(path: string, found: readonly Single[]): ClassTable {
  const learners = new Map<string, Single[]>();
  found.forEach((single, index) => {
    const name = nameKey(single.submission.result.learner);
    const key = name === "" ? `no name ${index + 1}` : `name ${name}`;
    learners.set(key, [...(learners.get(key) ?? []), single]);
  });
  const rows = [...learners].flatMap(([key, files]) => rowOf(key, files));
  const titles = found.map(({ submission }) => submission.result).sort(newestFirst);
  return {
    path,
    title: titles[0]?.lesson.title ?? path,
    rows: rows.sort((one, other) => compareNames(one.learner, other.learner)),
  };
}

function rowOf(key: string, files: readonly Single[]): readonly ClassRow[] {
  // Of two files of one moment the one that was dropped later counts.
  const sorted = files
    .toReversed()
    .sort((one, other) => newestFirst(one.submission.result, other.submission.result));
  const [newest, ...earlier] = sorted;
  if (newest === undefined) return [];
  const { file, result, intact } = newest.submission;
  return [
    {
      key,
      learner: result.learner,
      file,
      result,
      intact,
      earlier: earlier.map(({ submission }) => ({
        file: submission.file,
        result: submission.result,
        intact: submission.intact,
      })),
      copies: newest.copies,
    },
  ];
}

function newestFirst(one: ResultFile, other: ResultFile): number {
  return Date.parse(other.exported) - Date.parse(one.exported);
}
