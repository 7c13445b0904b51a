import { hashSource } from "../../shared/hash.ts";

/** Lines before and after a change whose fingerprints go along. */
export const CONTEXT_LINES = 3;

/** Letters of a line's fingerprint: 46,656 different ones, and there are up to six around a change. */
const LINE_CODE = 3;
/** Letters of the fingerprint of all lines that go. */
const BLOCK_CODE = 6;

/** What a change must find around it. */
export interface HunkContext {
  /** Fingerprints of the lines before it, in their order. */
  readonly before: readonly string[];
  /** Fingerprint of the lines that go; "" where none do. */
  readonly removed: string;
  readonly after: readonly string[];
}

/**
 * The context of lines `start` to `end`, as a link carries it: "abcdefghi.jklmno.pqrstuvwx". It is
 * fingerprints, since the lines themselves would make the link several times as long.
 */
export function contextOf(lines: readonly string[], start: number, end: number): string {
  const before = lines.slice(Math.max(0, start - CONTEXT_LINES), start);
  const after = lines.slice(end, end + CONTEXT_LINES);
  return [
    before.map(lineCode).join(""),
    blockCode(lines.slice(start, end)),
    after.map(lineCode).join(""),
  ].join(".");
}

/** The inverse of {@link contextOf}; null for a text that is none. Total. */
export function readContext(context: string): HunkContext | null {
  const parts = /^((?:[0-9a-z]{3}){0,3})\.((?:[0-9a-z]{6})?)\.((?:[0-9a-z]{3}){0,3})$/.exec(
    context,
  );
  if (parts === null) return null;
  const [, before = "", removed = "", after = ""] = parts;
  return { before: before.match(/.{3}/g) ?? [], removed, after: after.match(/.{3}/g) ?? [] };
}

/** A line's fingerprint; blanks at its end, and what ends it, do not count. */
export function lineCode(line: string): string {
  return codeOf(line.trimEnd(), LINE_CODE);
}

/** The fingerprint of lines in a row; "" for none. */
export function blockCode(lines: readonly string[]): string {
  if (lines.length === 0) return "";
  return codeOf(lines.map((line) => line.trimEnd()).join("\n"), BLOCK_CODE);
}

function codeOf(text: string, letters: number): string {
  return hashSource(text).padStart(letters, "0").slice(-letters);
}
