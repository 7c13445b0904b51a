import { type Doubt, look } from "./doubt.ts";
import type { ResultFile } from "./result-file.ts";

/** Milliseconds by which clocks may differ without anybody being told. */
const SKEW = 24 * 3_600_000;

/** What does not fit together among the times of a file, given the teacher's clock. */
export function timeDoubts({ result, now }: { result: ResultFile; now: Date }): readonly Doubt[] {
  const { exported, exercises } = result;
  const doubts: Doubt[] = [];
  const passes = exercises.flatMap(({ id, passedAt }) =>
    passedAt === null ? [] : [{ id, passedAt, time: Date.parse(passedAt) }],
  );
  if (Date.parse(exported) > now.getTime() + SKEW) {
    doubts.push(
      look(`The file says that it was made on ${day(exported)}, which is still to come.`),
    );
  }
  const foreign = [exported, ...passes.map(({ passedAt }) => passedAt)].find(
    (time) => !isOurs(time),
  );
  if (foreign !== undefined) {
    doubts.push(look(`The time "${foreign}" in it is not written as Routebook writes times.`));
  }
  for (const { id, passedAt, time } of passes) {
    if (time <= Date.parse(exported)) continue;
    const text = `It is said to have passed on ${day(passedAt)}, after the file was made on ${day(exported)}.`;
    doubts.push(look(text, id));
  }
  const times = passes.map(({ time }) => time);
  const together = passes.filter(({ time }) => times.indexOf(time) !== times.lastIndexOf(time));
  if (together.length > 0) {
    const ids = together.map(({ id }) => id).join(", ");
    const text = `These exercises are said to have passed in the same thousandth of a second: ${ids}. Checks run one after the other.`;
    doubts.push(look(text));
  }
  return doubts;
}

/** Whether a time is spelt as every browser spells it (ECMA-262, Date.prototype.toISOString). */
function isOurs(time: string): boolean {
  return new Date(time).toISOString() === time;
}

/** "2026-11-23 09:30" in universal time, as in the file. */
function day(time: string): string {
  return new Date(time).toISOString().slice(0, 16).replace("T", " ");
}
