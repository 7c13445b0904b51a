import { ansiEscapes } from "./ansi-escapes.ts";

/** A command cut into its words, as a shell would. */
export interface ShellWords {
  readonly words: readonly string[];
  /** Sentences: what a shell would do besides, and this does not. */
  readonly notes: readonly string[];
  /** A sentence where the command has no end; the words up to there stand. */
  readonly problem: string | null;
}

/**
 * The words of a shell's command: POSIX quoting with bash's `$'…'`, or that of Windows' cmd, whose
 * lines go on after "^". Total. Ends at the first pipe, redirection or second command; variables
 * stay as they are written.
 */
export function shellWords(command: string): ShellWords {
  const text = command.replace(/\r\n/g, "\n");
  return /\^(?:\n|")/.test(text) ? cmdWords(text) : posixWords(text);
}

const OPEN_QUOTE = "A quotation mark is not closed; paste the whole command.";

/** The parts that words are made of, and what stands between words. */
const PART = new RegExp(
  [
    String.raw`(?<joined>\\\n)`,
    String.raw`\\(?<escaped>[^]?)`,
    String.raw`'(?<single>[^']*)'`,
    String.raw`\$'(?<ansi>(?:[^'\\]|\\[^])*)'`,
    String.raw`\$?"(?<double>(?:[^"\\]|\\[^])*)"`,
    String.raw`(?<blank>\s+)`,
    String.raw`(?<operator>[|;&<>])`,
    String.raw`(?<plain>\$[^\s'"\\|;&<>$]*|[^\s'"\\|;&<>$]+)`,
  ].join("|"),
  "y",
);

function posixWords(text: string): ShellWords {
  const words: string[] = [];
  const notes = new Set<string>();
  let word: string | null = null;
  let problem: string | null = null;
  PART.lastIndex = 0;
  while (PART.lastIndex < text.length) {
    const groups = PART.exec(text)?.groups;
    if (groups === undefined) {
      problem = OPEN_QUOTE;
      break;
    }
    const { joined, escaped, single, ansi, double, blank, operator, plain } = groups;
    if (operator !== undefined) {
      notes.add(`What follows "${operator}" in the command was left out.`);
      break;
    }
    if (blank !== undefined) {
      if (word !== null) words.push(word);
      word = null;
    } else if (word === null && plain?.startsWith("#") === true) {
      const end = text.indexOf("\n", PART.lastIndex);
      PART.lastIndex = end === -1 ? text.length : end;
    } else if (joined === undefined) {
      noteVariable(double ?? plain ?? "", notes);
      const part =
        escaped ??
        single ??
        plain ??
        (ansi === undefined ? inDouble(double ?? "") : ansiEscapes(ansi));
      word = (word ?? "") + part;
    }
  }
  if (word !== null) words.push(word);
  return { words, notes: [...notes], problem };
}

/** Within double quotation marks a backslash counts before these only (POSIX, 2.2.3). */
function inDouble(text: string): string {
  return text.replace(/\\([$`"\\]|\n)/g, (_match, character: string) =>
    character === "\n" ? "" : character,
  );
}

function noteVariable(part: string, notes: Set<string>): void {
  const name = /(?<!\\)(?:\$(?:\w+|\{\w+\}|\()|`)/.exec(part)?.[0];
  if (name === undefined) return;
  notes.add(`"${name}" is for your shell to fill in; write what it stands for in its place.`);
}

/**
 * cmd takes its carets away first: before a line's end they join it with the next, elsewhere they
 * make the next character a plain one. Programs cut the rest by the rules of Microsoft's C library.
 */
function cmdWords(text: string): ShellWords {
  const words: string[] = [];
  let word: string | null = null;
  let inQuotes = false;
  for (const [part] of withoutCarets(text).matchAll(/\\*"|\s|[^]/g)) {
    if (part.endsWith('"')) {
      // Before a quotation mark two backslashes are one, and an odd one makes the mark plain.
      const slashes = part.length - 1;
      word = (word ?? "") + "\\".repeat(Math.floor(slashes / 2));
      if (slashes % 2 === 1) word += '"';
      else inQuotes = !inQuotes;
    } else if (inQuotes || part.trim() !== "") {
      word = (word ?? "") + part;
    } else {
      if (word !== null) words.push(word);
      word = null;
    }
  }
  if (word !== null) words.push(word);
  return { words, notes: [], problem: inQuotes ? OPEN_QUOTE : null };
}

function withoutCarets(text: string): string {
  let inQuotes = false;
  return text.replace(/\^(\n|[^]|$)|"/g, (match, next: string | undefined) => {
    if (match === '"') inQuotes = !inQuotes;
    if (match === '"' || inQuotes) return match;
    return next === "\n" ? "" : (next ?? "");
  });
}
