import type { SourceHash } from "../shared/hash.ts";

/** What a cell's last run was made of. */
export interface RunStamp {
  /** Hash of the source that was run. */
  readonly hash: SourceHash;
  /** Place of the run among all of this visit, from 1; 0 for a run of an earlier visit. */
  readonly sequence: number;
  /** The latest run, of this cell, that ran something else than the run before it. */
  readonly changedAt: number;
}

/** The stamp of a new run. */
export function nextStamp(former: RunStamp | null, hash: SourceHash, sequence: number): RunStamp {
  const changedAt = former?.hash === hash ? former.changedAt : sequence;
  return { hash, sequence, changedAt };
}

/**
 * True when what a cell shows may no longer be what it would show: its text changed since its run,
 * or a cell above brought something new after it. `changeAbove` is the latest such run.
 */
export function isStale(stamp: RunStamp | null, hash: SourceHash, changeAbove: number): boolean {
  return stamp !== null && (stamp.hash !== hash || changeAbove > stamp.sequence);
}
