import type { LessonProblem } from "../shared/lesson.ts";
import { parseFenceInfo } from "./fence-info.ts";
import { CELL_KEYS } from "./fence-role.ts";
import { HTTP_KEYS } from "./http-role.ts";
import type { MarkdownBlock } from "./markdown-blocks.ts";
import type { Token } from "./markdown.ts";

/** What is wrong within a block of prose: a cell that is not at the margin, a picture from outside. */
export function proseProblems(block: MarkdownBlock): LessonProblem[] {
  const problems: LessonProblem[] = [];
  let line = block.start + 1;
  for (const token of block.tokens) {
    line = token.map === null ? line : token.map[0] + 1;
    const message = isCell(token)
      ? CELL_INSIDE
      : isQuiz(token)
        ? QUIZ_INSIDE
        : hasOutsidePicture(token)
          ? OUTSIDE_PICTURE
          : null;
    if (message !== null) problems.push({ line, message });
  }
  return problems;
}

const CELL_INSIDE =
  "A cell cannot stand inside a list or a quotation; move the fence to the margin, after the list.";
const QUIZ_INSIDE =
  "A quiz cannot stand inside a list or a quotation; move the fence to the margin, after the list.";
const OUTSIDE_PICTURE =
  "A lesson shows no picture from a file or another site, only its description; put it in as a data: address, or draw it with Python.";

function isCell(token: Token): boolean {
  if (token.type !== "fence") return false;
  const { language, attributes } = parseFenceInfo(token.info);
  if (language === "http") return HTTP_KEYS.some((key) => attributes.has(key));
  return language === "python" && CELL_KEYS.some((key) => attributes.has(key));
}

function isQuiz(token: Token): boolean {
  if (token.type !== "fence") return false;
  const { language, words } = parseFenceInfo(token.info);
  return language === "quiz" && !words.includes(".noeval");
}

function hasOutsidePicture(token: Token): boolean {
  return (token.children ?? []).some(
    (child) => child.type === "image" && !String(child.attrGet("src") ?? "").startsWith("data:"),
  );
}
