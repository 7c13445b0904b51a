import { forgetResult, readResult } from "./results.ts";
import { believe, NO_CHECKS, type Tally } from "./tally.ts";
import { runTool } from "./tools.ts";

/**
 * Runs a script of ours as a process of its own, so that a runtime that dies takes only its stage
 * along, and counts what it left with `writeResult`.
 */
export function scriptStage(stage: string, script: string, args: readonly string[]): Tally {
  forgetResult(stage);
  const endedWell = runTool("tsx", [script, ...args]);
  return believe((readResult(stage) as Tally | null) ?? NO_CHECKS, endedWell);
}
