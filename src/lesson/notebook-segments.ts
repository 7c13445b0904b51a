import { type MarkdownBlock, readBlocks } from "./markdown-blocks.ts";

/** A Markdown text as a notebook sees it: cells of code and the texts between them. */
export interface Segment {
  readonly kind: "code" | "markdown";
  /** Code: what stands in the fence. Markdown: the text. */
  readonly source: string;
  /** The segment's lines, verbatim: a fence with its lines of backticks. */
  readonly text: string;
  /** The fence's info string; "" for a text. */
  readonly info: string;
  /** Empty lines up to the next segment, or to the end after the last one. */
  readonly gap: number;
}

export interface SegmentedText {
  /** Empty lines before the first segment. */
  readonly lead: number;
  readonly segments: readonly Segment[];
}

/** Lines `from` up to `to`; `block` is set where they are a fence of code. */
interface Range {
  readonly from: number;
  readonly to: number;
  readonly block: MarkdownBlock | null;
}

/**
 * Cuts lines into segments as Jupytext does: a fence at the margin whose info string `isCode`
 * accepts is code, and two empty lines that are in no code end a text. Nothing is lost: the segments' lines, with as
 * many empty lines between them as `lead` and `gap` say, are the lines given.
 */
export function segmentLines(
  lines: readonly string[],
  isCode: (info: string) => boolean,
): SegmentedText {
  const blocks = readBlocks(lines, 0, {});
  const inside = codeLines(blocks);
  const ranges: Range[] = [];
  let from = 0;
  for (const block of blocks) {
    if (!isCodeFence(block, lines, isCode)) continue;
    for (const range of textRanges(lines, from, block.start, inside)) ranges.push(range);
    ranges.push({ from: block.start, to: block.end, block });
    from = block.end;
  }
  for (const range of textRanges(lines, from, lines.length, inside)) ranges.push(range);
  const segments = ranges.map((range, index) =>
    segmentOf(range, ranges[index + 1]?.from ?? lines.length, lines),
  );
  return { lead: ranges[0]?.from ?? lines.length, segments };
}

/** The lines that {@link segmentLines} was given. */
export function joinSegments({ lead, segments }: SegmentedText): string[] {
  return [
    ...emptyLines(lead),
    ...segments.flatMap(({ text, gap }) => [...text.split("\n"), ...emptyLines(gap)]),
  ];
}

/** Empty lines that Jupytext puts between two cells: two between texts, which would else be one. */
export function usualGap(one: Segment["kind"], other: Segment["kind"]): number {
  return one === "markdown" && other === "markdown" ? 2 : 1;
}

function emptyLines(count: number): string[] {
  return Array.from({ length: count }, () => "");
}

function segmentOf({ from, to, block }: Range, next: number, lines: readonly string[]): Segment {
  const text = lines.slice(from, to).join("\n");
  const gap = next - to;
  const token = block?.tokens[0];
  if (token === undefined) return { kind: "markdown", source: text, text, info: "", gap };
  const source = token.content.replace(/\n$/, "");
  return { kind: "code", source, text, info: token.info, gap };
}

/** The texts between two lines, without empty lines at their ends. */
function textRanges(
  lines: readonly string[],
  from: number,
  to: number,
  inside: ReadonlySet<number>,
): Range[] {
  const ranges: Range[] = [];
  let start: number | null = null;
  let end = from;
  let empty = 0;
  for (let line = from; line < to; line++) {
    if (lines[line] === "") {
      if (!inside.has(line)) empty++;
      continue;
    }
    if (start !== null && empty >= 2) {
      ranges.push({ from: start, to: end, block: null });
      start = line;
    }
    start ??= line;
    end = line + 1;
    empty = 0;
  }
  if (start !== null) ranges.push({ from: start, to: end, block: null });
  return ranges;
}

/** Lines of fences and indented code, at the margin or not: empty lines there belong to the code. */
function codeLines(blocks: readonly MarkdownBlock[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const { type, map } of blocks.flatMap(({ tokens }) => tokens)) {
    if (map === null || (type !== "fence" && type !== "code_block")) continue;
    for (let line = map[0]; line < map[1]; line++) found.add(line);
  }
  return found;
}

function isCodeFence(
  block: MarkdownBlock,
  lines: readonly string[],
  isCode: (info: string) => boolean,
): boolean {
  const token = block.tokens[0];
  if (token?.type !== "fence" || !isCode(token.info)) return false;
  const last = lines[block.end - 1]?.trim() ?? "";
  const closed = block.end - 1 > block.start && /^(`+|~+)$/.test(last);
  return closed && last.startsWith(token.markup);
}
