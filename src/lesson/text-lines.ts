/** The lines of a text, whatever ends them; a byte order mark at its start is dropped. */
export function toLines(text: string): string[] {
  return text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
}
