import { splitFrontMatter } from "./front-matter.ts";
import { readLessonHeader } from "./lesson-header.ts";
import { formatFence, isNotebookCode } from "./notebook-fences.ts";
import { segmentLines, usualGap } from "./notebook-segments.ts";
import { parseFenceInfo } from "./fence-info.ts";
import { toLines } from "./text-lines.ts";

/** A cell of a notebook that is no lesson: the scratch notebook. */
export interface NotebookTextCell {
  readonly kind: "python" | "markdown";
  readonly source: string;
}

/** A notebook read from Markdown. */
export interface NotebookText {
  /** From front matter, where there is any. */
  readonly title: string | null;
  /** From front matter, where there is any. */
  readonly packages: readonly string[];
  readonly cells: readonly NotebookTextCell[];
}

/**
 * The cells as Markdown: Python in fences, texts as they are, two empty lines between two texts.
 * Texts lose empty lines at their ends; empty ones are left out.
 */
export function toNotebookText(cells: readonly NotebookTextCell[]): string {
  let text = "";
  let last: "code" | "markdown" | null = null;
  for (const cell of cells) {
    const kind = cell.kind === "python" ? "code" : "markdown";
    const source = toLines(cell.source).join("\n");
    const part = kind === "code" ? formatFence("python", [], source) : trimEmptyLines(source);
    if (part === "") continue;
    if (last !== null) text += "\n".repeat(usualGap(last, kind) + 1);
    text += part;
    last = kind;
  }
  return text === "" ? "" : `${text}\n`;
}

/**
 * Reads a notebook from Markdown; total. A lesson can be read so too: each Python fence becomes a
 * cell, checks and solutions among them; everything else stays in the texts.
 */
export function fromNotebookText(text: string): NotebookText {
  const lines = toLines(text);
  const split = splitFrontMatter(lines);
  const header = readLessonHeader(split);
  const { segments } = segmentLines(lines.slice(split.lines), isPython);
  const cells = segments.map(({ kind, source }) => ({
    kind: kind === "code" ? ("python" as const) : ("markdown" as const),
    source,
  }));
  return { title: header.title, packages: header.packages, cells };
}

function isPython(info: string): boolean {
  return isNotebookCode(info) && parseFenceInfo(info).language === "python";
}

function trimEmptyLines(text: string): string {
  return text.replace(/^\n+|\n+$/g, "");
}
