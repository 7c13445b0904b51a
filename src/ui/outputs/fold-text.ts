/** A text whose middle is folded away. */
export interface FoldedText {
  readonly head: string;
  readonly tail: string;
  /** Lines in the fold; 0 where it lies within one line. */
  readonly lines: number;
  readonly characters: number;
}

/** Head and tail of a text that is too long to show at once; null for one that is not. */
export function foldText(text: string, maxLines = 120, maxCharacters = 20_000): FoldedText | null {
  if (text.length <= maxCharacters && !hasMoreLines(text, maxLines)) return null;
  const lines = text.split("\n");
  const keep = maxLines / 3;
  const inLines = lines.length > maxLines;
  const head = (inLines ? lines.slice(0, keep).join("\n") : text).slice(0, maxCharacters / 3);
  const tail = (inLines ? lines.slice(-keep).join("\n") : text).slice(-maxCharacters / 3);
  const characters = text.length - head.length - tail.length;
  return { head, tail, lines: inLines ? lines.length - 2 * keep : 0, characters };
}

function hasMoreLines(text: string, limit: number): boolean {
  let position = -1;
  for (let count = 0; count < limit; count++) {
    position = text.indexOf("\n", position + 1);
    if (position === -1) return false;
  }
  return position < text.length - 1;
}
