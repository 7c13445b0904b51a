/** The lines of a text without the empty ones at its end; an empty text has none. */
export function linesOf(text: string): readonly string[] {
  const body = text.slice(0, text.length - endOf(text).length);
  return body === "" ? [] : body.split("\n");
}

/** The line ends after the last line of a text. */
export function endOf(text: string): string {
  return /\n*$/u.exec(text)?.[0] ?? "";
}

/** The text of these lines. */
export function joinLines(lines: readonly string[], end: string): string {
  return lines.join("\n") + end;
}

/** True where two texts differ in nothing but line ends at their end. */
export function sameBody(one: string, other: string): boolean {
  if (one === other) return true;
  return one.replace(/\n*$/u, "") === other.replace(/\n*$/u, "");
}
