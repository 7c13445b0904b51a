/** IPython's own lines and cells, which are no Python. */
const MAGIC_LINE = /^([ \t]*)([!%].*)$/gm;
const MAGIC_CELL = /^\s*%%(?!(?:time|timeit|capture|prun)\b)[A-Za-z]/;
/** A call that starts a server and would never return. */
const SERVES = /^(?:\w+\.run\(|uvicorn\.run\(|web\.run_app\().*\)[ \t]*$/gm;

/**
 * Cells as one Python module that a server can import: what only a notebook understands is in
 * comments, and a server is started only where the module is the program.
 */
export function moduleText(sources: readonly string[]): string {
  return `${sources.map(modulePart).join("\n\n\n")}\n`;
}

/** True for code that awaits outside of a function: a module cannot. */
export function awaitsAtTop(source: string): boolean {
  let inside: number | null = null;
  for (const line of source.split("\n")) {
    if (line.trim() === "" || line.trim().startsWith("#")) continue;
    const indent = line.search(/\S/);
    if (inside !== null && indent <= inside) inside = null;
    if (inside === null && /^\s*async\s+def\b/.test(line)) inside = indent;
    else if (inside === null && /\bawait\s|\basync\s+(?:with|for)\b/.test(line)) return true;
  }
  return false;
}

function modulePart(source: string): string {
  if (MAGIC_CELL.test(source)) return commented(source);
  if (awaitsAtTop(source)) {
    return commented(`Left out: this cell awaits outside of a function.\n${source}`);
  }
  return source
    .replace(MAGIC_LINE, (_line, indent: string, rest: string) =>
      // A block must not be empty.
      indent === "" ? `# ${rest}` : `${indent}pass  # ${rest}`,
    )
    .replace(SERVES, (call) => `if __name__ == "__main__":\n    ${call}`)
    .trim();
}

function commented(text: string): string {
  return text
    .trim()
    .split("\n")
    .map((line) => `# ${line}`.trimEnd())
    .join("\n");
}
