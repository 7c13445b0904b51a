import type { PythonToken } from "./python-tokens.ts";

/**
 * The names that a code gives itself: functions, classes, parameters, variables. These can be called
 * anything, so whoever disguises a copy renames them. Names of libraries, methods and keyword
 * arguments are not among them: they cannot be renamed, and tell more. Judged by the tokens alone,
 * so it errs where code is written to deceive it, and for `match` patterns.
 */
export function boundNames(tokens: readonly PythonToken[]): ReadonlySet<string> {
  const bound = new Set<string>();
  let depth = 0;
  /** Depth at which commas separate parameters; null outside of them. */
  let parameters: number | null = null;
  let inLambda = false;
  let inTargets = false;
  let targetStart = 0;
  tokens.forEach((token, index) => {
    const { kind, text } = token;
    const before = tokens[index - 1]?.text ?? "";
    const after = tokens[index + 1]?.text ?? "";
    if (token.first) {
      targetStart = index;
      inTargets = false;
    }
    if (kind === "keyword") {
      if (text === "for") inTargets = true;
      if (text === "in") inTargets = false;
      if (text === "lambda") [parameters, inLambda] = [depth, true];
    }
    if (kind === "operator") {
      if (OPENING.has(text)) {
        depth++;
        if (text === "(" && tokens[index - 2]?.text === "def") {
          [parameters, inLambda] = [depth, false];
        }
      }
      if (CLOSING.has(text)) {
        if (parameters === depth) parameters = null;
        depth = Math.max(0, depth - 1);
      }
      // In the brackets of a "def" a colon begins an annotation.
      if (text === ":" && parameters === depth && inLambda) parameters = null;
      if (depth === 0 && ASSIGNING.has(text)) {
        for (const name of targets(tokens.slice(targetStart, index))) bound.add(name);
        targetStart = index + 1;
      }
    }
    if (kind !== "name") return;
    const isParameter = parameters === depth && BEFORE_PARAMETER.has(before);
    const isField = token.first && after === ":";
    if (isParameter || isField || inTargets || BINDING.has(before) || after === ":=") {
      bound.add(text);
    }
  });
  return bound;
}

const OPENING: ReadonlySet<string> = new Set(["(", "[", "{"]);
const CLOSING: ReadonlySet<string> = new Set([")", "]", "}"]);
const BEFORE_PARAMETER: ReadonlySet<string> = new Set(["(", ",", "*", "**", "lambda"]);
const BINDING: ReadonlySet<string> = new Set(["def", "class", "as"]);
const ASSIGNING: ReadonlySet<string> = new Set(
  "= += -= *= /= //= %= **= >>= <<= &= ^= |= @=".split(" "),
);

/** The plain names on the left of an assignment, up to an annotation. */
function targets(left: readonly PythonToken[]): readonly string[] {
  const colon = left.findIndex(({ text }) => text === ":");
  const part = colon === -1 ? left : left.slice(0, colon);
  const names: string[] = [];
  /** Brackets that are open and belong to a subscript or a call: what is in them is no target. */
  let inside = 0;
  part.forEach(({ kind, text }, index) => {
    const before = part[index - 1];
    const after = part[index + 1]?.text ?? "";
    const isAttached = before?.kind === "name" || before?.text === "]" || before?.text === ")";
    if (inside > 0 ? OPENING.has(text) : isAttached && OPENING.has(text)) inside++;
    else if (inside > 0 && CLOSING.has(text)) inside--;
    const isPart = before?.text === "." || [".", "(", "["].includes(after);
    if (kind === "name" && inside === 0 && !isPart) names.push(text);
  });
  return names;
}
