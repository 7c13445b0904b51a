import { fingerprint, type Fingerprints } from "./fingerprints.ts";
import { type SharedRun, sharedRuns } from "./shared-passages.ts";
import { type NameRule, type TokenStream, Vocabulary, type WorkPart } from "./token-stream.ts";
import { gramHashes } from "./winnowing.ts";

/** One learner's code. */
export interface Work {
  /** The row's key. */
  readonly key: string;
  readonly parts: readonly WorkPart[];
}

export interface SimilarityOptions {
  /** What everybody was given: starters, solutions, the lesson's cells. */
  readonly given: readonly WorkPart[];
  /** From which similarity on a pair is told; 0.6 by default. */
  readonly threshold?: number;
  /** Whether a renamed variable makes a difference; by default it does not. */
  readonly names?: NameRule;
}

/** Two works that have much in common. */
export interface SimilarPair {
  /** Keys of the two. */
  readonly one: string;
  readonly other: string;
  /** From 0 to 1; see {@link similarWork}. */
  readonly similarity: number;
  /** Tokens that it is a part of: the smaller work's own. The fewer, the less it says. */
  readonly of: number;
  /** What they have in common, the longest first. */
  readonly passages: readonly SharedPassage[];
}

export interface SharedPassage {
  /** Tokens of the passage: words, numbers, strings, operators. */
  readonly tokens: number;
  readonly one: PassagePlace;
  readonly other: PassagePlace;
}

/** Lines of a cell, from 1, both of them in it. */
export interface PassagePlace {
  readonly cell: string;
  readonly from: number;
  readonly to: number;
}

/** Tokens of one's own that a work needs for anything to be said of it: three or four lines. */
const ENOUGH = 25;
/** So many works, and more, have code that "all share": what more than half of them have. */
const CLASS = 4;

/**
 * The pairs of works that are alike, the most similar first.
 *
 * The similarity is the part of the smaller work that stands in the other as well, in passages of at
 * least seven tokens, spaces, comments and (unless they count) the names of variables apart. Left
 * out on both sides is what everybody was given, the solution among it, and what more than half of
 * a class of four or more wrote. So 1 means that all that was somebody's own stands in another work,
 * in any order; 0.6 means three fifths of it.
 *
 * It does not say who had it from whom, nor that anybody copied: a short task has few answers, two
 * who sat together wrote together, and both may have read the same page. It does not find a copy
 * that was rewritten, nor one whose source is not in the class. A pair is a reason to read the two
 * works side by side, and to ask.
 */
export function similarWork(
  works: readonly Work[],
  options: SimilarityOptions,
): readonly SimilarPair[] {
  const { given, threshold = 0.6, names = "alike" } = options;
  const vocabulary = new Vocabulary(names);
  const streams = works.map(({ parts }) => vocabulary.stream(parts));
  const common = commonGrams(
    streams,
    given.map((part) => vocabulary.stream([part])),
  );
  const prints = streams.map((stream) => fingerprint(stream, common));
  const pairs: SimilarPair[] = [];
  prints.forEach((one, index) => {
    prints.slice(index + 1).forEach((other, offset) => {
      const similarity = compare(one, other);
      if (similarity === null || similarity.value < threshold) return;
      pairs.push({
        one: works[index]?.key ?? "",
        other: works[index + 1 + offset]?.key ?? "",
        similarity: similarity.value,
        of: similarity.of,
        passages: similarity.runs.map((run) => passageOf(run, one.stream, other.stream)),
      });
    });
  });
  return pairs.sort((one, other) => other.similarity - one.similarity);
}

function commonGrams(
  streams: readonly TokenStream[],
  given: readonly TokenStream[],
): ReadonlySet<number> {
  const common = new Set(given.flatMap(({ tokens }) => gramHashes(tokens)));
  if (streams.length < CLASS) return common;
  const counts = new Map<number, number>();
  for (const { tokens } of streams) {
    for (const hash of new Set(gramHashes(tokens))) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  }
  for (const [hash, count] of counts) if (count > streams.length / 2) common.add(hash);
  return common;
}

/** Null where one of them has too little of its own. */
function compare(
  one: Fingerprints,
  other: Fingerprints,
): { readonly value: number; readonly of: number; readonly runs: readonly SharedRun[] } | null {
  const smaller = one.ownCount <= other.ownCount ? "one" : "other";
  const { own, ownCount } = smaller === "one" ? one : other;
  if (ownCount < ENOUGH) return null;
  const runs = sharedRuns(one, other);
  let shared = 0;
  for (const run of runs) {
    const start = run[smaller];
    shared += own.slice(start, start + run.length).filter(Boolean).length;
  }
  return { value: Math.round((shared / ownCount) * 1000) / 1000, of: ownCount, runs };
}

function passageOf(run: SharedRun, one: TokenStream, other: TokenStream): SharedPassage {
  return {
    tokens: run.length,
    one: placeOf(one, run.one, run.length),
    other: placeOf(other, run.other, run.length),
  };
}

function placeOf({ places }: TokenStream, start: number, length: number): PassagePlace {
  const first = places[start];
  return {
    cell: first?.cell ?? "",
    from: first?.line ?? 1,
    to: places[start + length - 1]?.line ?? 1,
  };
}
