import { type FenceInfo, formatFenceInfo, parseFenceInfo } from "./fence-info.ts";
import { CELL_KEYS } from "./fence-role.ts";

/**
 * Languages whose fences Jupytext makes cells of, by a magic such as `%%html`, and that a lesson's
 * file may well be in (https://github.com/mwouts/jupytext, languages.py).
 */
const MAGIC_LANGUAGES: ReadonlySet<string> = new Set([
  "html",
  "javascript",
  "js",
  "sql",
  "bash",
  "sh",
  "latex",
  "svg",
]);

/** True where a fence is a notebook's code cell: Python, or a file in a language with a magic. */
export function isNotebookCode(info: string): boolean {
  const { language, attributes, words } = parseFenceInfo(info);
  if (words.includes(".noeval")) return false;
  return language === "python" || (MAGIC_LANGUAGES.has(language) && attributes.has("file"));
}

/**
 * The lesson's keys among a fence's or a notebook cell's, as text, in the order of the alphabet:
 * Jupyter sorts a cell's metadata when it saves.
 */
export function cellKeys(pairs: Iterable<readonly [string, unknown]>): [string, string][] {
  const known: readonly string[] = CELL_KEYS;
  const keys: [string, string][] = [];
  for (const [key, value] of pairs) {
    const scalar = typeof value === "string" || typeof value === "number" || value === true;
    if (known.includes(key) && scalar) keys.push([key, String(value)]);
  }
  return keys.sort(([one], [other]) => (one < other ? -1 : 1));
}

/** The source of the notebook cell for a fence's code: other languages go under their magic. */
export function magicSource({ language }: FenceInfo, source: string): string {
  return language === "python" ? source : `%%${language}\n${source}`;
}

/** The language and code behind a notebook cell's source: the inverse of {@link magicSource}. */
export function readMagic(source: string): { language: string; source: string } {
  const [first = "", ...rest] = source.split("\n");
  const language = /^%%(\w+)\s*$/.exec(first)?.[1] ?? "";
  if (!MAGIC_LANGUAGES.has(language)) return { language: "python", source };
  return { language, source: rest.join("\n") };
}

/** Code as a fence, with backticks enough that none in the code ends it (CommonMark 4.5). */
export function formatFence(
  language: string,
  keys: Iterable<readonly [string, string]>,
  source: string,
): string {
  let longest = 2;
  for (const [, ticks = ""] of source.matchAll(/^ {0,3}(`+)/gm)) {
    longest = Math.max(longest, ticks.length);
  }
  const marks = "`".repeat(longest + 1);
  const body = source === "" ? "" : `${source}\n`;
  return `${marks}${formatFenceInfo(language, keys)}\n${body}${marks}`;
}
