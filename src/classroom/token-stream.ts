import { boundNames } from "./bound-names.ts";
import { type PythonToken, pythonTokens } from "./python-tokens.ts";

/** A piece of Python in somebody's work. */
export interface WorkPart {
  /** Id of the cell, or path of the file, that it stands in. */
  readonly cell: string;
  readonly source: string;
}

/** The tokens of a work as numbers: equal numbers are tokens that count as equal. */
export interface TokenStream {
  readonly tokens: readonly number[];
  /** Of each token the part that it stands in, and its line there, from 1. */
  readonly places: readonly { readonly cell: string; readonly line: number }[];
}

/** Whether a renamed variable makes a difference. */
export type NameRule = "alike" | "as-written";

/** Tokens of a work that are compared; no exercise asks for so much. */
const LIMIT = 5_000;

/** Numbers for tokens, the same for all works that are compared with each other. */
export class Vocabulary {
  readonly #names: NameRule;
  readonly #numbers = new Map<string, number>();
  /** Each end of a part has a number of its own, so that no passage goes across. */
  #ends = 0;

  constructor(names: NameRule) {
    this.#names = names;
  }

  /** The stream of a work's parts, in order. */
  stream(parts: readonly WorkPart[]): TokenStream {
    const tokens: number[] = [];
    const places: { readonly cell: string; readonly line: number }[] = [];
    for (const { cell, source } of parts) {
      const found = pythonTokens(source);
      const bound = this.#names === "alike" ? boundNames(found) : NONE;
      for (const [index, token] of found.entries()) {
        if (tokens.length >= LIMIT) break;
        tokens.push(this.#numberOf(wordOf(token, found[index - 1], bound)));
        places.push({ cell, line: token.line });
      }
      tokens.push(--this.#ends);
      places.push({ cell, line: found.at(-1)?.line ?? 1 });
    }
    return { tokens, places };
  }

  #numberOf(word: string): number {
    const known = this.#numbers.get(word) ?? this.#numbers.size;
    this.#numbers.set(word, known);
    return known;
  }
}

const NONE: ReadonlySet<string> = new Set();

/** What of a token counts. An attribute stays as it is: another one may have the same name. */
function wordOf(
  { kind, text }: PythonToken,
  before: PythonToken | undefined,
  bound: ReadonlySet<string>,
): string {
  return kind === "name" && before?.text !== "." && bound.has(text) ? "name" : `${kind} ${text}`;
}
