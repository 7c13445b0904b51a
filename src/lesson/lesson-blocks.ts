import { parseHttpText } from "../shared/http-text.ts";
import type { LessonBlock, Prose } from "../shared/lesson.ts";
import { readAlert } from "./alerts.ts";
import { createLessonIds } from "./cell-ids.ts";
import { createExerciseTable } from "./exercise-parts.ts";
import { type FenceInfo, parseFenceInfo } from "./fence-info.ts";
import { type FenceRole, readFenceRole } from "./fence-role.ts";
import type { Piece } from "./lesson-pieces.ts";
import { type MarkdownBlock, plainText } from "./markdown-blocks.ts";
import type { Env } from "./markdown.ts";
import { proseProblems } from "./prose-problems.ts";
import { readQuiz } from "./quiz.ts";
import { renderProse } from "./render-markdown.ts";

type Fence = Extract<Piece, { kind: "fence" }> & {
  readonly info: string;
  readonly parsed: FenceInfo;
  readonly role: FenceRole;
  readonly problems: readonly string[];
};
type ReadPiece = Fence | Extract<Piece, { kind: "text" }>;

/** Makes a lesson's blocks of its pieces; what is wrong becomes a `problem` block before its place. */
export function buildBlocks(
  pieces: readonly Piece[],
  lines: readonly string[],
  env: Env,
): LessonBlock[] {
  const read = pieces.map(readRole);
  const table = createExerciseTable(
    read.flatMap((piece) =>
      piece.kind === "fence" && "id" in piece.role
        ? [{ role: piece.role, part: { line: piece.start + 1, source: piece.source } }]
        : [],
    ),
  );
  const ids = createLessonIds(table.ids);
  const files = new Map<string, number>();
  const blocks: LessonBlock[] = [];
  let prose: MarkdownBlock[] = [];
  let hints: Prose[] | null = null;

  const problem = (line: number, message: string): void => {
    endProse();
    blocks.push({ kind: "problem", line, message });
  };
  const endProse = (): void => {
    const [first, last] = [prose[0], prose.at(-1)];
    if (first === undefined || last === undefined) return;
    const markdown = lines.slice(first.start, last.end).join("\n");
    const html = renderProse(prose, lines, env);
    blocks.push({ kind: "prose", line: first.start + 1, markdown, html });
    prose = [];
  };

  const addText = (block: MarkdownBlock): void => {
    if (hints !== null) {
      const alert = readAlert(block, lines, env);
      if (alert?.type === "tip") {
        hints.push({ markdown: alert.markdown, html: alert.html });
        return;
      }
      hints = null;
    }
    if (block.kind === "heading") {
      block.tokens[0]?.attrSet("id", ids.heading(plainText(block.tokens)));
    }
    for (const { line, message } of proseProblems(block)) problem(line, message);
    prose.push(block);
  };

  const addFence = ({ start, source, role, parsed, problems, unclosed }: Fence): void => {
    const line = start + 1;
    endProse();
    for (const message of problems) problem(line, message);
    if (unclosed) problem(line, "This fence is not closed; add a line ``` after its last line.");
    if ("id" in role) {
      const misfit = table.problem(role, line);
      if (misfit !== null) problem(line, misfit);
      // Hints may stand between an exercise and its check as well as after it.
      if (role.role !== "exercise") return;
      const parts = table.parts(role.id);
      hints = [];
      if (parts.starter?.line !== line) return;
      const { check, solution } = parts;
      blocks.push({ kind: "exercise", id: role.id, line, source, check, solution, hints });
      return;
    }
    hints = null;
    switch (role.role) {
      case "python":
      case "setup": {
        const raises = role.raises === null ? {} : { raises: role.raises };
        blocks.push({ kind: role.role, id: ids.cell(), line, source, ...raises, ...lockOf(role) });
        return;
      }
      case "file": {
        const { path } = role;
        const earlier = files.get(path);
        if (earlier === undefined) files.set(path, line);
        else
          problem(
            line,
            `The file "${path}" is in line ${earlier} already; give this one another path.`,
          );
        const { language } = parsed;
        const id = ids.cell();
        blocks.push({ kind: "file", id, line, file: path, language, source, ...lockOf(role) });
        return;
      }
      case "http": {
        const { client, status } = role;
        for (const wrong of parseHttpText(source).problems) {
          // An empty fence has no line of its own to point at.
          problem(source === "" ? line : line + wrong.line, wrong.message);
        }
        const id = ids.request();
        blocks.push({ kind: "http", id, line, source, client, status, ...lockOf(role) });
        return;
      }
      case "quiz": {
        const quiz = readQuiz(source);
        for (const wrong of quiz.problems) {
          problem(source === "" ? line : line + wrong.line, wrong.message);
        }
        // Where there is nothing to choose, its text is shown as it is.
        if (quiz.quiz === null) blocks.push({ kind: "fence", line, language: "quiz", source });
        else blocks.push({ kind: "quiz", quiz: ids.quiz(), line, source, ...quiz.quiz });
        return;
      }
      case "shown":
        blocks.push({ kind: "fence", line, language: parsed.language, source });
        return;
    }
  };

  for (const piece of read) {
    if (piece.kind === "text") addText(piece.block);
    else addFence(piece);
  }
  endProse();
  return blocks;
}

function lockOf({ locked }: { readonly locked: boolean }): { locked?: true } {
  return locked ? { locked } : {};
}

function readRole(piece: Piece): ReadPiece {
  if (piece.kind === "text") return piece;
  const parsed = parseFenceInfo(piece.info);
  return { ...piece, parsed, ...readFenceRole(parsed, piece.source) };
}
