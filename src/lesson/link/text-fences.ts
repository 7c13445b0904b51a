import { splitFrontMatter } from "../front-matter.ts";
import { type Piece, readPieces } from "../lesson-pieces.ts";
import { toLines } from "../text-lines.ts";

/** A fence at the margin of a text, by its lines, from 0. */
export type TextFence = Extract<Piece, { readonly kind: "fence" }>;

/** The fences of a lesson's text, in their order: those that `parseLesson` makes blocks of. */
export function fencesOf(text: string): readonly TextFence[] {
  const lines = toLines(text);
  return readPieces(lines, splitFrontMatter(lines).lines, {}).filter(
    (piece) => piece.kind === "fence",
  );
}

/** What ends a line of a text; "" for a last line that nothing ends. */
export function endOfLine(line: string): string {
  return /(?:\r\n|\n|\r)$/.exec(line)?.[0] ?? "";
}
