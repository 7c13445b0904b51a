import type { Lesson, LessonBlock } from "../shared/lesson.ts";
import type { OwnCellRecord } from "../storage/schema.ts";
import type { NotebookFormat } from "./workspace.ts";

/** A cell as a text brought it. */
export interface ReadCell extends Omit<OwnCellRecord, "after" | "afterCell"> {
  readonly source: string;
}

/** A notebook as a text brought it. */
export interface ReadNotebook {
  readonly title: string | null;
  readonly packages: readonly string[];
  readonly cells: readonly ReadCell[];
  /** What was wrong with the text, a sentence each. */
  readonly problems: readonly string[];
}

/** The text is no notebook; the message is for the learner. */
class NotebookUnreadable extends Error {
  override readonly name = "NotebookUnreadable";
}

/**
 * Reads a notebook from Markdown or from a Jupyter file. A text with exercises, setup or files is
 * read as the lesson it is; any other one as Python and texts. The readers are loaded when first
 * needed. Rejects with a sentence where the text is none.
 */
export async function readNotebook(text: string, format: NotebookFormat): Promise<ReadNotebook> {
  const markdown = format === "md" ? text : await markdownOf(text);
  const { parseLesson } = await import("../lesson/parse-lesson.ts");
  const lesson = parseLesson(markdown);
  if (lesson.blocks.some(isLessonOnly)) return fromLesson(lesson, /^---\s*$/mu.test(markdown));
  const { fromNotebookText } = await import("../lesson/notebook-text.ts");
  const { title, packages, cells } = fromNotebookText(markdown);
  const numbered = cells.map((cell, index) => ({ id: `cell-${index + 1}`, ...cell }));
  return { title, packages, cells: numbered, problems: [] };
}

async function markdownOf(json: string): Promise<string> {
  const { fromIpynb } = await import("../lesson/ipynb.ts");
  const read = fromIpynb(json);
  if (read.kind === "refused") throw new NotebookUnreadable(read.message);
  return read.text;
}

function isLessonOnly({ kind }: LessonBlock): boolean {
  return kind === "exercise" || kind === "setup" || kind === "file" || kind === "http";
}

/** A lesson's blocks as cells of a scratch notebook. */
function fromLesson(lesson: Lesson, hasFrontMatter: boolean): ReadNotebook {
  let texts = 0;
  const cells = lesson.blocks.flatMap((block): readonly ReadCell[] => {
    const source = textOf(block);
    if (source !== null) return [{ id: `text-${++texts}`, kind: "markdown", source }];
    return "id" in block ? [cellOf(block)] : [];
  });
  // A scratch notebook needs no front matter: that it has none is no problem here.
  const problems = lesson.problems.filter(({ line }) => hasFrontMatter || line > 1);
  return {
    title: hasFrontMatter ? lesson.title : null,
    packages: lesson.packages,
    cells,
    problems: problems.map(({ line, message }) => `Line ${line}: ${message}`),
  };
}

function textOf(block: LessonBlock): string | null {
  if (block.kind === "prose") return block.markdown;
  if (block.kind !== "fence") return null;
  const ticks = "`".repeat(Math.max(3, longestTicks(block.source) + 1));
  return `${ticks}${block.language}\n${block.source.replace(/\n$/u, "")}\n${ticks}`;
}

function longestTicks(text: string): number {
  return Math.max(0, ...(text.match(/`+/gu) ?? []).map((ticks) => ticks.length));
}

function cellOf(block: Extract<LessonBlock, { readonly id: string }>): ReadCell {
  const { id, kind, source } = block;
  switch (kind) {
    case "python":
    case "setup":
      return { id, kind, source, ...(block.raises !== undefined && { raises: block.raises }) };
    case "http":
      return { id, kind, source, client: block.client };
    case "file":
      return { id, kind, source, file: block.file, language: block.language };
    case "exercise":
      return {
        id,
        kind,
        source,
        exercise: {
          check: block.check?.source ?? null,
          solution: block.solution?.source ?? null,
          hints: block.hints.map(({ markdown }) => markdown),
        },
      };
  }
}
