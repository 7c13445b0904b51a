/** Something the palette can find. */
export interface Findable {
  readonly label: string;
}

/**
 * How well a label answers what was typed: 0 is not at all, more is better. Every typed word must
 * be in it; the starts of words count most.
 */
function matchScore(label: string, typed: string): number {
  const text = label.toLowerCase();
  let score = 1;
  for (const word of typed.toLowerCase().split(/\s+/).filter(Boolean)) {
    const at = text.indexOf(word);
    if (at === -1) return 0;
    const startsWord = at === 0 || /[\s.,:;/(-]/.test(text[at - 1] ?? "");
    score += (startsWord ? 4 : 1) + (at === 0 ? 2 : 0);
  }
  return score;
}

/** The entries that answer what was typed, best first; equally good ones keep their order. */
export function findEntries<Entry extends Findable>(
  entries: readonly Entry[],
  typed: string,
): readonly Entry[] {
  return entries
    .map((entry) => ({ entry, score: matchScore(entry.label, typed) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ entry }) => entry);
}
