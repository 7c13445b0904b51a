import { parseFenceInfo } from "./fence-info.ts";
import { segmentLines } from "./notebook-segments.ts";
import { isNotebookCode } from "./notebook-fences.ts";
import { isTooLong } from "./text-size.ts";

/**
 * A text in which no fence is a cell: those for whose info string `isCell` holds get the word
 * ".noeval", by which Jupytext, too, shows code and does not run it.
 */
export function quietFences(text: string, isCell = isLessonCell): string {
  // A text of that length is nowhere taken for a notebook.
  if (isTooLong(text) || !/^ {0,3}(?:`{3,}|~{3,})/m.test(text)) return text;
  const lines = text.split("\n");
  const { lead, segments } = segmentLines(lines, isCell);
  let line = lead;
  for (const segment of segments) {
    if (segment.kind === "code") lines[line] = quiet(lines[line] ?? "");
    line += segment.text.split("\n").length + segment.gap;
  }
  return lines.join("\n");
}

function isLessonCell(info: string): boolean {
  if (isNotebookCode(info)) return true;
  const { language, attributes, words } = parseFenceInfo(info);
  return (language === "http" || attributes.has("file")) && !words.includes(".noeval");
}

/** The language and the word: keys would make a cell of it, whatever the word says. */
function quiet(opening: string): string {
  return opening.replace(/^( {0,3}(?:`+|~+)[ \t]*[^\s`]*).*$/, "$1 .noeval");
}
