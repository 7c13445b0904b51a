import type { JsonValue } from "../shared/json.ts";

/** A cell of a Python file in the percent format. */
export interface PercentCell {
  readonly kind: "code" | "markdown" | "raw";
  readonly source: string;
  /** What stands after "# %%"; null where nothing does. */
  readonly title: string | null;
  /** `key=value` pairs, in their order. */
  readonly metadata: readonly (readonly [key: string, value: JsonValue])[];
}

/** A file read. */
export interface PercentFile {
  /** Lines of the header between "# ---" lines, uncommented, without them; null where there is none. */
  readonly header: readonly string[] | null;
  readonly cells: readonly PercentCell[];
}

/** A line that begins a cell: "# %%", "#%%", "# %% Title [markdown] key=1", "# In[3]:" of nbconvert. */
const MARKER = /^#[ \t]?%%(?:$|[ \t](.*)$|(\[.*)$)|^# In\[[\d ]*\]:$/s;

/** True for a line by which a file is in the percent format. */
export function isPercentMarker(line: string): boolean {
  return MARKER.test(line);
}

/**
 * Reads Python in the percent format
 * (https://jupytext.readthedocs.io/en/latest/formats-scripts.html, "The percent format"). Total. What
 * stands before the first marker is a code cell, if it is more than comments that tools write.
 */
