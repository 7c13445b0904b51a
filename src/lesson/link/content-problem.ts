import { filePathProblem } from "../../shared/file-path.ts";
import { isTooLong, MOST_MARKDOWN_WORDS } from "../text-size.ts";
import { isExerciseId, isLimit, isTitle } from "./link-fields.ts";
import { MOST_FILES, MOST_MINUTES, MOST_TITLE } from "./link-limits.ts";
import type { LinkContent, SharedFile } from "./shared-lesson.ts";

/** Says to the author in one sentence why no link can be made of this, or null where one can. */
export function contentProblem({ text, files, options }: LinkContent): string | null {
  if (isTooLong(text)) {
    return `A link can carry a text of ${MOST_MARKDOWN_WORDS}, and this one is longer; split it, or share it as a file.`;
  }
  const { title, exercise, limit } = options;
  if (title !== null && !isTitle(title)) {
    return `The title must be one line of at most ${MOST_TITLE} characters; shorten it, or leave it empty.`;
  }
  if (exercise !== null && !isExerciseId(exercise)) {
    return `"${exercise}" is no exercise's id; choose one of the lesson's exercises.`;
  }
  if (limit !== null && !isLimit(limit)) {
    return `The time limit must be between 0 and ${MOST_MINUTES} minutes; correct it, or leave it empty.`;
  }
  return filesProblem(files);
}

function filesProblem(files: readonly SharedFile[]): string | null {
  if (files.length > MOST_FILES) {
    return `A link can carry ${MOST_FILES} files, and these are ${files.length}; share a file of the lesson instead.`;
  }
  const paths = new Set<string>();
  for (const { path } of files) {
    const problem = filePathProblem(path);
    if (problem !== null) return problem;
    if (paths.has(path)) return `There are two files "${path}"; give one of them another path.`;
    paths.add(path);
  }
  return null;
}
