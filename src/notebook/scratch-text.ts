import { frontMatterText } from "../lesson/front-matter-text.ts";
import { quietFences } from "../lesson/quiet-fences.ts";
import { formatFence } from "../lesson/notebook-fences.ts";
import { usualGap } from "../lesson/notebook-segments.ts";
import { toLines } from "../lesson/text-lines.ts";
import type { NotebookRecord } from "../storage/schema.ts";
import { type ExportCell, exportCells } from "./export-cells.ts";
import { titleOf } from "./scratch-title.ts";

/**
 * A scratch notebook as Markdown in the grammar of lessons/README.md: what a share link carries,
 * and `readNotebook(text, "md")` reads. Outputs are left out. Fences within texts stay texts.
 */
export function scratchText(record: NotebookRecord): string {
  const front = frontMatterText({ title: titleOf(record), packages: record.packages });
  const body = markdownOf(exportCells(record));
  return body === "" ? front : front === "" ? body : `${front}\n${body}`;
}

/** The cells as Markdown that ends in a line end; "" for none. */
export function markdownOf(cells: readonly ExportCell[]): string {
  let text = "";
  let last: "code" | "markdown" | null = null;
  for (const cell of cells) {
    const part = markdownPart(cell);
    if (part === "") continue;
    if (last !== null) text += "\n".repeat(usualGap(last, cell.kind) + 1);
    text += part;
    last = cell.kind;
  }
  return text === "" ? "" : `${text}\n`;
}

function markdownPart(cell: ExportCell): string {
  const source = toLines(cell.source).join("\n");
  if (cell.kind === "code") return formatFence(cell.language, cell.keys, source);
  return quietFences(source.replace(/^\n+|\n+$/g, ""));
}
