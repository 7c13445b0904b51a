import type { Grammar, TokenKind } from "./grammar.ts";
import { python } from "./python.ts";
import { css, html, http, json, markdown, sql } from "./web.ts";

/** A token of a line: where it starts (it lasts until the next one) and what it is. */
export interface Token {
  readonly start: number;
  readonly kind: TokenKind;
}

/** The tokens of a line and the state its successor starts in. */
export interface TokenizedLine {
  readonly tokens: readonly Token[];
  readonly state: string;
}

const grammars: Readonly<Record<string, Grammar>> = {
  python,
  html,
  css,
  json,
  sql,
  markdown,
  http,
};

const aliases: Readonly<Record<string, string>> = {
  py: "python",
  python3: "python",
  jinja: "html",
  "html+jinja": "html",
  xml: "html",
  svg: "html",
  md: "markdown",
};

/** The languages that have a grammar. */
export const languages: readonly string[] = Object.keys(grammars);

/** The name of the grammar for a fence's or file's language; "plaintext" where there is none. */
export function languageId(language: string): string {
  const id = aliases[language.toLowerCase()] ?? language.toLowerCase();
  return id in grammars ? id : "plaintext";
}

/**
 * Tokens of one line, given the state the line before it ended in ("root" at the start). Total:
 * an unknown language or state gives a single plain token.
 */
export function tokenizeLine(language: string, line: string, state: string): TokenizedLine {
  const grammar = grammars[languageId(language)];
  if (!grammar) return { tokens: [{ start: 0, kind: "" }], state };
  const tokens: Token[] = [];
  let current = grammar.states[state] ? state : "root";
  let position = 0;
  while (position < line.length) {
    const match = firstMatch(grammar, current, line, position);
    push(tokens, position, match.kind);
    position += match.length;
    current = match.next;
  }
  if (grammar.singleLine?.includes(current)) current = "root";
  return { tokens, state: current };
}

/** Tokens of a whole text, line by line. */
export function tokenize(language: string, text: string): readonly TokenizedLine[] {
  let state = "root";
  return text.split("\n").map((line) => {
    const tokenized = tokenizeLine(language, line, state);
    state = tokenized.state;
    return tokenized;
  });
}

function firstMatch(grammar: Grammar, state: string, line: string, position: number) {
  for (const { pattern, kind, next } of grammar.states[state] ?? []) {
    pattern.lastIndex = position;
    const length = pattern.exec(line)?.[0].length ?? 0;
    if (length > 0) return { kind, length, next: next ?? state };
  }
  return { kind: "" as const, length: 1, next: state };
}

function push(tokens: Token[], start: number, kind: TokenKind): void {
  if (tokens.at(-1)?.kind !== kind) tokens.push({ start, kind });
}
