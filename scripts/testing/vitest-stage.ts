import { forgetResult, readResult, resultFile } from "./results.ts";
import { believe, NO_CHECKS, type Tally } from "./tally.ts";
import { runTool } from "./tools.ts";

/** The part of Vitest's JSON report (Jest's format) that is read here. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

/** Runs one project of vite.config.ts and counts its tests. `args` go to Vitest as they are. */
export function vitestStage(project: string, args: readonly string[]): Tally {
  forgetResult(project);
  const endedWell = runTool("vitest", [
    "run",
    `--project=${project}`,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${resultFile(project)}`,
    ...args,
  ]);
  const report = readResult(project) as VitestReport | null;
  return believe(report === null ? NO_CHECKS : tallyOf(report), endedWell);
}

function tallyOf(report: VitestReport): Tally {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
