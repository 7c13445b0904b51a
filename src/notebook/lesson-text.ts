import { formatFence } from "../lesson/notebook-fences.ts";
import { parseLesson } from "../lesson/parse-lesson.ts";
import { fenceRange } from "../lesson/fence-range.ts";
import { toLines } from "../lesson/text-lines.ts";
import type { Lesson, LessonBlock } from "../shared/lesson.ts";
import type { NotebookRecord } from "../storage/schema.ts";
import { exportFiles, exportOwn } from "./export-cells.ts";
import { lessonItems } from "./lesson-items.ts";
import { markdownOf } from "./scratch-text.ts";
import { weave } from "./weave.ts";

/** Lines to put in the place of `from` up to `to`, counted from 0. */
interface Change {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/**
 * A lesson's text with the learner's work in it: changed cells in their fences, cells of their own
 * in their places, files of their own at the end. Everything else stays byte for byte, so that the
 * text of a lesson without edits is the lesson's. Progress in cells that the lesson has no more is
 * not in it.
 */
export function lessonText(text: string, record: NotebookRecord): string {
  const lesson = parseLesson(text);
  const lines = toLines(text);
  const changes = [...editsOf(lesson, lines, record), ...ownCells(lesson, lines, record)];
  if (changes.length === 0 && record.files.length === 0) return text;
  const result: string[] = [];
  let position = 0;
  for (const { from, to, lines: put } of changes.toSorted(
    (a, b) => a.from - b.from || a.to - b.to,
  )) {
    for (; position < from; position++) result.push(lines[position] ?? "");
    for (const line of put) result.push(line);
    position = Math.max(position, to);
  }
  for (; position < lines.length; position++) result.push(lines[position] ?? "");
  const files = markdownOf(exportFiles(record));
  const end = files === "" ? [] : [...(result.at(-1) === "" ? [] : [""]), ...files.split("\n")];
  return result.concat(end).join(text.includes("\r\n") ? "\r\n" : "\n");
}

/** The code of the lesson's cells that the learner changed. */
function editsOf(lesson: Lesson, lines: readonly string[], record: NotebookRecord): Change[] {
  return lesson.blocks.flatMap((block): Change[] => {
    if (!("id" in block) || !Object.hasOwn(record.cells, block.id)) return [];
    const source = record.cells[block.id]?.edit?.source;
    if (source === undefined || source === block.source) return [];
    const { opening, end } = fenceRange(lines, block.line - 1, block.source);
    const written = toLines(source).join("\n");
    // The marks as the lesson has them, unless code in them would end the fence.
    const marks = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(opening);
    const plain = formatFence("x", [], written).split("\n").at(-1) ?? "```";
    const kept = marks?.[1] ?? "```";
    const fence = kept.startsWith("`") && kept.length < plain.length ? plain : kept;
    const body = written === "" ? [] : written.split("\n");
    const safe = fence.startsWith("~") && body.some((line) => line.trim().startsWith("~~~"));
    const sign = safe ? plain : fence;
    return [
      { from: block.line - 1, to: end, lines: [`${sign}${marks?.[2] ?? ""}`, ...body, sign] },
    ];
  });
}

/** The learner's own cells, each before what follows the item that it stands after. */
function ownCells(lesson: Lesson, lines: readonly string[], record: NotebookRecord): Change[] {
  if (record.own.length === 0) return [];
  const fixed = lessonItems(lesson).map(({ key }, index) => ({ key, index, own: null }));
  const own = record.own.map((cell) => ({
    key: cell.id,
    after: cell.after,
    afterCell: cell.afterCell,
    item: { key: cell.id, index: -1, own: cell },
  }));
  const changes: Change[] = [];
  let next = startOf(lesson.blocks[0], lines);
  for (const item of weave<(typeof fixed)[number] | (typeof own)[number]["item"]>(fixed, own)) {
    if (item.own === null) {
      next = startOf(lesson.blocks[item.index + 1], lines);
      continue;
    }
    const cells = exportOwn(item.own, record.cells[item.own.id] ?? {});
    const text = markdownOf(cells).trimEnd();
    if (text === "") continue;
    const blank = next > 0 && (lines[next - 1] ?? "").trim() !== "" ? [""] : [];
    changes.push({ from: next, to: next, lines: [...blank, ...text.split("\n"), ""] });
  }
  return changes;
}

/** The line, from 0, at which a block begins; the end of the text where there is none. */
function startOf(block: LessonBlock | undefined, lines: readonly string[]): number {
  if (block !== undefined) return block.line - 1;
  return lines.at(-1) === "" ? lines.length - 1 : lines.length;
}
