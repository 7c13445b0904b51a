import { fromNotebookText } from "../notebook-text.ts";
import type { Lesson } from "../../shared/lesson.ts";
import { parseLesson } from "../parse-lesson.ts";
import type { LinkContent } from "./shared-lesson.ts";

/** What a shared lesson contains, for a reader who has not yet agreed to run anything of it. */
export interface LinkContents {
  /** The author's for this link, else the lesson's own; null for a notebook without one. */
  readonly title: string | null;
  /** Cells with Python code, setup cells among them, exercises not. */
  readonly cells: number;
  readonly exercises: number;
  /** Requests to the app. */
  readonly requests: number;
  /** Paths of files in the working folder: those in the text and those beside it. */
  readonly files: readonly string[];
  readonly packages: readonly string[];
  /** Things wrong with the lesson's text. */
  readonly problems: number;
  /** Of text and files, as UTF-8. */
  readonly bytes: number;
}

/** Counts what is there; nothing runs. Total. `lesson` is the text as a lesson, where it was read before. */
export function linkContents(
  { form, text, files, options }: LinkContent,
  lesson?: Lesson,
): LinkContents {
  const encoder = new TextEncoder();
  const bytes = [text, ...files.map((file) => file.text)].reduce(
    (sum, part) => sum + encoder.encode(part).length,
    0,
  );
  const beside = files.map(({ path }) => path);
  if (form === "notebook") {
    const { title, packages, cells } = fromNotebookText(text);
    return {
      title: options.title ?? title,
      cells: cells.filter(({ kind }) => kind === "python").length,
      exercises: 0,
      requests: 0,
      files: beside,
      packages,
      problems: 0,
      bytes,
    };
  }
  const { title, packages, blocks, problems } = lesson ?? parseLesson(text);
  const count = (...kinds: readonly string[]) =>
    blocks.filter(({ kind }) => kinds.includes(kind)).length;
  const inside = blocks.flatMap((block) => (block.kind === "file" ? [block.file] : []));
  return {
    title: options.title ?? title,
    cells: count("python", "setup"),
    exercises: count("exercise"),
    requests: count("http"),
    files: [...new Set([...inside, ...beside])],
    packages,
    problems: problems.length,
    bytes,
  };
}
