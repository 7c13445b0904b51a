import { type MarkdownBlock, readBlocks } from "./markdown-blocks.ts";
import type { Env } from "./markdown.ts";

/** A part of a lesson's body: a fence at the margin, or any other block. Lines count from 0. */
export type Piece =
  | {
      readonly kind: "fence";
      readonly start: number;
      /** The line after its last one. */
      readonly end: number;
      readonly info: string;
      readonly source: string;
      /** True where no line closes it. */
      readonly unclosed: boolean;
    }
  | { readonly kind: "text"; readonly block: MarkdownBlock };

/** After so many forgotten ends the rest is taken as it is: each costs a new reading of the rest. */
const MOST_FORGOTTEN_ENDS = 50;

/**
 * Reads the body's pieces. A fence whose end was forgotten would swallow the next one, to the
 * latter's end; it is ended before it, so that the rest of the lesson still stands.
 */
export function readPieces(lines: readonly string[], from: number, env: Env): Piece[] {
  const pieces: Piece[] = [];
  let start: number | null = from;
  for (let forgotten = 0; start !== null; forgotten++) {
    const again: number | null = readUntilForgottenEnd(
      lines,
      start,
      env,
      pieces,
      forgotten < MOST_FORGOTTEN_ENDS,
    );
    start = again;
  }
  return pieces;
}

/** Adds pieces up to a fence whose end was forgotten; returns the line where to go on, or null. */
function readUntilForgottenEnd(
  lines: readonly string[],
  from: number,
  env: Env,
  pieces: Piece[],
  look: boolean,
): number | null {
  for (const block of readBlocks(lines, from, env)) {
    const token = block.tokens[0];
    if (block.kind !== "fence" || token === undefined) {
      pieces.push({ kind: "text", block });
      continue;
    }
    const { start } = block;
    const next = look ? openingInside(block, token.markup, lines) : null;
    if (next !== null) {
      const source = lines
        .slice(start + 1, next)
        .join("\n")
        .trimEnd();
      pieces.push({ kind: "fence", start, end: next, info: token.info, source, unclosed: true });
      return next;
    }
    pieces.push({
      kind: "fence",
      start,
      end: block.end,
      info: token.info,
      source: token.content.replace(/\n$/, ""),
      unclosed: !isClosed(block, token.markup, lines),
    });
  }
  return null;
}

/** The first line inside the fence that could only be the opening of another one. */
function openingInside(
  block: MarkdownBlock,
  markup: string,
  lines: readonly string[],
): number | null {
  const opening = new RegExp(`^ {0,3}${markup}${markup[0] ?? ""}*[ \\t]*[A-Za-z][^\`]*$`);
  for (let line = block.start + 1; line < block.end; line++) {
    if (opening.test(lines[line] ?? "")) return line;
  }
  return null;
}

function isClosed(block: MarkdownBlock, markup: string, lines: readonly string[]): boolean {
  const closing = new RegExp(`^ {0,3}${markup}${markup[0] ?? ""}*[ \\t]*$`);
  return block.end - 1 > block.start && closing.test(lines[block.end - 1] ?? "");
}
