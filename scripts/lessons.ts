import { runScript } from "./failure.ts";
import { checkLessons } from "./lessons/check-lessons.ts";
import { formatFinding } from "./lessons/finding.ts";

/** `npm run lessons [-- FILE…]`: tells everything wrong with the lessons, one line each. */
await runScript(async () => {
  const totals = await checkLessons(process.argv.slice(2), ({ findings }) => {
    for (const finding of findings) console.log(formatFinding(finding, process.cwd()));
  });
  const { lessons, cells, exercises, problems } = totals;
  console.log(`${lessons} lessons, ${cells} cells, ${exercises} exercises: ${problems} problems`);
  if (problems > 0) process.exitCode = 1;
});
