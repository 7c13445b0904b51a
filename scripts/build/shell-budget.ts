import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { Failure } from "../failure.ts";

/** Bytes, compressed, that the page may load before its first paint. */
const SHELL_BUDGET = 60_000;

/** A file that the page loads before its first paint. */
export interface ShellFile {
  /** Path below the built folder. */
  readonly path: string;
  /** Bytes as sent: compressed where a compressed file lies beside. */
  readonly sent: number;
}

/** What a built page names to be loaded at once: scripts, styles, and modules to preload. */
export function shellPaths(html: string): readonly string[] {
  const paths = ["index.html"];
  for (const [tag] of html.matchAll(/<(?:script|link)\b[^>]*>/g)) {
    if (tag.startsWith("<link") && !/\brel="(?:stylesheet|modulepreload|preload)"/.test(tag))
      continue;
    const path = /\b(?:src|href)="([^"]+)"/.exec(tag)?.[1];
    if (path !== undefined) paths.push(path.replace(/^\.\//, ""));
  }
  return [...new Set(paths)];
}

/** The files of a built and compressed app that are loaded before the first paint. */
export async function measureShell(folder: string): Promise<readonly ShellFile[]> {
  const html = await readFile(join(folder, "index.html"), "utf8");
  return Promise.all(
    shellPaths(html).map(async (path) => {
      const file = join(folder, path);
      const sent = existsSync(`${file}.br`) ? `${file}.br` : file;
      return { path, sent: (await stat(sent)).size };
    }),
  );
}

/**
 * One line about the shell's size. Throws a {@link Failure} that names its files where they come to
 * more than `budget` bytes.
 */
export function checkShell(files: readonly ShellFile[], budget = SHELL_BUDGET): string {
  const total = files.reduce((sum, { sent }) => sum + sent, 0);
  const size = `${kilobytes(total)} of ${kilobytes(budget)}`;
  if (total <= budget) return `  before the first paint: ${files.length} files, ${size} compressed`;
  const list = files
    .toSorted((one, other) => other.sent - one.sent)
    .map(({ path, sent }) => `${basename(path)} ${kilobytes(sent)}`)
    .join(", ");
  throw new Failure(
    `The page loads ${size} before its first paint, compressed: ${list}. ` +
      "Import what the first paint has no need of only when it is wanted.",
  );
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
