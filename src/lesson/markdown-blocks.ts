import { type Env, markdown, type Token } from "./markdown.ts";

/** A block at the margin of a Markdown text (not inside a list or a quotation). */
export interface MarkdownBlock {
  readonly kind: "fence" | "heading" | "quote" | "other";
  /** The block's own tokens, from its opening to its closing one. */
  readonly tokens: readonly Token[];
  /** First line, from 0. */
  readonly start: number;
  /** Line after the last one, without blank lines at the end. */
  readonly end: number;
}

/**
 * Cuts lines into their blocks at the margin. Lines before `from` count as blank, so that positions
 * are those of the whole text. `env` collects link definitions; blocks of one text share it.
 */
export function readBlocks(lines: readonly string[], from: number, env: Env): MarkdownBlock[] {
  const text = "\n".repeat(from) + lines.slice(from).join("\n");
  const blocks: MarkdownBlock[] = [];
  let opened: Token[] = [];
  let depth = 0;
  for (const token of markdown.parse(text, env)) {
    opened.push(token);
    depth += token.nesting;
    if (depth > 0) continue;
    const block = blockOf(opened, lines);
    if (block !== null) blocks.push(block);
    opened = [];
  }
  return blocks;
}

/** The blocks' HTML. */
export function renderBlocks(blocks: readonly MarkdownBlock[], env: Env): string {
  const tokens = blocks.flatMap((block) => block.tokens);
  return markdown.renderer.render(tokens, markdown.options, env);
}

/** The text of a heading or paragraph without its marks: "Use `GET`" becomes "Use GET". */
export function plainText(tokens: readonly Token[]): string {
  const children = tokens.flatMap((token) => token.children ?? []);
  return children
    .map((child) => (child.type === "softbreak" ? " " : child.content))
    .join("")
    .trim();
}

function blockOf(tokens: readonly Token[], lines: readonly string[]): MarkdownBlock | null {
  const first = tokens[0];
  if (first === undefined || first.map === null) return null;
  const [start, next] = first.map;
  let end = Math.min(next, lines.length);
  while (end > start + 1 && lines[end - 1]?.trim() === "") end--;
  // A fence without an end may close with blank lines that are its own.
  if (first.type === "fence") end = Math.min(next, lines.length);
  return { kind: KINDS[first.type] ?? "other", tokens, start, end };
}

const KINDS: Readonly<Record<string, MarkdownBlock["kind"]>> = {
  fence: "fence",
  heading_open: "heading",
  blockquote_open: "quote",
};
