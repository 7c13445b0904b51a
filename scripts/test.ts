import { STAGES, type Stage } from "./testing/stages.ts";
import { sumOf, tallyText, type Tally } from "./testing/tally.ts";

/**
 * `test.ts [stage…] [-- arguments for the stage's tool]`: runs the named stages, or all. The last
 * line is the sum; the exit code is 1 if anything failed.
 */
const words = process.argv.slice(2);
const split = words.indexOf("--");
const names = split === -1 ? words : words.slice(0, split);
const toolArgs = split === -1 ? [] : words.slice(split + 1);

const unknown = names.filter((name) => !STAGES.some((stage) => stage.name === name));
if (unknown.length > 0) {
  const known = STAGES.map(({ name }) => name).join(", ");
  console.error(`There is no stage called ${unknown.join(", ")}. The stages are: ${known}.`);
  process.exit(2);
}

const chosen = names.length === 0 ? STAGES : STAGES.filter(({ name }) => names.includes(name));
const sum = sumOf(chosen.map(report));
console.log();
console.log(tallyText(sum));
process.exitCode = sum.failed > 0 ? 1 : 0;

function report(stage: Stage): Tally {
  console.log(`\n── ${stage.name}: ${stage.about}`);
  const start = performance.now();
  const tally = tallyOf(stage);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`── ${stage.name}: ${tallyText(tally)} (${seconds} s)`);
  return tally;
}

/** A stage that cannot run at all is one failure; the others still run. */
function tallyOf(stage: Stage): Tally {
  try {
    return stage.run(toolArgs);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
