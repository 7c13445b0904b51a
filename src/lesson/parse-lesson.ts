import { hashSource } from "../shared/hash.ts";
import type { Lesson, LessonProblem } from "../shared/lesson.ts";
import { splitFrontMatter } from "./front-matter.ts";
import { buildBlocks } from "./lesson-blocks.ts";
import { readLessonHeader } from "./lesson-header.ts";
import { readPieces } from "./lesson-pieces.ts";
import { plainText } from "./markdown-blocks.ts";
import type { Env } from "./markdown.ts";
import { previewPath } from "./preview-path.ts";
import { toLines } from "./text-lines.ts";

/**
 * Reads a lesson's text (the grammar is in lessons/README.md). Total: it never throws, and what is
 * wrong becomes a `problem` block in its place and an entry in `problems`, in the order of lines.
 *
 * A first heading equal to the title is left out of the prose, since the page shows the title.
 */
export function parseLesson(text: string): Lesson {
  const lines = toLines(text);
  const split = splitFrontMatter(lines);
  const header = readLessonHeader(split);
  const env: Env = {};
  const pieces = readPieces(lines, split.lines, env);

  const first = pieces[0];
  const heading =
    first?.kind === "text" && first.block.tokens[0]?.tag === "h1"
      ? plainText(first.block.tokens)
      : null;
  const title = header.title ?? heading ?? "Lesson without a title";
  const body = heading === title ? pieces.slice(1) : pieces;

  const headerProblems = header.problems.map(
    (problem) => ({ kind: "problem", ...problem }) as const,
  );
  const blocks = [...headerProblems, ...buildBlocks(body, lines, env)];
  const problems: LessonProblem[] = blocks
    .filter((block) => block.kind === "problem")
    .map(({ line, message }) => ({ line, message }))
    .sort((one, other) => one.line - other.line);
  const { summary, packages, minutes } = header;
  const app = previewPath(header.app, packages, blocks);
  return { title, summary, packages, minutes, app, blocks, problems, hash: hashSource(text) };
}
