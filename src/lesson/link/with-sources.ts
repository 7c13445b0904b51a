import { parseLesson } from "../parse-lesson.ts";
import { toLines } from "../text-lines.ts";
import { endOfLine, fencesOf, type TextFence } from "./text-fences.ts";
import { verbatimLines } from "./verbatim-lines.ts";

/**
 * The lesson's text with other code in the cells, by their ids: a lesson as somebody edited it. The
 * fences keep their keys, all other lines stay as they are; ids of no cell are ignored.
 */
export function withSources(text: string, sources: ReadonlyMap<string, string>): string {
  const lines = verbatimLines(text);
  const fences = new Map(fencesOf(text).map((fence) => [fence.start, fence]));
  for (const block of parseLesson(text).blocks) {
    if (!("id" in block)) continue;
    const source = sources.get(block.id);
    const fence = fences.get(block.line - 1);
    if (source === undefined || source === block.source || fence === undefined) continue;
    const fresh = fenceText(fence, lines.slice(fence.start, fence.end), source);
    lines.fill("", fence.start, fence.end);
    lines[fence.start] = fresh;
  }
  return lines.join("");
}

/** The fence with other code in it, and with marks enough that none in the code ends it. */
function fenceText(fence: TextFence, lines: readonly string[], source: string): string {
  const [first = "", last = first] = [lines[0], lines.at(-1)];
  const newline = endOfLine(first) || "\n";
  const [opening, marks = "```"] = /^ {0,3}(`{3,}|~{3,})/.exec(first) ?? ["```"];
  const code = toLines(source);
  const inside = new RegExp(`^ {0,3}(\\${marks[0] ?? ""}{${marks.length},})`);
  const longest = Math.max(
    marks.length - 1,
    ...code.map((line) => inside.exec(line)?.[1]?.length ?? 0),
  );
  const enough = (marks[0] ?? "").repeat(longest + 1);
  return [
    enough + first.slice(opening.length).trimEnd(),
    ...(source === "" ? [] : code),
    enough + (fence.unclosed ? newline : endOfLine(last)),
  ].join(newline);
}
