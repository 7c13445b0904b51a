/** Where a text stops being JSON: line and column from 1, and a sentence. */
export interface JsonProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A token of JSON (RFC 8259), or the first character of what is none. */
const TOKEN =
  // oxlint-disable-next-line no-control-regex -- a text may not hold them
  /[ \t\r\n]*(?:(?<mark>[{}[\],:])|(?<text>"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(?<other>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w))|(?<wrong>[^]?))/y;

/** What may come next; a stack of open lists and objects says what comes after a value. */
type Wanted = "value" | "value or ]" | "name" | "name or }" | "colon" | "more" | "end";

/**
 * The first thing wrong with a JSON text; null for JSON. Browsers' own messages differ, and not all
 * of them say where it is.
 */
export function jsonProblem(text: string): JsonProblem | null {
  const open: ("{" | "[")[] = [];
  let wanted: Wanted = "value";
  TOKEN.lastIndex = 0;
  for (;;) {
    const groups = TOKEN.exec(text)?.groups ?? {};
    const { mark, text: string, other, wrong } = groups;
    const token = mark ?? string ?? other ?? wrong ?? "";
    const at = TOKEN.lastIndex - token.length;
    if (token === "" && wanted === "end") return null;
    const next: Wanted | null =
      wrong === undefined ? after(wanted, mark, string !== undefined, open) : null;
    if (next === null) return problemAt(text, at, sentence(wanted, token, open));
    wanted = next;
  }
}

/** What is wanted after a token; null where the token cannot come here. Keeps the stack. */
function after(
  wanted: Wanted,
  mark: string | undefined,
  isText: boolean,
  open: ("{" | "[")[],
): Wanted | null {
  const done = (): Wanted => (open.length === 0 ? "end" : "more");
  const close = (): Wanted => {
    open.pop();
    return done();
  };
  switch (wanted) {
    case "value":
    case "value or ]":
      if (mark === undefined) return done();
      if (mark === "]" && wanted === "value or ]") return close();
      if (mark !== "{" && mark !== "[") return null;
      open.push(mark);
      return mark === "{" ? "name or }" : "value or ]";
    case "name":
    case "name or }":
      if (isText) return "colon";
      return mark === "}" && wanted === "name or }" ? close() : null;
    case "colon":
      return mark === ":" ? "value" : null;
    case "more":
      if (mark === ",") return open.at(-1) === "{" ? "name" : "value";
      return mark === (open.at(-1) === "{" ? "}" : "]") ? close() : null;
    case "end":
      return null;
  }
}

function sentence(wanted: Wanted, token: string, open: readonly ("{" | "[")[]): string {
  const close = open.at(-1) === "{" ? "}" : "]";
  if (token === "") {
    return wanted === "more"
      ? `The text ends, but "${open.at(-1) ?? ""}" is not closed; add "${close}".`
      : "The text ends where something has to follow.";
  }
  if (token === "'") return 'JSON has double quotation marks only; write " here.';
  if (token === '"') return "This text has no end, or holds what JSON needs escaped.";
  switch (wanted) {
    case "value":
    case "value or ]":
      if (token === "]" || token === "}") return `Before "${token}" there is a comma too much.`;
      return "Here a value has to stand: text in quotation marks, a number, true, false or null.";
    case "name":
    case "name or }":
      if (token === "}") return 'Before "}" there is a comma too much.';
      return "Here a name has to stand, in double quotation marks.";
    case "colon":
      return "After the name a colon has to come.";
    case "more":
      return `Here a comma has to come, or "${close}".`;
    case "end":
      return "After the value nothing more may come.";
  }
}

function problemAt(text: string, at: number, message: string): JsonProblem {
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, message };
}
