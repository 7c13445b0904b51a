import { relative } from "node:path";
import { runScript } from "../failure.ts";
import { checkLessons, type LessonReport } from "../lessons/check-lessons.ts";
import { formatFinding } from "../lessons/finding.ts";
import { writeResult } from "./results.ts";
import { sumOf, type Tally } from "./tally.ts";

/**
 * `lessons.ts [file…]`: checks the lessons as `npm run lessons` does and leaves the tally for the
 * "lessons" stage.
 */
await runScript(async () => {
  const tallies: Tally[] = [];
  await checkLessons(process.argv.slice(2), (report) => {
    const tally = tallyOf(report);
    tallies.push(tally);
    console.log(`${tally.failed === 0 ? "✓" : "✗"} ${relative(process.cwd(), report.file)}`);
    for (const finding of report.findings)
      console.log(`  ${formatFinding(finding, process.cwd())}`);
  });
  const sum = sumOf(tallies);
  writeResult("lessons", sum);
  if (sum.failed > 0) process.exitCode = 1;
});

/** A file's text is one check, each cell is one, and each exercise two: its starter and its solution. */
function tallyOf({ cells, exercises, findings }: LessonReport): Tally {
  const failed = findings.filter(({ severity }) => severity === "problem").length;
  return { passed: Math.max(0, 1 + cells + 2 * exercises - failed), failed, skipped: 0 };
}
