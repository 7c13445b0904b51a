import type { TokenStream } from "./token-stream.ts";
import { GRAM, gramHashes, winnow } from "./winnowing.ts";

/** A work as it is compared. */
export interface Fingerprints {
  readonly stream: TokenStream;
  /** Where the kept grams begin, by hash. */
  readonly positions: ReadonlyMap<number, readonly number[]>;
  /** Of each token whether it is the learner's own: in no gram that everybody was given. */
  readonly own: readonly boolean[];
  /** How many tokens are. */
  readonly ownCount: number;
}

/** Places of one gram that are looked at; a line written a hundred times tells no more than four. */
const REPEATS = 4;

/** The fingerprints of a stream, those of common grams left out. */
export function fingerprint(stream: TokenStream, common: ReadonlySet<number>): Fingerprints {
  const hashes = gramHashes(stream.tokens);
  const own = stream.tokens.map((token) => token >= 0);
  hashes.forEach((hash, start) => {
    if (common.has(hash)) own.fill(false, start, start + GRAM);
  });
  const positions = new Map<number, number[]>();
  for (const run of runsWithout(hashes, common)) {
    for (const place of winnow(hashes.slice(run.start, run.end))) {
      const start = run.start + place;
      const hash = hashes[start] ?? 0;
      const known = positions.get(hash) ?? [];
      if (known.length < REPEATS) positions.set(hash, [...known, start]);
    }
  }
  return { stream, positions, own, ownCount: own.filter(Boolean).length };
}

/** The runs of hashes that are not common: a window that has a common one in it would waste itself. */
function runsWithout(
  hashes: readonly number[],
  common: ReadonlySet<number>,
): readonly { readonly start: number; readonly end: number }[] {
  const runs: { start: number; end: number }[] = [];
  hashes.forEach((hash, at) => {
    if (common.has(hash)) return;
    const last = runs.at(-1);
    if (last?.end === at) last.end = at + 1;
    else runs.push({ start: at, end: at + 1 });
  });
  return runs;
}
