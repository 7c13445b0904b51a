/** A token of Python; comments, spaces and indentation are none. */
export interface PythonToken {
  readonly kind: "name" | "keyword" | "number" | "string" | "operator";
  /** As written; a string without its quotation marks, since there are several for one. */
  readonly text: string;
  /** Line in the source, from 1. */
  readonly line: number;
  /** True for the first token of a logical line (Python Language Reference, 2.1.1). */
  readonly first: boolean;
}

const KEYWORDS: ReadonlySet<string> = new Set(
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split(
    " ",
  ),
);

const SKIPPED = /[ \t\f\r]+|\\\r?\n|#[^\n]*/y;
const STRING = /([rbuft]{0,2})('''|"""|'|")/iy;
const NAME = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{M}\p{Nd}\p{Pc}]*/uy;
const NUMBER = /0[xob][\da-f_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d[\d_]*)?j?/iy;
const OPERATOR = /\*\*=?|\/\/=?|>>=?|<<=?|->|:=|\.\.\.|[-+*/%&|^=<>!@]=|[^\s]/uy;

/** Tokens of a source that are read; no exercise asks for so many. */
const LIMIT = 5_000;

/** Fields of f-strings in fields of f-strings; what is nested deeper is part of the text. */
const NESTING = 8;

/**
 * The tokens of a Python source (Python Language Reference, chapter 2). Total: code that Python
 * would refuse has tokens, too; a string without an end goes to the end of its line, or of the
 * source where it is a triple one. An f-string is a string of its fixed parts, followed by the
 * tokens of its fields. No more than the first 5,000 are read.
 */
export function pythonTokens(source: string): readonly PythonToken[] {
  const tokens: PythonToken[] = [];
  scan(source, 1, NESTING, tokens);
  return tokens;
}

function scan(source: string, firstLine: number, nesting: number, tokens: PythonToken[]): void {
  let line = firstLine;
  let depth = 0;
  // A field of an f-string is part of a line.
  let first = nesting === NESTING;
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(source);
  };
  const add = (kind: PythonToken["kind"], text: string): void => {
    tokens.push({ kind, text, line, first });
    first = false;
  };
  while (at < source.length && tokens.length < LIMIT) {
    const skipped = match(SKIPPED)?.[0];
    if (skipped !== undefined) {
      line += linesIn(skipped);
      at += skipped.length;
      continue;
    }
    if (source[at] === "\n") {
      first ||= depth === 0 && nesting === NESTING;
      line++;
      at++;
      continue;
    }
    const opening = match(STRING);
    if (opening !== null) {
      const [whole, prefix = "", quote = ""] = opening;
      const formatted = nesting > 0 && /[ft]/iu.test(prefix);
      const string = readString(source, at + whole.length, quote, formatted);
      add("string", prefix.toLowerCase() + string.text);
      for (const { start, end } of string.fields) {
        line += linesIn(source.slice(at, start));
        at = start;
        scan(source.slice(start, end), line, nesting - 1, tokens);
      }
      line += linesIn(source.slice(at, string.end));
      at = string.end;
      continue;
    }
    const name = match(NAME)?.[0];
    const text = name ?? match(NUMBER)?.[0] ?? match(OPERATOR)?.[0] ?? source[at] ?? "";
    const digit = /^\.?\d/u.test(text);
    add(
      name === undefined
        ? digit
          ? "number"
          : "operator"
        : KEYWORDS.has(name)
          ? "keyword"
          : "name",
      text,
    );
    if ("([{".includes(text)) depth++;
    if (")]}".includes(text)) depth = Math.max(0, depth - 1);
    at += text.length;
  }
}

interface ReadString {
  /** Where the source goes on. */
  readonly end: number;
  /** What stands between the quotation marks; fields are "{}". */
  readonly text: string;
  readonly fields: readonly { readonly start: number; readonly end: number }[];
}

/** Reads on from the opening quotation mark. */
function readString(source: string, start: number, quote: string, formatted: boolean): ReadString {
  const fields: { readonly start: number; readonly end: number }[] = [];
  let text = "";
  let at = start;
  while (at < source.length) {
    if (source.startsWith(quote, at)) return { end: at + quote.length, text, fields };
    const character = source[at] ?? "";
    if (character === "\n" && quote.length === 1) break;
    if (formatted && character === "{" && source[at + 1] !== "{") {
      const end = fieldEnd(source, at + 1, quote);
      fields.push({ start: at + 1, end });
      text += "{}";
      at = end + 1;
      continue;
    }
    const length = character === "\\" || (formatted && character === "{") ? 2 : 1;
    text += source.slice(at, at + length);
    at += length;
  }
  return { end: Math.min(at, source.length), text, fields };
}

/** Where a field that began at `start` ends: at its brace, or where the string around it must. */
function fieldEnd(source: string, start: number, quote: string): number {
  let depth = 0;
  for (let at = start; at < source.length; at++) {
    const character = source[at] ?? "";
    if (character === "\n" && quote.length === 1) return at;
    if ("([{".includes(character)) depth++;
    if (character === "}" && depth === 0) return at;
    if (")]}".includes(character)) depth--;
    if (character === '"' || character === "'") {
      // A string inside a field may have the quotation marks of the one around it (PEP 701).
      const inner = source.startsWith(character.repeat(3), at) ? character.repeat(3) : character;
      at = readString(source, at + inner.length, inner, false).end - 1;
    }
  }
  return source.length;
}

function linesIn(text: string): number {
  return text.split("\n").length - 1;
}