export function readPercent(lines: readonly string[]): PercentFile {
  const header = readHeader(lines);
  const cells: PercentCell[] = [];
  let head: MarkerInfo | null = null;
  let body: string[] = [];
  const end = (): void => {
    const text = trimBlank(body);
    if (head !== null) cells.push(cellOf(head, text));
    else if (text.some((line) => !/^\s*(?:#!.*|#.*coding[:=].*)?$/.test(line))) {
      cells.push(cellOf({ kind: "code", title: null, metadata: [] }, text));
    }
    body = [];
  };
  for (const line of lines.slice(header?.end ?? 0)) {
    const marker = MARKER.exec(line);
    if (marker === null) {
      body.push(line);
      continue;
    }
    end();
    head = readMarker(marker[1] ?? marker[2] ?? "");
  }
  end();
  return { header: header?.lines ?? null, cells };
}

/** The text of a file with these cells: {@link readPercent} reads them, and writes the same bytes. */
export function writePercent({ header, cells }: PercentFile): string {
  const parts = cells.map(({ kind, source, title, metadata }) => {
    const type = kind === "code" ? [] : [`[${kind}]`];
    const pairs = metadata
      .filter(([key]) => /^[A-Za-z_][\w.-]*$/.test(key))
      .map(([key, value]) => `${key}=${JSON.stringify(value)}`);
    const named = title !== null && isPlainTitle(title) ? [title] : [];
    const head = ["# %%", ...named, ...type, ...pairs].join(" ");
    return [head, ...(kind === "code" ? codeLines(source) : textLines(source))].join("\n");
  });
  const top = header === null ? [] : [["# ---", ...header.map(commented), "# ---"].join("\n")];
  return [...top, ...parts].map((part) => `${part}\n`).join("\n");
}

type MarkerInfo = Pick<PercentCell, "kind" | "title" | "metadata">;

const KINDS: Readonly<Record<string, PercentCell["kind"]>> = {
  markdown: "markdown",
  md: "markdown",
  raw: "raw",
};

/** "Title [markdown] key=1 other="x"", any part of which may be missing. */
function readMarker(text: string): MarkerInfo {
  const pairs: [string, JsonValue][] = [];
  let rest = text.trim();
  // From the end: what is no pair belongs to the title.
  for (let start = nextPair(rest); start !== null; start = nextPair(rest)) {
    pairs.unshift([start.key, start.value]);
    rest = rest.slice(0, start.index).trimEnd();
    if (pairs.length === MOST_PAIRS) break;
  }
  const type = /(?:^|\s)\[(markdown|md|raw)\]$/.exec(rest);
  const title = (type === null ? rest : rest.slice(0, type.index)).trim();
  const kind = KINDS[type?.[1] ?? ""] ?? "code";
  return { kind, title: title === "" ? null : title, metadata: pairs };
}

/** True for a title that is read as nothing else. */
function isPlainTitle(title: string): boolean {
  const read = readMarker(title);
  return read.title === title && read.kind === "code" && !/[\n\r]/.test(title);
}

const PAIR_START = /(?:^|\s)([A-Za-z_][\w.-]*)=(?=\S)/g;
/** Pairs of a marker that are looked at; each costs a look at the rest of its line. */
const MOST_PAIRS = 50;

/** The last pair of the text, whose value is JSON and goes to the end. */
function nextPair(text: string): { key: string; value: JsonValue; index: number } | null {
  if (text.length > 10_000) return null;
  const starts = [...text.matchAll(PAIR_START)].slice(-MOST_PAIRS).reverse();
  for (const start of starts) {
    const written = text.slice(start.index + start[0].length);
    const value = readValue(written);
    if (value !== undefined) return { key: start[1] ?? "", value, index: start.index };
  }
  return null;
}

function readValue(written: string): JsonValue | undefined {
  try {
    return JSON.parse(written) as JsonValue;
  } catch {
    return undefined;
  }
}

function cellOf({ kind, title, metadata }: MarkerInfo, lines: readonly string[]): PercentCell {
  const text = kind === "code" ? readCode(lines) : uncommented(lines);
  return { kind, source: text.join("\n"), title, metadata };
}

function readHeader(lines: readonly string[]): { lines: readonly string[]; end: number } | null {
  const start = lines.findIndex((line) => !/^(?:#!.*|#.*coding[:=].*|\s*)$/.test(line));
  if (start < 0 || lines[start]?.trimEnd() !== "# ---") return null;
  const end = lines.findIndex((line, index) => index > start && line.trimEnd() === "# ---");
  const inside = lines.slice(start + 1, Math.max(end, start + 1));
  if (end < 0 || inside.some((line) => !line.startsWith("#"))) return null;
  return { lines: inside.map(uncomment), end: end + 1 };
}

/** A text is in comments, or in one string of several lines, as some editors write it. */
function uncommented(lines: readonly string[]): readonly string[] {
  const quoted = /^[rR]?("""|''')([\s\S]*)\1$/.exec(lines.join("\n"));
  const inside = quoted?.[2];
  if (inside !== undefined) return trimBlank(inside.split("\n"));
  return lines.map(uncomment);
}

function uncomment(line: string): string {
  return line.replace(/^# ?/, "");
}

function commented(line: string): string {
  return line === "" ? "#" : `# ${line}`;
}

/** Magics, and lines that would begin a cell, with any number of comment signs before them. */
const MAGIC = /^(?:# )*(?:%{1,2}[A-Za-z]|!|#[ \t]?%%|# In\[)/;
/** A cell in another language: Jupytext comments all of it out. */
const FOREIGN = /^%%(?!(?:time|timeit|capture|prun)\b)[A-Za-z]/;

/** Jupytext comments out IPython's own lines, so that the file stays Python. */
function codeLines(source: string): readonly string[] {
  const lines = trimBlank(source.split("\n"));
  return lines.map(FOREIGN.test(lines[0] ?? "") ? commented : escapeLine);
}

/** The inverse of {@link codeLines}. */
function readCode(lines: readonly string[]): readonly string[] {
  const foreign =
    FOREIGN.test(uncomment(lines[0] ?? "")) && lines.every((line) => line.startsWith("#"));
  return lines.map(foreign ? uncomment : unescapeLine);
}

function textLines(source: string): readonly string[] {
  return source === "" ? [] : source.split("\n").map(commented);
}

function escapeLine(line: string): string {
  return MAGIC.test(line) ? `# ${line}` : line;
}

function unescapeLine(line: string): string {
  return line.startsWith("# ") && MAGIC.test(line.slice(2)) ? line.slice(2) : line;
}

function trimBlank(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== "");
  if (first < 0) return [];
  const last = lines.findLastIndex((line) => line.trim() !== "");
  return lines.slice(first, last + 1);
}
