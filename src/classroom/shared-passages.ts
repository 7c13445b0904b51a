import type { Fingerprints } from "./fingerprints.ts";
import type { TokenStream } from "./token-stream.ts";
import { GRAM } from "./winnowing.ts";

/** A run of tokens that two works have in common. */
export interface SharedRun {
  /** Index of its first token in the one and in the other stream. */
  readonly one: number;
  readonly other: number;
  readonly length: number;
}

/**
 * What two works have in common, the longest run first. Each token of either is in one run at most,
 * so that a passage written once is not found twice. Runs begin at a fingerprint that both have and
 * go as far as the tokens are the same.
 */
export function sharedRuns(one: Fingerprints, other: Fingerprints): readonly SharedRun[] {
  // By how far they are shifted: what lies in a run that was found need not be grown again.
  const found = new Map<number, SharedRun[]>();
  for (const [hash, starts] of one.positions) {
    const places = other.positions.get(hash) ?? [];
    for (const start of starts) {
      for (const place of places) {
        const beside = found.get(place - start) ?? [];
        if (beside.some((run) => run.one <= start && start < run.one + run.length)) continue;
        const run = grown(one.stream, other.stream, start, place);
        if (run !== null) found.set(place - start, [...beside, run]);
      }
    }
  }
  const candidates = [...found.values()]
    .flat()
    .sort((a, b) => b.length - a.length || a.one - b.one);
  const usedOne = new Set<number>();
  const usedOther = new Set<number>();
  return candidates.flatMap((run) => free(run, usedOne, usedOther));
}

/** The longest run of equal tokens around two places; null where the grams only share their hash. */
function grown(
  one: TokenStream,
  other: TokenStream,
  start: number,
  place: number,
): SharedRun | null {
  const same = (step: number): boolean => {
    const token = one.tokens[start + step];
    return token !== undefined && token === other.tokens[place + step];
  };
  let end = 0;
  while (same(end)) end++;
  if (end < GRAM) return null;
  let begin = 0;
  while (same(begin - 1)) begin--;
  return { one: start + begin, other: place + begin, length: end - begin };
}

/** The parts of a run that no longer run has used; they count as used from then on. */
function free(run: SharedRun, usedOne: Set<number>, usedOther: Set<number>): readonly SharedRun[] {
  const parts: SharedRun[] = [];
  let begin = 0;
  for (let step = 0; step <= run.length; step++) {
    const taken = usedOne.has(run.one + step) || usedOther.has(run.other + step);
    if (step < run.length && !taken) continue;
    if (step - begin >= GRAM) {
      parts.push({ one: run.one + begin, other: run.other + begin, length: step - begin });
    }
    begin = step + 1;
  }
  for (const part of parts) {
    for (let step = 0; step < part.length; step++) {
      usedOne.add(part.one + step);
      usedOther.add(part.other + step);
    }
  }
  return parts;
}
