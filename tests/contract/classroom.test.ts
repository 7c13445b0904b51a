import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createLessonKernel } from "../../scripts/lessons/lesson-kernel.ts";
import { ensurePacks } from "../../scripts/packs/ensure-packs.ts";
import { root } from "../../scripts/paths.ts";
import type { LearnerCell } from "../../src/classroom/learner-record.ts";
import type { Outcome } from "../../src/classroom/outcome.ts";
import { recheck } from "../../src/classroom/recheck.ts";
import type { RecheckKernel } from "../../src/classroom/recheck-kernel.ts";
import { resultOf } from "../../src/classroom/write-result.ts";
import { parseLesson } from "../../src/lesson/parse-lesson.ts";

const PATH = "flask-routing/01-first-route";
const lesson = parseLesson(await readFile(join(root, "lessons", `${PATH}.md`), "utf8"));
const python = createLessonKernel(() => ensurePacks());
afterAll(() => python.close());

/** The checker's kernel, which is the browser's but for its worker. */
const kernel: RecheckKernel = {
  prepare: (packages, files) => python.prepare(files, packages),
  check: (request) => python.check(request),
  close: () => {},
};

/** The lesson's first exercise, with its solution. */
const [exercise] = lesson.blocks.filter((block) => block.kind === "exercise");
const solution = exercise?.solution?.source ?? "";
const id = exercise?.id ?? "";

/** How each of these codes comes out, all of them in one class. */
async function outcomes(...codes: readonly string[]): Promise<readonly Outcome[]> {
  const tasks = codes.map((source, index) => {
    const cells: Record<string, LearnerCell> = { [id]: { edit: { source }, tries: 1 } };
    const record = { cells, own: [], files: [] };
    const date = new Date("2026-11-23T12:00:00.000Z");
    const result = resultOf({ path: PATH, lesson, record, learner: `Pupil ${index}`, date });
    return { key: String(index), lesson, result, data: [] };
  });
  const found: Outcome[] = [];
  const signal = new AbortController().signal;
  const setTimer = (callback: () => void, ms: number) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  };
  for await (const step of recheck(tasks, { kernel, timeLimit: 20_000, signal, setTimer })) {
    if (step.exercise === id) found.push(step.outcome);
  }
  return found;
}

describe("recheck(tasks) in real Python", () => {
  it("tells right from wrong, and goes on after what breaks", async () => {
    const found = await outcomes(
      solution,
      exercise?.source ?? "",
      "def f(:",
      "app = None",
      "raise SystemExit",
      "import routebook.checks\nroutebook.checks.__dict__.clear()",
      "while True: pass",
      solution,
    );
    expect(found.map(({ kind }) => kind)).toEqual([
      "passed",
      "failed",
      "failed",
      "failed",
      "failed",
      expect.stringMatching(/failed|died/),
      "timed-out",
      "passed",
    ]);
    expect(found[2]).toMatchObject({ message: expect.stringContaining("SyntaxError") });
  });
});
