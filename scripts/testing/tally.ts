/** How many checks of a stage passed, failed and were skipped. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** The tally of what did not run. */
export const NO_CHECKS: Tally = { passed: 0, failed: 0, skipped: 0 };

/** The tally of a stage that is one check. */
export function oneCheck(passed: boolean): Tally {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 };
}

/** All of them together. */
export function sumOf(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, next) => ({
      passed: sum.passed + next.passed,
      failed: sum.failed + next.failed,
      skipped: sum.skipped + next.skipped,
    }),
    NO_CHECKS,
  );
}

/**
 * The tally of a tool that both counted and ended with an exit code. A tool that ended badly without
 * a failed test (a file that does not load, an error outside of any test), or that ran nothing at
 * all, has failed all the same.
 */
export function believe(counted: Tally, endedWell: boolean): Tally {
  const ran = counted.passed + counted.failed > 0;
  if (counted.failed > 0 || (endedWell && ran)) return counted;
  return { ...counted, failed: 1 };
}

/** "12 passed, 1 failed", and the skipped ones if there are any. */
export function tallyText({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
