import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Tally } from "./tally.ts";
import { ROOT } from "./tools.ts";

/** Where a stage that runs as a process of its own leaves its result. */
export function resultFile(stage: string): string {
  return join(ROOT, ".cache", "test-results", `${stage}.json`);
}

/** Removes the result of an earlier run: it must not be counted for one that did not get as far. */
export function forgetResult(stage: string): void {
  rmSync(resultFile(stage), { force: true });
}

/** Leaves a stage's tally for {@link readResult}. */
export function writeResult(stage: string, tally: Tally): void {
  mkdirSync(dirname(resultFile(stage)), { recursive: true });
  writeFileSync(resultFile(stage), JSON.stringify(tally));
}

/** What the stage left, or null where it did not get as far. */
export function readResult(stage: string): unknown {
  const file = resultFile(stage);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as unknown) : null;
}
