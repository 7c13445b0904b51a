import type { JsonObject } from "../shared/bounded-json.ts";
import { isTooLong, MOST_MARKDOWN_WORDS } from "../lesson/text-size.ts";
import type { JsonValue } from "../shared/json.ts";
import type { Lesson, LessonBlock } from "../shared/lesson.ts";
import type { OwnCellRecord } from "../storage/schema.ts";
import type { NotebookFormat } from "./workspace.ts";

/** A cell as a text brought it. */
export interface ReadCell extends Omit<OwnCellRecord, "after" | "afterCell"> {
  readonly source: string;
  /** Of a Jupyter notebook's code, as the store has them; absent where there are none. */
  readonly outputs?: readonly JsonValue[];
}

/** A notebook as a text brought it. */
export interface ReadNotebook {
  readonly title: string | null;
  readonly packages: readonly string[];
  readonly cells: readonly ReadCell[];
  /** Text files of its working folder; absent where it has none. */
  readonly files?: readonly { readonly path: string; readonly text: string }[];
  /** Other files of its working folder: data, and what is no text; absent where it has none. */
  readonly others?: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  /** What another tool's file says of the whole notebook; see `OwnCellRecord.foreign`. */
  readonly foreign?: JsonObject;
  /** What was wrong with the text, a sentence each. */
  readonly problems: readonly string[];
}

/** The text is no notebook; the message is for the learner. */
export class NotebookUnreadable extends Error {
  override readonly name = "NotebookUnreadable";
}

/**
 * Reads a notebook from Markdown, from a Jupyter file or from Python. A text with exercises, setup
 * or files is read as the lesson it is; any other one cell by cell. The readers are loaded when
 * first needed. Rejects with a sentence where the text is none.
 */
export async function readNotebook(text: string, format: NotebookFormat): Promise<ReadNotebook> {
  const read = await readAs(text, format);
  const { length } = read.cells;
  if (length > LIMITS.cells) {
    throw new NotebookUnreadable(
      `This notebook has ${length} cells, and ${LIMITS.cells} can be opened; split it, and try again.`,
    );
  }
  // The store would not keep it.
  const large = read.cells.findIndex(({ source }) => source.length > LIMITS.characters);
  if (large < 0) return read;
  throw new NotebookUnreadable(
    `Cell ${large + 1} of this notebook has more than 10 MB; put its data into a file, and try again.`,
  );
}

/** Cells of a notebook, and characters of one: as many as the page can show, and the store keeps. */
const LIMITS = { cells: 5000, characters: 10_000_000 } as const;

async function readAs(text: string, format: NotebookFormat): Promise<ReadNotebook> {
  switch (format) {
    case "md":
      return readMarkdown(text);
    case "ipynb":
      return readJupyter(text);
    case "py": {
      const [{ isPercentText }, { plainPythonToNotebook, pythonToNotebook }] = await Promise.all([
        import("../lesson/file-kind.ts"),
        import("../lesson/percent.ts"),
      ]);
      const percent = isPercentText(text);
      return readJupyter(
        percent ? pythonToNotebook(text) : plainPythonToNotebook(text, { docstring: true }),
      );
    }
  }
}

async function readMarkdown(markdown: string): Promise<ReadNotebook> {
  if (isTooLong(markdown)) {
    throw new NotebookUnreadable(
      `This text has more than ${MOST_MARKDOWN_WORDS} besides its pictures, and no more can be opened; split it, and try again.`,
    );
  }
  const { parseLesson } = await import("../lesson/parse-lesson.ts");
  const lesson = parseLesson(markdown);
  if (lesson.blocks.some(isLessonOnly)) return fromLesson(lesson, /^---\s*$/mu.test(markdown));
  const { fromNotebookText } = await import("../lesson/notebook-text.ts");
  const { title, packages, cells } = fromNotebookText(markdown);
  const numbered = cells.map((cell, index) => ({ id: `cell-${index + 1}`, ...cell }));
  return { title, packages, cells: numbered, problems: [] };
}

async function readJupyter(json: string): Promise<ReadNotebook> {
  const [{ readIpynb }, { fromIpynb }, { fromJupyter, isLessonNotebook, withOutputs }] =
    await Promise.all([
      import("../lesson/ipynb-cells.ts"),
      import("../lesson/ipynb.ts"),
      import("./read-ipynb.ts"),
    ]);
  const read = readIpynb(json);
  if (read.kind === "refused") throw new NotebookUnreadable(read.message);
  const { metadata, cells } = read;
  if (!isLessonNotebook(cells)) return fromJupyter(metadata, cells);
  const lesson = fromIpynb(json);
  if (lesson.kind === "refused") throw new NotebookUnreadable(lesson.message);
  return withOutputs(await readMarkdown(lesson.text), metadata, cells);
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
  // A scratch notebook asks nothing: it shows what stands there.
  const language = block.kind === "quiz" ? "quiz" : block.kind === "fence" ? block.language : null;
  if (language === null || !("source" in block)) return null;
  const ticks = "`".repeat(Math.max(3, longestTicks(block.source) + 1));
  return `${ticks}${language}\n${block.source.replace(/\n$/u, "")}\n${ticks}`;
}

function longestTicks(text: string): number {
  let longest = 0;
  for (const [ticks] of text.matchAll(/`+/gu)) longest = Math.max(longest, ticks.length);
  return longest;
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
