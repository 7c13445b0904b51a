import { parseLesson } from "../parse-lesson.ts";
import { endOfLine } from "./text-fences.ts";
import { verbatimLines } from "./verbatim-lines.ts";

/** The key as it stands in a fence's first line, however it is quoted. */
const LOCKED = /[ \t]+locked[ \t]*=[ \t]*(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^\s"']+)/g;

/** A cell that can be locked, and whether it is. */
export interface Lock {
  readonly id: string;
  /** Its first line in the text, from 1. */
  readonly line: number;
  readonly locked: boolean;
}

/** The cells that can be locked: all but exercises, which are there to be written. */
export function locksOf(text: string): readonly Lock[] {
  return parseLesson(text).blocks.flatMap((block) => {
    const { kind, line } = block;
    if (kind !== "python" && kind !== "setup" && kind !== "file" && kind !== "http") return [];
    return [{ id: block.id, line, locked: block.locked === true }];
  });
}

/**
 * The lesson's text with exactly these cells locked, by the key in lessons/README.md. Lines whose
 * lock does not change stay as they are; ids of no cell are ignored.
 */
export function withLocks(text: string, ids: ReadonlySet<string>): string {
  const lines = verbatimLines(text);
  for (const { id, line, locked } of locksOf(text)) {
    if (ids.has(id) === locked) continue;
    const whole = lines[line - 1] ?? "";
    const end = endOfLine(whole);
    const bare = whole
      .slice(0, whole.length - end.length)
      .replace(LOCKED, "")
      .trimEnd();
    lines[line - 1] = `${bare}${locked ? "" : ' locked="true"'}${end}`;
  }
  return lines.join("");
}
