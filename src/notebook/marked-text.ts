import { joinLines } from "./body-lines.ts";
import type { Merge } from "./merge-texts.ts";

/** How a comment begins and ends, by the editor's name of the language; Python's where it is none of these. */
const COMMENTS: ReadonlyMap<string, readonly [begin: string, end: string]> = new Map([
  ["html", ["<!-- ", " -->"]],
  ["xml", ["<!-- ", " -->"]],
  ["markdown", ["<!-- ", " -->"]],
  ["css", ["/* ", " */"]],
  ["javascript", ["// ", ""]],
  ["typescript", ["// ", ""]],
  ["sql", ["-- ", ""]],
]);

/** The sentences between which the sides of a conflict stand. */
const MARKS = {
  mine: "===== Your lines =====",
  theirs: "===== The lesson's new lines =====",
  end: "===== Keep what you need, delete the rest =====",
} as const;

/** Whose lines stand in the place of a conflict; null for both of them, between comments. */
export type PassageChoice = "mine" | "theirs" | "both" | null;

/**
 * The merged text to go on with in the editor: in the place of a conflict stand the lines that were
 * chosen for it, by its position among the conflicts, or else the lines of both sides, between
 * comments. Without conflicts it is the merged text as it is.
 */
export function markedText(
  { chunks, end }: Pick<Merge, "chunks" | "end">,
  language: string,
  choices: readonly PassageChoice[] = [],
): string {
  let conflict = 0;
  const [begin, close] = COMMENTS.get(language) ?? ["# ", ""];
  const mark = (sentence: string) => begin + sentence + close;
  const lines = chunks.flatMap((chunk) => {
    if (chunk.kind === "agreed") return chunk.lines;
    const { mine, theirs } = chunk;
    switch (choices[conflict++] ?? null) {
      case "mine":
        return mine;
      case "theirs":
        return theirs;
      case "both":
        return [...mine, ...theirs];
      case null:
        return [mark(MARKS.mine), ...mine, mark(MARKS.theirs), ...theirs, mark(MARKS.end)];
    }
  });
  return joinLines(lines, end);
}
