/** Tokens that make a gram: shorter passages say nothing, since everybody writes them. */
export const GRAM = 7;
/** Grams of which one is kept. Passages of `GRAM + WINDOW - 1` tokens are always found. */
export const WINDOW = 4;

/** A hash for each run of {@link GRAM} tokens, in order; none for a shorter text. */
export function gramHashes(tokens: readonly number[]): readonly number[] {
  const hashes: number[] = [];
  for (let start = 0; start + GRAM <= tokens.length; start++) {
    // FNV-1a, over the tokens' numbers; whoever compares looks at the tokens, too.
    let hash = 0x811c9dc5;
    for (let at = start; at < start + GRAM; at++) {
      hash = Math.imul(hash ^ (tokens[at] ?? 0), 0x01000193);
    }
    hashes.push((hash ^ (hash >>> 15)) >>> 0);
  }
  return hashes;
}

/**
 * The positions that winnowing keeps of a list of hashes: in each window of {@link WINDOW} the
 * smallest, of equal ones the rightmost (Schleimer, Wilkerson, Aiken: "Winnowing: local algorithms
 * for document fingerprinting", SIGMOD 2003, section 3.1). What two texts have in common, and is as
 * long as a window, leaves a common position in both, whatever stands around it. A list shorter
 * than a window is one window.
 */
export function winnow(hashes: readonly number[]): readonly number[] {
  const kept: number[] = [];
  const last = Math.max(0, hashes.length - WINDOW);
  for (let start = 0; start <= last && hashes.length > 0; start++) {
    let smallest = start;
    for (let at = start; at < Math.min(start + WINDOW, hashes.length); at++) {
      if ((hashes[at] ?? 0) <= (hashes[smallest] ?? 0)) smallest = at;
    }
    if (kept.at(-1) !== smallest) kept.push(smallest);
  }
  return kept;
}
