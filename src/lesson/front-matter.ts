import { isMap, isScalar, LineCounter, parseDocument } from "yaml";
import type { LessonProblem } from "../shared/lesson.ts";

/** A text cut into its front matter and the rest. */
export interface SplitText {
  /** The YAML between the "---" lines; null where the text has none. */
  readonly yaml: string | null;
  /** Lines that the front matter takes up, its "---" lines included. */
  readonly lines: number;
  /** Set where no "---" closes it; it then ends before the first blank line. */
  readonly problem: LessonProblem | null;
}

/** One field of the front matter as YAML gave it, with its line in the file. */
export interface FrontMatterField {
  readonly value: unknown;
  readonly line: number;
}

export interface FrontMatter {
  readonly fields: ReadonlyMap<string, FrontMatterField>;
  readonly problems: readonly LessonProblem[];
}

/** Characters of front matter: many times what a lesson needs, and read in a moment whatever it is. */
const MOST_YAML = 20_000;

/** Finds the front matter: "---" in the first line, up to the next line that is "---". */
export function splitFrontMatter(lines: readonly string[]): SplitText {
  if (lines[0]?.trimEnd() !== "---") return { yaml: null, lines: 0, problem: null };
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === "---");
  if (end > 0) return { yaml: lines.slice(1, end).join("\n"), lines: end + 1, problem: null };
  // A lone "---" is a rule in Markdown; only what looks like YAML after it was meant as front matter.
  if (!/^\w+:/.test(lines[1] ?? "")) return { yaml: null, lines: 0, problem: null };
  const blank = lines.findIndex((line) => line.trim() === "");
  const stop = blank === -1 ? lines.length : blank;
  const message = 'The front matter is not closed; end it with a line of three hyphens, "---".';
  return { yaml: lines.slice(1, stop).join("\n"), lines: stop, problem: { line: 1, message } };
}

/**
 * Reads front matter's YAML. Total: malformed YAML gives problems with the lines of the file, and
 * the fields of those lines that are well-formed by themselves.
 */
export function readFrontMatter(yaml: string, known: readonly string[]): FrontMatter {
  if (yaml.length > MOST_YAML) {
    const message = `The front matter has more than ${MOST_YAML.toLocaleString("en")} characters; keep title, summary and packages, and put the rest below it.`;
    return { fields: new Map(), problems: [{ line: 1, message }] };
  }
  try {
    const read = readYaml(yaml, known);
    if (read.errors.length === 0) return read;
    const lines = yaml.split("\n").map((line, index) => [line, index + 2] as const);
    const fields = new Map<string, FrontMatterField>();
    for (const [text, line] of lines) {
      const single = readYaml(text, known);
      if (single.errors.length > 0) continue;
      for (const [name, { value }] of single.fields) fields.set(name, { value, line });
    }
    return { fields, problems: read.errors };
  } catch (error) {
    // Such as YAML nested so deeply that its reader runs out of stack.
    const reason = error instanceof Error ? sentence(error.message) : "unreadable";
    const message = `The front matter cannot be read (${reason}).`;
    return { fields: new Map(), problems: [{ line: 1, message }] };
  }
}

interface ReadYaml extends FrontMatter {
  /** What makes it no YAML; the other problems are about fields. */
  readonly errors: readonly LessonProblem[];
}

function readYaml(yaml: string, known: readonly string[]): ReadYaml {
  const fields = new Map<string, FrontMatterField>();
  const problems: LessonProblem[] = [];
  const counter = new LineCounter();
  // The YAML begins in the file's second line; the counter's lines begin with 1.
  const lineAt = (offset: number | undefined): number => counter.linePos(offset ?? 0).line + 1;
  const document = parseDocument(yaml, { lineCounter: counter, prettyErrors: false });
  const errors = document.errors.map((error) => ({
    line: lineAt(error.pos[0]),
    message: `The front matter is not valid YAML (${sentence(error.message)}); write one "key: value" a line.`,
  }));
  const root = document.contents;
  if (isMap(root)) {
    for (const { key, value } of root.items) {
      if (!isScalar(key)) continue;
      const name = String(key.value);
      const line = lineAt(key.range?.[0]);
      if (known.includes(name)) fields.set(name, { value: plain(value), line });
      else if (!TOOL_KEYS.has(name)) problems.push({ line, message: unknownKey(name, known) });
    }
  } else if (root !== null) {
    const message = 'The front matter is no list of fields; write one "key: value" a line.';
    problems.push({ line: 2, message });
  }
  return { fields, problems, errors };
}

/** Keys that notebook tools write into front matter: Jupytext's own. */
const TOOL_KEYS: ReadonlySet<string> = new Set(["jupyter"]);

function plain(node: unknown): unknown {
  if (typeof node !== "object" || node === null || !("toJSON" in node)) return node;
  return typeof node.toJSON === "function" ? (node.toJSON() as unknown) : node;
}

function unknownKey(name: string, known: readonly string[]): string {
  return `The front matter has no field "${name}"; the fields are ${known.join(", ")}.`;
}

function sentence(message: string): string {
  return message.trim().replace(/\s+/g, " ").replace(/[.:]$/, "");
}
