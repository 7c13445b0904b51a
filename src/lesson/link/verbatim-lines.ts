/**
 * The lines of a text, each with what ends it: joined they are the text again. They are as many as
 * `toLines` (text-lines.ts) gives, but for an empty one at the end.
 */
export function verbatimLines(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? [];
}
