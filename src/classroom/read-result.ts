import { filePathProblem } from "../shared/file-path.ts";
import { asRecord } from "../shared/json-fields.ts";
import { checksumOf } from "./checksum.ts";
import { learnerName } from "./learner-name.ts";
import { type Fields, fieldsOf, Misfit } from "./result-fields.ts";
import {
  OWN_KINDS,
  RESULT_CAPS,
  RESULT_FORMAT,
  RESULT_LIMIT,
  RESULT_VERSION,
  type ResultExercise,
  type ResultFile,
  type ResultQuiz,
  type ResultText,
} from "./result-file.ts";

/** A result file as read, or a sentence for the teacher that says why it is none. */
export type ReadResult =
  | {
      readonly kind: "result";
      readonly result: ResultFile;
      /** False where the file is not as Routebook wrote it (see `checksumOf`). */
      readonly intact: boolean;
    }
  | { readonly kind: "refused"; readonly message: string };

/**
 * Reads a result file. Total: whatever the text is, it never throws, and what does not fit is told
 * with its place. Fields that are not known are ignored.
 */
export function readResult(text: string): ReadResult {
  const tooLarge = sizeProblem(bytesOf(text));
  if (tooLarge !== null) return refused(tooLarge);
  // A byte order mark comes from editors.
  const json = text.replace(/^\uFEFF/u, "");
  let file: unknown;
  try {
    file = JSON.parse(json) as unknown;
  } catch {
    return refused(notJson(json));
  }
  const problem = formatProblem(file);
  if (problem !== null) return refused(problem);
  try {
    const result = resultIn(fieldsOf(file, ""));
    const intact = asRecord(file)?.["checksum"] === checksumOf(file);
    return { kind: "result", result, intact };
  } catch (error) {
    if (error instanceof Misfit) return refused(unreadable(error));
    throw error;
  }
}

/** Bytes of a text as UTF-8; of one that is too large anyway, at least so many. */
function bytesOf(text: string): number {
  return text.length > RESULT_LIMIT ? text.length : new TextEncoder().encode(text).length;
}

/** The sentence about a file of so many bytes that is too large to be read; else null. */
export function sizeProblem(bytes: number): string | null {
  if (bytes <= RESULT_LIMIT) return null;
  const size = (bytes / 1_000_000).toFixed(1);
  return `This file has ${size} MB, and a result file has ${RESULT_LIMIT / 1_000_000} MB at most. Ask for the file that Routebook exported.`;
}

function refused(message: string): ReadResult {
  return { kind: "refused", message };
}

function notJson(text: string): string {
  if (text.trim() === "") return "This file is empty. Ask for it once more.";
  if (text.slice(0, 200).includes(`"${RESULT_FORMAT}"`)) {
    return "This result file is damaged or was cut short on its way. Ask for it once more, as an attachment and not as text in a message.";
  }
  return "This is no result file of Routebook. Result files end in .routebook.json.";
}

/** What is wrong with the file as a whole; null where its fields can be read. */
function formatProblem(file: unknown): string | null {
  const { format, version } = asRecord(file) ?? {};
  if (format === "routebook-progress") {
    return "This is a learner's saved progress, which holds all lessons. Ask for the result file of this lesson instead.";
  }
  if (format !== RESULT_FORMAT) {
    return "This is no result file of Routebook. Result files end in .routebook.json.";
  }
  if (version === RESULT_VERSION) return null;
  if (typeof version === "number" && version > RESULT_VERSION) {
    return `This result file was made by a newer Routebook: it has version ${version}, and this page reads version ${RESULT_VERSION}. Reload the page to get the newest Routebook, then open the file again.`;
  }
  return unreadable(new Misfit("version", String(RESULT_VERSION), version));
}

function unreadable({ message }: Misfit): string {
  return `This result file cannot be read: ${message}`;
}

function resultIn(file: Fields): ResultFile {
  const lesson = file.object("lesson");
  const exercises = file.list("exercises", exerciseIn);
  refuseTwice(
    "exercises",
    exercises.map(({ id }) => id),
  );
  const quizzes = file.has("quizzes") ? file.list("quizzes", quizIn) : [];
  refuseTwice(
    "quizzes",
    quizzes.map(({ id }) => id),
  );
  const cells = file.list("cells", (cell) => ({ id: cell.text("id"), source: sourceOf(cell) }));
  refuseTwice(
    "cells",
    cells.map(({ id }) => id),
  );
  return {
    lesson: {
      path: lesson.text("path"),
      title: lesson.text("title", RESULT_CAPS.name),
      hash: lesson.text("hash"),
    },
    learner: learnerName(file.text("learner", RESULT_CAPS.name)),
    exported: file.time("exported"),
    exercises,
    quizzes,
    cells,
    own: file.list("own", (cell) => ({
      kind: cell.oneOf("kind", OWN_KINDS),
      after: cell.textOrNull("after"),
      source: sourceOf(cell),
    })),
    files: file.list("files", textIn),
  };
}

function exerciseIn(fields: Fields): ResultExercise {
  return {
    id: fields.text("id"),
    source: fields.textOrNull("source", Infinity),
    passedAt: fields.timeOrNull("passedAt"),
    tries: fields.count("tries"),
    hintsShown: fields.count("hintsShown"),
    solutionShown: fields.flag("solutionShown"),
  };
}

function quizIn(fields: Fields): ResultQuiz {
  return {
    id: fields.text("id"),
    text: fields.text("text"),
    chosen: fields.texts("chosen"),
    right: fields.flag("right"),
    tries: fields.count("tries"),
  };
}

function textIn(fields: Fields): ResultText {
  const path = fields.text("path");
  if (filePathProblem(path) !== null) {
    throw new Misfit(fields.place("path"), "a path in the working folder", path);
  }
  return { path, text: fields.text("text", Infinity) };
}

function sourceOf(fields: Fields): string {
  return fields.text("source", Infinity);
}

function refuseTwice(list: string, ids: readonly string[]): void {
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new Misfit(list, "a list without repetitions", `${twice} twice`);
}
