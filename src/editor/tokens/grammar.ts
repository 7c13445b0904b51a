/** What a stretch of code is, for its colour. Empty for plain text. */
export type TokenKind =
  | ""
  | "keyword"
  | "constant"
  | "string"
  | "number"
  | "comment"
  | "function"
  | "tag"
  | "attribute"
  | "heading"
  | "strong"
  | "template";

/** A rule of a state: a sticky pattern, its colour, and the state after it (default: the same). */
export interface Rule {
  readonly pattern: RegExp;
  readonly kind: TokenKind;
  readonly next?: string;
}

/** A line-based grammar. Every language starts in the state "root". */
export interface Grammar {
  readonly states: Readonly<Record<string, readonly Rule[]>>;
  /** States that end with their line, like a string without its closing quote. */
  readonly singleLine?: readonly string[];
}

/** A rule from a pattern; the flags every rule needs are added here. */
export function rule(kind: TokenKind, pattern: RegExp, next?: string): Rule {
  const sticky = new RegExp(pattern.source, pattern.flags.replace("y", "") + "y");
  return next === undefined ? { pattern: sticky, kind } : { pattern: sticky, kind, next };
}

/** A pattern of whole words out of a list separated by blanks. */
export function words(list: string, flags = ""): RegExp {
  return new RegExp(`\\b(?:${list.trim().split(/\s+/).join("|")})\\b`, flags);
}
